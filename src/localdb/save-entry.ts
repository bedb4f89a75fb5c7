import type { Entry, PhotoReference } from '../domain/entry.ts';
import { listOf, type FieldValue, type FieldValues } from '../domain/kinds/field.ts';
import { sameValue } from '../domain/merge.ts';
import { appendKnowing, appendMutation, mutationTables, readForAppend, type Change } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import type { Known } from './entry-view.ts';
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
  content: { values: FieldValues; setFields: readonly string[] },
  now: number,
): Promise<SaveResult> {
  const { values } = content;
  return db.transaction('rw', [...mutationTables(db), db.drafts, db.photos], async () => {
    const [stored, target, likely] = await Promise.all([
      db.drafts.get(draft.id),
      readForAppend(db, draft.id),
      readPhotos(db, draft.photos),
    ]);
    const wanted = stored?.photos ?? draft.photos;
    // The camera may have added to the draft while its form was open.
    const rows = sameValue(wanted, draft.photos) ? likely : await readPhotos(db, wanted);
    const { view, server } = target.known;
    const photos = referencesOf(wanted, rows, view?.photos ?? []);
    if (photos.missing.length > 0) return { status: 'photosNotReady', photos: photos.missing };
    const change =
      view === null || isRefusedWhole(target.known)
        ? newEntry(draft, values, photos.found)
        : changesSince(draft, { ...content, view, photos: photos.found });
    const base = change?.type === 'new' ? 0 : draft.mode === 'edit' ? draft.base : (server?.revision ?? 0);
    const [n] = await Promise.all([change && appendKnowing(db, target, change, { at: now, base }), db.drafts.delete(draft.id)]);
    return n === null ? { status: 'unchanged' } : { status: 'saved', n };
  });
}

/** The server has nothing of it and nothing of it waits: its first version was refused, so a mended one goes whole. */
function isRefusedWhole(known: Known): boolean {
  return known.server === null && known.waiting.length === 0;
}

function newEntry(draft: DraftRow, values: FieldValues, photos: PhotoReference[]): Change {
  return {
    type: 'new',
    id: draft.id,
    unit: draft.unit,
    kind: draft.kind ?? '',
    set: values,
    ...(photos.length > 0 && { photos }),
    submit: true,
  };
}

/** Takes the entry back: a `void` behind whatever was sent or waits. */
export async function voidEntry(db: LocalDatabase, id: string, now: number): Promise<void> {
  await db.transaction('rw', mutationTables(db), async () => {
    const row = await db.entries.get(id);
    if (!row || row.view.status === 'void') return;
    await appendMutation(db, { type: 'void', id }, { at: now });
  });
}

/**
 * Sends what this person changed since the form opened, and nothing that others changed meanwhile. A new draft whose
 * entry exists already (a second tap, a second tab) is compared with that entry.
 */
function changesSince(
  draft: DraftRow,
  edit: { view: Entry; values: FieldValues; setFields: readonly string[]; photos: PhotoReference[] },
): Change | null {
  const { view, values } = edit;
  const start = draft.start ?? { values: view.values, photos: view.photos.map((photo) => photo.id) };
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
  const has = new Set(edit.photos.map((photo) => photo.id));
  const known = new Set([...start.photos, ...view.photos.map((photo) => photo.id)]);
  const photosAdded = edit.photos.filter((photo) => !known.has(photo.id));
  const photosRemoved = start.photos.filter((photo) => !has.has(photo));
  const resubmits = view.status === 'returned' || view.status === 'draft';
  const changes = {
    ...(Object.keys(set).length > 0 && { set }),
    ...(Object.keys(add).length > 0 && { add, remove }),
    ...(photosAdded.length > 0 && { photosAdded }),
    ...(photosRemoved.length > 0 && { photosRemoved }),
    ...(resubmits && { submit: true as const }),
  };
  return Object.keys(changes).length === 0 ? null : { type: 'edit', id: draft.id, ...changes };
}

/** An entry lists only photos whose bytes and hash are on disk (pain 6: photos missing when saved quickly). */
function referencesOf(
  wanted: readonly string[],
  rows: readonly (PhotoRow | undefined)[],
  known: readonly PhotoReference[],
): { found: PhotoReference[]; missing: string[] } {
  const found: PhotoReference[] = [];
  const missing: string[] = [];
  wanted.forEach((id, index) => {
    const reference = known.find((photo) => photo.id === id) ?? rows[index]?.reference;
    if (reference) found.push(reference);
    else missing.push(id);
  });
  return { found, missing };
}

async function readPhotos(db: LocalDatabase, ids: string[]): Promise<(PhotoRow | undefined)[]> {
  return ids.length > 0 ? db.photos.bulkGet(ids) : [];
}
