import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { refreshEntry } from './refresh-entries.ts';

/**
 * Takes the refused changes of an entry off this device: the person has read why, and goes on with what the server has.
 * The server is told, and keeps their bodies in its history. A first version that it never took is the only copy in
 * sight: it stays.
 */
export async function dismissRefused(db: LocalDatabase, entry: string, now: number): Promise<'dismissed' | 'onlyCopy'> {
  return db.transaction('rw', mutationTables(db), async () => {
    const row = await db.entries.get(entry);
    if (row && row.server === null) return 'onlyCopy';
    const refused = await db.held.where('entry').equals(entry).sortBy('n');
    for (const { n, sentAs } of refused) {
      // Its number stays in the log: without it a restored server would read nothing that comes after.
      await db.held.delete(n);
      if (sentAs) await appendMutation(db, { type: 'dismiss', id: entry, held: sentAs }, { at: now });
    }
    // Known by a server that was restored from before it: nothing is left of it but the refusal.
    if (row?.server?.revision === 0) await db.entries.delete(entry);
    else if (row) await refreshEntry(db, entry);
    return 'dismissed';
  });
}
