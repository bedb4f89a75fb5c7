import type { LocalDatabase } from './database.ts';
import type { EntryRow, PhotoRow } from './rows.ts';

/** Photos of which a restored server may have less than this device was told. */

/**
 * Of whatever the bytes are here, the server is asked anew. When it had a photo in its former life says nothing of the copies
 * that are made from now on. Inside the caller's transaction over `photos`.
 */
export async function photosOfFormerLife(db: LocalDatabase): Promise<void> {
  await db.photos
    .where('state')
    .anyOf('stored', 'failed')
    .filter((photo) => photo.own)
    .modify((photo) => {
      delete photo.storedAt;
      if (photo.chunkCount > 0) Object.assign(photo, { state: 'declared', offset: 0 });
    });
}

/**
 * Once everything is read anew, the server has said of each photo that it has it. Of one that it did not speak of, and that
 * is not here any more, its person is told. Inside the caller's transaction over `photos` and `entries`.
 */
export async function missPhotos(db: LocalDatabase): Promise<void> {
  const unconfirmed = await db.photos
    .where('state')
    .equals('stored')
    .filter((photo) => photo.own && photo.chunkCount === 0 && photo.storedAt === undefined)
    .toArray();
  const entries = await db.entries.bulkGet(unconfirmed.map((photo) => photo.entry));
  const missed = unconfirmed.filter((_, index) => isMissed(entries[index]));
  await db.photos.bulkPut(missed.map((photo): PhotoRow => ({ ...photo, state: 'corrupt' })));
}

/** Nothing is told of what this person lost meanwhile; what was approved or taken back takes no other picture. */
function isMissed(entry: EntryRow | undefined): boolean {
  if (!entry?.server || entry.server.isFormer) return false;
  return entry.status !== 'approved' && entry.status !== 'void';
}

/**
 * The server is without a photo and wants it, whatever was believed here: a restored one may lack what it had, or want again
 * what had been given up. Without bytes nobody here can send it, and who took it is told.
 */
export function askedFor(told: PhotoRow): PhotoRow {
  if (['raw', 'corrupt', 'declared'].includes(told.state)) return told;
  const { storedAt: _former, ...row } = told;
  return { ...row, state: row.own && row.chunkCount === 0 ? 'corrupt' : 'declared' };
}
