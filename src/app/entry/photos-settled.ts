import type { LocalDatabase } from '../../localdb/database.ts';
import { watchDatabase } from '../../localdb/watch-database.ts';

/** Resolves when none of these photos is being made ready any more. */
export async function photosSettled(db: LocalDatabase, ids: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const watch = watchDatabase(() => db.photos.bulkGet([...ids])).subscribe((rows) => {
      if (rows.some((row) => row?.state === 'raw')) return;
      // Dexie may answer before `subscribe` has returned.
      queueMicrotask(() => watch.unsubscribe());
      resolve();
    }, reject);
  });
}
