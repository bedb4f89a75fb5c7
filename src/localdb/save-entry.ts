import type { AttachmentReference, Entry, PhotoReference } from '../domain/entry.ts';
import { listOf, type FieldValue, type FieldValues } from '../domain/kinds/field.ts';
import { sameValue } from '../domain/merge.ts';
import { appendKnowing, appendMutation, mutationTables, readForAppend, type Change } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { dismissRefused } from './dismiss-refused.ts';
import { readKnown, type Known } from './entry-view.ts';
import type { DraftRow, PhotoRow } from './rows.ts';

export type SaveResult = { status: 'saved'; n: number } | { status: 'unchanged' } | { status: 'photosNotReady'; photos: string[] };

/**
 * "Lưu": a complete draft becomes one mutation that submits it, in one strict transaction with the end of the draft.
 * Resolves when that transaction is on disk; then, and not before, the screen may say "Đã lưu trên máy".
 * `setFields` are the kind's fields with the merge policy `set`: their members are sent as added and removed.
 */
export async function saveEntry(
  db: LocalDatabase,
  draft: DraftRow,
  content: { values: FieldValues; setFields: readonly string[]; beside?: readonly BesideEntry[] | undefined },
  now: number,
): Promise<SaveResult> {
  const { values, beside = [] } = content;
  return db.transaction('rw', [...mutationTables(db), db.drafts, db.photos], async () => {
    const [stored, target, likely] = await Promise.all([
      db.drafts.get(draft.id),
      readForAppend(db, draft.id),
      readPhotos(db, filesOf(draft)),
    ]);
    const wanted = stored ?? draft;
    // Photos and files may have come to the draft while its form was open.
    const rows = sameValue(filesOf(wanted), filesOf(draft)) ? likely : await readPhotos(db, filesOf(wanted));
    const { view, server } = target.known;
    const photos = referencesOf(wanted.photos, [...rows.flatMap((row) => row?.reference ?? []), ...(view?.photos ?? [])]);
    const attachments = referencesOf(wanted.attachments ?? [], [
      ...rows.flatMap((row) => row?.attachment ?? []),
      ...(view?.attachments ?? []),
    ]);
    const missing = [...photos.missing, ...attachments.missing];
    if (missing.length > 0) return { status: 'photosNotReady', photos: missing };
    const files = { photos: photos.found, attachments: attachments.found };
    const change =
      view === null || isRefusedWhole(target.known) ? newEntry(draft, values, files) : changesSince(draft, { ...content, view, ...files });
    const base = change?.type === 'new' ? 0 : draft.mode === 'edit' ? draft.base : (server?.revision ?? 0);
    const [n] = await Promise.all([change && appendKnowing(db, target, change, { at: now, base }), db.drafts.delete(draft.id)]);
    // With a second tap the first has made them already.
    if (change?.type === 'new') {
      for (const { id, unit, values: set } of beside)
        await appendMutation(db, { type: 'new', id, unit, kind: change.kind, set, submit: true }, { at: now, base: 0 });
    }
    return n === null ? { status: 'unchanged' } : { status: 'saved', n };
  });
}

/** What else the same form says, as an entry of another unit. */
export interface BesideEntry {
  id: string;
  unit: string;
  values: FieldValues;
}

/** The server has nothing of it and nothing of it waits: its first version was refused, so a mended one goes whole. */
function isRefusedWhole(known: Known): boolean {
  return known.server === null && known.waiting.length === 0;
}

interface Files {
  photos: PhotoReference[];
  attachments: AttachmentReference[];
}

function newEntry(draft: DraftRow, values: FieldValues, { photos, attachments }: Files): Change {
  return {
    type: 'new',
    id: draft.id,
    unit: draft.unit,
    kind: draft.kind ?? '',
    set: values,
    ...(photos.length > 0 && { photos }),
    ...(attachments.length > 0 && { attachments }),
    submit: true,
  };
}

/**
 * Takes the entry back: a `void` behind whatever was sent or waits. Of one whose first version was refused there is nothing
 * on the server to be taken back: that version is let go.
 */
export async function voidEntry(db: LocalDatabase, id: string, now: number): Promise<void> {
  await db.transaction('rw', [...mutationTables(db), db.photos, db.chunks, db.drafts], async () => {
    const known = await readKnown(db, id);
    if (!known.view || known.view.status === 'void') return;
    if (isRefusedWhole(known)) await dismissRefused(db, id, now);
    else await appendMutation(db, { type: 'void', id }, { at: now });
  });
}

/**
 * Sends what this person changed since the form opened, and nothing that others changed meanwhile. A new draft whose
 * entry exists already (a second tap, a second tab) is compared with that entry.
 */
function changesSince(draft: DraftRow, edit: { view: Entry; values: FieldValues; setFields: readonly string[] } & Files): Change | null {
  const { view, values } = edit;
  const start = draft.start ?? { values: view.values, photos: idsOf(view.photos), attachments: idsOf(view.attachments) };
  const set: Record<string, FieldValue | null> = {};
  const add: Record<string, string[]> = {};
  const remove: Record<string, string[]> = {};
  for (const field of new Set([...Object.keys(start.values), ...Object.keys(values)])) {
    const after = values[field] ?? null;
    if (sameValue(start.values[field] ?? null, after)) continue;
    if (!edit.setFields.includes(field)) {
      set[field] = after;
      continue;
    }
    const [had, has] = [listOf(start.values, field), listOf(values, field)];
    add[field] = has.filter((member) => !had.includes(member));
    remove[field] = had.filter((member) => !has.includes(member));
  }
  for (const field of draft.again?.fields ?? []) {
    const after = values[field] ?? null;
    if (field in set || field in add) continue;
    if (after !== null && edit.setFields.includes(field)) add[field] = listOf(values, field);
    else set[field] = after;
  }
  const photos = filesChanged(edit.photos, { started: start.photos, held: view.photos, again: draft.again?.photos });
  // A draft of a build that knew no attachments has none of them to take out.
  const attachments = filesChanged(edit.attachments, {
    started: start.attachments ?? [],
    held: view.attachments,
    again: draft.again?.attachments,
  });
  const resubmits = view.status === 'returned' || view.status === 'draft';
  const changes = {
    ...(Object.keys(set).length > 0 && { set }),
    ...(Object.keys(add).length > 0 && { add, remove }),
    ...(photos.added.length > 0 && { photosAdded: photos.added }),
    ...(photos.removed.length > 0 && { photosRemoved: photos.removed }),
    ...(attachments.added.length > 0 && { attachmentsAdded: attachments.added }),
    ...(attachments.removed.length > 0 && { attachmentsRemoved: attachments.removed }),
    ...(resubmits && { submit: true as const }),
  };
  return Object.keys(changes).length === 0 ? null : { type: 'edit', id: draft.id, ...changes };
}

function filesChanged<Reference extends { id: string }>(
  now: readonly Reference[],
  before: { started: readonly string[]; held: readonly Reference[] | undefined; again: readonly string[] | undefined },
): { added: Reference[]; removed: string[] } {
  const has = new Set(idsOf(now));
  const again = new Set(before.again);
  const known = new Set([...before.started, ...idsOf(before.held)]);
  return {
    added: now.filter(({ id }) => !known.has(id) || again.has(id)),
    removed: [...new Set([...before.started, ...again])].filter((id) => !has.has(id)),
  };
}

/** An entry lists only what is whole on disk, hash and all (pain 6: photos missing when saved quickly). */
function referencesOf<Reference extends { id: string }>(
  wanted: readonly string[],
  known: readonly Reference[],
): { found: Reference[]; missing: string[] } {
  const byId = new Map(known.map((reference) => [reference.id, reference]));
  return {
    found: wanted.flatMap((id) => byId.get(id) ?? []),
    missing: wanted.filter((id) => !byId.has(id)),
  };
}

function filesOf(draft: DraftRow): string[] {
  return [...draft.photos, ...(draft.attachments ?? [])];
}

function idsOf(files: readonly { id: string }[] = []): string[] {
  return files.map(({ id }) => id);
}

async function readPhotos(db: LocalDatabase, ids: string[]): Promise<(PhotoRow | undefined)[]> {
  return ids.length > 0 ? db.photos.bulkGet(ids) : [];
}
