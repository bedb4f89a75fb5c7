import type { LocalDatabase } from './database.ts';
import { deletePhoto } from './delete-photo.ts';

/**
 * Photos and attachments that only a refused change named go with it: nobody would ever send them, and they would be told
 * to wait for ever. Inside the caller's transaction, once the entry's row is as it is to be.
 */
export async function forgetUnnamedFiles(db: LocalDatabase, entry: string): Promise<void> {
  const unsent = await db.photos
    .where('entry')
    .equals(entry)
    .filter(({ own, state }) => own && !['declared', 'stored', 'unwanted', 'failed'].includes(state))
    .primaryKeys();
  if (unsent.length === 0) return;
  const [row, draft, held] = await Promise.all([
    db.entries.get(entry),
    db.drafts.get(entry),
    db.held.where('entry').equals(entry).toArray(),
  ]);
  const named = JSON.stringify([row?.view.photos, row?.view.attachments, draft?.photos, draft?.attachments]);
  for (const id of unsent) {
    if (!named.includes(id) && !held.some(({ body }) => body.includes(id))) await deletePhoto(db, id);
  }
}
