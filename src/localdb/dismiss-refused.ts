import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { readBody } from './entry-view.ts';
import { forgetUnnamedFiles } from './forget-unnamed-files.ts';
import { refreshEntry } from './refresh-entries.ts';
import type { HeldRow } from './rows.ts';
import { readWaitingOf } from './waiting.ts';

/**
 * Takes the refused changes of an entry off this device: the person has read why, and goes on with what the server has. The
 * server is told, and keeps their bodies in its history. Of an entry that it never took nothing is left here then; while
 * something of that one waits, its answer is awaited.
 */
export async function dismissRefused(db: LocalDatabase, entry: string, now: number): Promise<'dismissed' | 'waiting'> {
  return db.transaction('rw', [...mutationTables(db), db.photos, db.chunks, db.drafts], async () => {
    const [row, waiting] = await Promise.all([db.entries.get(entry), readWaitingOf(db, entry)]);
    const isUnknown = row !== undefined && row.server === null;
    if (isUnknown && waiting.some((each) => readBody(each).type !== 'dismiss')) return 'waiting';
    await letGo(db, entry, now);
    // Known by a server that was restored from before it: nothing is left of it but the refusal.
    if (isUnknown || row?.server?.isFormer) await db.entries.delete(entry);
    else if (row) await refreshEntry(db, entry);
    await forgetUnnamedFiles(db, entry);
    return 'dismissed';
  });
}

/** The same of a reviewer's decisions alone, inside the caller's transaction: what they wrote beside them stays. */
export async function dismissDecisions(db: LocalDatabase, entry: string, now: number): Promise<void> {
  await db.transaction('rw', mutationTables(db), async () => {
    await letGo(db, entry, now, (row) => ['review', 'withdraw', 'reopen', 'move'].includes(readBody(row).type));
    await refreshEntry(db, entry);
  });
}

async function letGo(db: LocalDatabase, entry: string, now: number, fits: (row: HeldRow) => boolean = () => true): Promise<void> {
  const refused = (await db.held.where('entry').equals(entry).sortBy('n')).filter(fits);
  for (const { n, sentAs } of refused) {
    await db.held.delete(n);
    if (sentAs) await appendMutation(db, { type: 'dismiss', id: entry, held: sentAs }, { at: now });
  }
}
