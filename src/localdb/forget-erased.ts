import { erasedField } from '../protocol/erased-field.ts';
import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { readBody } from './entry-view.ts';
import { deletePhoto } from './delete-photo.ts';
import type { HeldRow } from './rows.ts';

/**
 * Takes from this device what was erased for good, with what was begun of it here: a law asks for it, so unsent work does not
 * keep it as it does elsewhere. What waits in the outbox has its number and is sent; once it is refused its words are shown
 * nowhere. The outbox has them, as they were sent, until a copy of the server covers it. Inside the caller's transaction.
 */
export async function forgetErased(db: LocalDatabase, answer: Pick<SyncResponse, 'gone' | 'results'>): Promise<void> {
  const numbers = answer.results.flatMap(([n, outcome, reason, field]) =>
    outcome === 'held' && isOfErased({ reason, field: field ?? null }) ? [n] : [],
  );
  const refused = numbers.length > 0 ? await db.held.bulkGet(numbers) : [];
  const erased = new Set([
    ...answer.gone.flatMap(([, id, how]) => (how === 'purged' ? [id] : [])),
    ...refused.flatMap((row) => row?.entry ?? []),
  ]);
  for (const id of erased) await forget(db, id);
}

/** On the device that asked for it, which need not wait to be told. `id` is the entry's or the photo's. */
export async function forgetErasedNow(db: LocalDatabase, id: string): Promise<void> {
  await db.transaction('rw', [db.entries, db.held, db.photos, db.chunks, db.review, db.drafts], async () => {
    // Dexie keeps the transaction open over native awaits only inside an async function of its own.
    await forget(db, id);
  });
}

async function forget(db: LocalDatabase, id: string): Promise<void> {
  const [photo, photos, held] = await Promise.all([
    db.photos.get(id),
    db.photos.where('entry').equals(id).primaryKeys(),
    db.held.where('entry').equals(id).toArray(),
  ]);
  await Promise.all([db.entries.delete(id), db.review.delete(id), db.drafts.delete(id), db.held.bulkPut(held.map(withoutWords))]);
  for (const each of photos) await deletePhoto(db, each);
  await deletePhoto(db, id);
  if (photo) await takeOutOfDraft(db, photo.entry, id);
}

/** Otherwise its form would wait for a picture that never comes. */
async function takeOutOfDraft(db: LocalDatabase, draft: string, photo: string): Promise<void> {
  const row = await db.drafts.get(draft);
  if (!row) return;
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== photo);
  await db.drafts.put({
    ...row,
    photos: without(row.photos),
    ...(row.attachments && { attachments: without(row.attachments) }),
    ...(row.start && {
      start: {
        ...row.start,
        photos: without(row.start.photos),
        ...(row.start.attachments && { attachments: without(row.start.attachments) }),
      },
    }),
  });
}

/** Whether the server refused it because its entry was erased. */
export function isOfErased({ reason, field }: Pick<HeldRow, 'reason' | 'field'>): boolean {
  return reason === 'unknown_entry' && field === erasedField;
}

/** That something was refused, and when it was saved, stays; what it said goes. */
function withoutWords(row: HeldRow): HeldRow {
  const change = readBody(row);
  const { n, id, at, base } = change;
  // A first version is shown as long as it is here: of this one nothing is.
  const type = change.type === 'new' ? 'edit' : change.type;
  const decision = change.type === 'review' ? { verdict: change.verdict } : {};
  const kept = { ...row, body: JSON.stringify({ n, type, id, at, base, ...decision }) };
  return { ...kept, reason: 'unknown_entry', field: erasedField };
}
