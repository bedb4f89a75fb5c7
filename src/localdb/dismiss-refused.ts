import type { LocalDatabase } from './database.ts';
import { refreshEntry } from './entry-view.ts';

/**
 * Takes the refused changes of an entry off this device: the person has read why, and goes on with what the server has.
 * The server keeps their bodies in its history. A first version that it never took is the only copy in sight: it stays.
 */
export async function dismissRefused(db: LocalDatabase, entry: string): Promise<'dismissed' | 'onlyCopy'> {
  return db.transaction('rw', db.held, db.entries, db.outbox, db.meta, async () => {
    const row = await db.entries.get(entry);
    if (row && row.server === null) return 'onlyCopy';
    await db.held.where('entry').equals(entry).delete();
    if (row) await refreshEntry(db, entry);
    return 'dismissed';
  });
}
