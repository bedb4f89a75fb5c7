import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { textOf } from '../../src/domain/kinds/field.ts';
import type { DraftRow, EntryRow, OutboxRow } from '../../src/localdb/rows.ts';
import { readRows } from '../browser/phone-database.ts';
import { WirePhone } from '../fakes/wire-phone.ts';
import type { BusyPerson, Noted } from './busy-person.ts';
import { entriesOnServer } from './main-job.ts';

/**
 * After the page died: what is on disk is the old or the new, never both and never neither. What is found is what the
 * screens show from here on, so it is noted as such.
 */
export async function expectDiskMatches(person: BusyPerson): Promise<void> {
  const { page } = person.phone;
  const [drafts, entries, outbox] = await Promise.all([
    readRows<DraftRow>(page, 'drafts'),
    readRows<EntryRow>(page, 'entries'),
    readRows<OutboxRow>(page, 'outbox'),
  ]);
  const numbers = outbox.map((row) => row.n);
  expect(numbers, 'the outbox has no gaps').toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  for (const note of person.notes) {
    const drafted = drafts.filter((draft) => typedTitle(draft).startsWith(note.serial));
    const saved = entries.filter((row) => titleOf(row.view).startsWith(note.serial));
    expect([drafted.length <= 1, saved.length <= 1], `${note.serial} is there once`).toEqual([true, true]);
    const [draft] = drafted;
    const [row] = saved;
    if (note.saved !== null) expect(row, `${note.serial} was said to be saved`).toBeDefined();
    if (draft?.mode === 'new') expect(row, `${note.serial} is a draft or an entry`).toBeUndefined();
    if (row) expectTitle(note, titleOf(row.view));
    const typed = draft ? typedTitle(draft) : row ? titleOf(row.view) : '';
    const kept = note.typing.slice(0, note.wordsToKeep).join(' ');
    expect(typed.slice(0, kept.length), `what was typed for ${note.serial}`).toBe(kept);
    const photos = draft?.photos.length ?? row?.view.photos.length ?? 0;
    expect(photos, `photos of ${note.serial}`).toBeGreaterThanOrEqual(note.photosSeen);
    if (!draft && !row) continue;
    note.typing = typed.split(' ');
    note.wordsToKeep = note.typing.length;
    if (row && !draft) Object.assign(note, { saved: titleOf(row.view), tried: [], photosSaved: photos, photosSeen: photos });
    if (row?.view.status === 'void') note.takenBack = 'yes';
  }
}

/** Everything that the screen said to be saved, once, with its photos as they left the phone. */
export async function expectOnServer(people: readonly BusyPerson[], url: string): Promise<{ entries: number; photos: number }> {
  const entries = await entriesOnServer(url, 'hiepcuong');
  const notes = people.flatMap((person) => person.notes);
  const reader = new WirePhone(url, Date.now());
  await reader.signIn('hiepcuong');
  let photos = 0;
  for (const note of notes) {
    const found = entries.filter((entry) => titleOf(entry).startsWith(note.serial));
    const [entry] = found;
    if (!entry) {
      expect(note.saved, `${note.serial} was said to be saved`).toBeNull();
      continue;
    }
    expect(found.length, `${note.serial} is there once`).toBe(1);
    expectTitle(note, titleOf(entry));
    if (note.takenBack === 'yes') expect(entry.status, note.serial).toBe('void');
    if (note.takenBack === 'no') expect(entry.status, note.serial).toBe('submitted');
    if (note.takenBack !== 'no') continue;
    expect(entry.photos.length, `photos of ${note.serial}`).toBeGreaterThanOrEqual(note.photosSaved);
    expect(new Set(entry.photos.map((photo) => photo.sha256)).size, `photos of ${note.serial}`).toBe(entry.photos.length);
    for (const photo of entry.photos) {
      const answer = await reader.fetch(`/v1/photos/${photo.id}?size=original`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('base64url'), `a photo of ${note.serial}`).toBe(photo.sha256);
      photos += 1;
    }
  }
  const known = entries.filter((entry) => notes.some((note) => titleOf(entry).startsWith(note.serial)));
  expect(known.length, 'the server has nothing that nobody wrote').toBe(entries.length);
  return { entries: entries.length, photos };
}

function expectTitle(note: Noted, title: string): void {
  const possible = [...(note.saved === null ? [] : [note.saved]), ...note.tried];
  expect(possible, `the title of ${note.serial}`).toContain(title);
}

function titleOf(entry: Entry): string {
  return textOf(entry.values, 'title') ?? '';
}

function typedTitle(draft: DraftRow): string {
  const title = draft.input['title'];
  return typeof title === 'string' ? title : '';
}
