import type { Database, WriteTransaction } from '../db/database.ts';
import { findPhoto, type PhotoRow } from '../photos/photo-rows.ts';
import { photoRows } from '../photos/tell-photos.ts';
import { bumpScopes } from '../sync/feed.ts';

/**
 * Asks the phones once more for photos whose bytes the store has lost, and tells everybody who was told that they are there.
 * When each was first stored stays noted: that tells it from one that nobody has sent yet, until it is here again.
 */
export async function askPhonesAgain(database: Database, lost: readonly PhotoRow[]): Promise<void> {
  // A disk may have lost thousands, and meanwhile the phones want to write too.
  for (let start = 0; start < lost.length; start += mostAtOnce) {
    await database.write(async (tx) => {
      const asked: PhotoRow[] = [];
      for (const photo of lost.slice(start, start + mostAtOnce)) if (await forget(tx, photo)) asked.push(photo);
      await bumpScopes(tx, await photoRows(tx, asked));
    });
  }
}

const mostAtOnce = 100;

/** Which photos were asked for and have not come again. */
export function findAwaited(records: Database): Promise<Pick<PhotoRow, 'id' | 'entry'>[]> {
  return records.query
    .selectFrom('photo')
    .select(['id', 'entry'])
    .where('state', 'in', ['declared', 'receiving'])
    .where('stored_at', 'is not', null)
    .orderBy('id')
    .execute();
}

/** Unless it was erased, or looked at anew, since it was found to be lost. */
async function forget(tx: WriteTransaction, lost: PhotoRow): Promise<boolean> {
  const now = await findPhoto(tx, lost.id);
  if (!now || now.original_key !== lost.original_key || now.picture_key !== lost.picture_key) return false;
  await tx
    .updateTable('photo')
    .set({ state: 'declared', received: 0, original_key: null, picture_key: null })
    .where('unit', '=', now.unit)
    .where('id', '=', now.id)
    .execute();
  return true;
}
