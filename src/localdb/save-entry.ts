import type { PhotoReference } from '../domain/entry.ts';
import type { FieldValue, FieldValues } from '../domain/kinds/field.ts';
import { sameValue } from '../domain/merge.ts';
import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import type { DraftRow, EntryRow } from './rows.ts';

export type SaveResult = { status: 'saved'; n: number } | { status: 'unchanged' } | { status: 'photosNotReady'; photos: string[] };

/**
 * "Lưu": a complete draft becomes one mutation that submits it, in one strict transaction with the end of the draft.
 * Resolves when that transaction is on disk; then, and not before, the screen may say "Đã lưu trên máy".
 */
export async function saveEntry(db: LocalDatabase, draft: DraftRow, values: FieldValues, now: number): Promise<SaveResult> {
  return db.transaction('rw', [...mutationTables(db), db.drafts, db.photos], async () => {
    const stored = await db.drafts.get(draft.id);
    const row = await db.entries.get(draft.id);
    const wanted = stored?.photos ?? draft.photos;
    const photos = await readReferences(db, wanted, row?.view.photos ?? []);
    if (photos.missing.length > 0) return { status: 'photosNotReady', photos: photos.missing };
    // A second tap, or a tab that saved first: the draft is gone and the entry is there.
    if (draft.mode === 'new' && row) {
      await db.drafts.delete(draft.id);
      return { status: 'unchanged' };
    }
    const n =
      !row || (await isRefusedWhole(db, row))
        ? await appendMutation(
            db,
            {
              type: 'new',
              id: draft.id,
              unit: draft.unit,
              kind: draft.kind ?? '',
              set: values,
              ...(photos.found.length > 0 && { photos: photos.found }),
              submit: true,
            },
            { at: now, base: 0 },
          )
        : await appendEdit(db, draft, row.view, values, photos.found, now);
    await db.drafts.delete(draft.id);
    return n === null ? { status: 'unchanged' } : { status: 'saved', n };
  });
}

/** The server has nothing of it and nothing of it waits: its first version was refused, so a mended one goes whole. */
async function isRefusedWhole(db: LocalDatabase, row: EntryRow): Promise<boolean> {
  return row.server === null && (await db.outbox.where('entry').equals(row.id).count()) === 0;
}

/** Takes the entry back: a `void` behind whatever was sent or waits. */
export async function voidEntry(db: LocalDatabase, id: string, now: number): Promise<void> {
  await db.transaction('rw', mutationTables(db), async () => {
    const row = await db.entries.get(id);
    if (!row || row.view.status === 'void') return;
    await appendMutation(db, { type: 'void', id }, { at: now });
  });
}

async function appendEdit(
  db: LocalDatabase,
  draft: DraftRow,
  before: { values: FieldValues; photos: PhotoReference[]; status: string },
  values: FieldValues,
  photos: PhotoReference[],
  now: number,
): Promise<number | null> {
  const set: Record<string, FieldValue | null> = {};
  for (const field of new Set([...Object.keys(before.values), ...Object.keys(values)])) {
    const after = values[field] ?? null;
    if (!sameValue(before.values[field] ?? null, after)) set[field] = after;
  }
  const had = new Set(before.photos.map((photo) => photo.id));
  const has = new Set(photos.map((photo) => photo.id));
  const photosAdded = photos.filter((photo) => !had.has(photo.id));
  const photosRemoved = before.photos.filter((photo) => !has.has(photo.id)).map((photo) => photo.id);
  const resubmits = before.status === 'returned' || before.status === 'draft';
  if (Object.keys(set).length === 0 && photosAdded.length === 0 && photosRemoved.length === 0 && !resubmits) return null;
  return appendMutation(
    db,
    {
      type: 'edit',
      id: draft.id,
      ...(Object.keys(set).length > 0 && { set }),
      ...(photosAdded.length > 0 && { photosAdded }),
      ...(photosRemoved.length > 0 && { photosRemoved }),
      ...(resubmits && { submit: true as const }),
    },
    { at: now, base: draft.base },
  );
}

/** An entry lists only photos whose bytes and hash are on disk (pain 6: photos missing when saved quickly). */
async function readReferences(
  db: LocalDatabase,
  wanted: string[],
  known: PhotoReference[],
): Promise<{ found: PhotoReference[]; missing: string[] }> {
  const rows = await db.photos.bulkGet(wanted);
  const found: PhotoReference[] = [];
  const missing: string[] = [];
  wanted.forEach((id, index) => {
    const reference = known.find((photo) => photo.id === id) ?? rows[index]?.reference;
    if (reference) found.push(reference);
    else missing.push(id);
  });
  return { found, missing };
}
