import { liveQuery } from 'dexie';
import type { LocalDatabase } from '../../localdb/database.ts';

/** Resolves when none of these photos is being made ready any more. */
export async function photosSettled(db: LocalDatabase, ids: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const subscription = liveQuery(() => db.photos.bulkGet([...ids])).subscribe({
      next: (rows) => {
        if (rows.some((row) => row?.state === 'raw')) return;
        // Dexie may answer before `subscribe` has returned.
        queueMicrotask(() => subscription.unsubscribe());
        resolve();
      },
      error: reject,
    });
  });
}
