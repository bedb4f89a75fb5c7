import type { LocalDatabase } from './database.ts';

/** The photo and its bytes, inside the caller's transaction over `photos` and `chunks`. Apart, since forms bring it along. */
export async function deletePhoto(db: LocalDatabase, id: string): Promise<void> {
  await db.photos.delete(id);
  await chunksOf(db, id).delete();
}

/** The rows that its bytes are in, in their order. */
export function chunksOf(db: LocalDatabase, photo: string) {
  return db.chunks.where('[photo+index]').between([photo, 0], [photo, Infinity]);
}
