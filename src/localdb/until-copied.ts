import { chunksOf, deletePhoto } from './delete-photo.ts';
import type { LocalDatabase } from './database.ts';
import type { PhotoRow } from './rows.ts';

/**
 * Frees the bytes of photos that the server's copy holds too; the thumbnail stays, where the entry does. Until then they are
 * kept here: the server's own machine may be lost (sync card, invariant 14). Inside the caller's transaction over `photos`,
 * `chunks` and `entries`.
 */
export async function dropSafeBytes(db: LocalDatabase, { copiedAt, now }: { copiedAt: number; now: number }): Promise<void> {
  const stored = await db.photos
    .where('state')
    .equals('stored')
    .filter((photo) => photo.chunkCount > 0)
    .toArray();
  const entries = await db.entries.bulkGet(stored.map((photo) => photo.entry));
  for (const [index, photo] of stored.entries()) {
    if (isCopied(photo, copiedAt)) {
      await chunksOf(db, photo.id).delete();
      if (entries[index]) await db.photos.put({ ...photo, chunkCount: 0 });
      else await db.photos.delete(photo.id);
    }
    // Nobody tells this device when it came: in a unit that its person has lost. The next copy has it.
    else if (photo.storedAt === undefined) await db.photos.put({ ...photo, storedAt: now });
  }
}

/**
 * Takes the photos of an entry that leaves this device. What this device sent and no copy holds yet stays, out of sight: a
 * restored server gets it again. Inside the caller's transaction over `photos` and `chunks`.
 */
export async function forgetPhotos(db: LocalDatabase, entry: string, copiedAt: number): Promise<void> {
  for (const photo of await db.photos.where('entry').equals(entry).toArray()) {
    const isNeeded = photo.own && photo.state === 'stored' && photo.chunkCount > 0 && !isCopied(photo, copiedAt);
    if (!isNeeded) await deletePhoto(db, photo.id);
  }
}

/**
 * An answer may be so old when it is applied, and its photo have been stored after its copy was begun: by another runner, or
 * by a server whose clock is not the one of the copy.
 */
const longestWay = 60_000;

function isCopied({ storedAt }: PhotoRow, copiedAt: number): boolean {
  return storedAt !== undefined && storedAt + longestWay < copiedAt;
}
