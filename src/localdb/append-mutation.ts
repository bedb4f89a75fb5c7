import type { EntryChange } from '../domain/entry.ts';
import type { LocalDatabase } from './database.ts';
import { readReplica } from './meta.ts';
import { refreshEntry } from './entry-view.ts';

/** Tables that `appendMutation` writes: a caller's transaction names them. */
export const mutationTables = (db: LocalDatabase) => [db.meta, db.entries, db.outbox, db.held];

/** An entry's change before it has its base and time. */
export type Change = EntryChange extends infer Each ? (Each extends EntryChange ? Omit<Each, 'at' | 'base'> : never) : never;

/**
 * Numbers a change, freezes it as the string that will be sent, and shows its effect. Inside the caller's transaction.
 * The outbox is append-only: nothing leaves it but by an acknowledgement; undo appends a `void`.
 */
export async function appendMutation(db: LocalDatabase, change: Change, facts: { at: number; base?: number }): Promise<number> {
  const replica = await readReplica(db);
  const n = replica.nextN;
  const known = await db.entries.get(change.id);
  const base = facts.base ?? known?.server?.revision ?? 0;
  const body = JSON.stringify({ n, ...change, at: facts.at, base });
  await db.meta.put({ ...replica, nextN: n + 1 });
  await db.outbox.add({ n, entry: change.id, body, at: facts.at });
  await refreshEntry(db, change.id);
  return n;
}
