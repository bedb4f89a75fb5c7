import type { EntryChange } from '../domain/entry.ts';
import type { LocalDatabase } from './database.ts';
import { readReplica } from './meta.ts';
import { entryRowOf, readKnown, type Known } from './entry-view.ts';
import type { ReplicaState } from './rows.ts';

/** Tables that `appendMutation` writes: a caller's transaction names them. */
export const mutationTables = (db: LocalDatabase) => [db.meta, db.entries, db.outbox, db.held];

/** An entry's change before it has its base and time. */
export type Change = EntryChange extends infer Each ? (Each extends EntryChange ? Omit<Each, 'at' | 'base'> : never) : never;

/**
 * Numbers a change, freezes it as the string that will be sent, and shows its effect. Inside the caller's transaction.
 * The outbox is append-only: nothing leaves it before a copy off the server's machine holds it; undo appends a `void`.
 */
export async function appendMutation(db: LocalDatabase, change: Change, facts: { at: number; base?: number }): Promise<number> {
  return appendKnowing(db, await readForAppend(db, change.id), change, facts);
}

/** What a change is appended to, for a caller with more to read in the same wave of requests. */
export interface AppendedTo {
  replica: ReplicaState;
  known: Known;
}

export async function readForAppend(db: LocalDatabase, entry: string): Promise<AppendedTo> {
  const [replica, known] = await Promise.all([readReplica(db), readKnown(db, entry)]);
  return { replica, known };
}

export async function appendKnowing(
  db: LocalDatabase,
  { replica, known }: AppendedTo,
  change: Change,
  facts: { at: number; base?: number },
): Promise<number> {
  const n = replica.nextN;
  const base = facts.base ?? known.server?.revision ?? 0;
  const appended = { n, entry: change.id, body: JSON.stringify({ n, ...change, at: facts.at, base }), at: facts.at };
  const row = entryRowOf(change.id, { ...known, waiting: [...known.waiting, appended] });
  await Promise.all([db.meta.put({ ...replica, nextN: n + 1 }), db.outbox.add(appended), ...(row ? [db.entries.put(row)] : [])]);
  return n;
}

/**
 * Many first versions in one go, each numbered and frozen as if it came alone. Inside the caller's transaction. An entry
 * that is here already is left as it is.
 */
export async function appendNewEntries(db: LocalDatabase, changes: readonly Extract<Change, { type: 'new' }>[], at: number): Promise<void> {
  const known = await db.entries.bulkGet(changes.map((change) => change.id));
  const fresh = changes.filter((_, index) => known[index] === undefined);
  if (fresh.length === 0) return;
  const [replica, { by }] = await Promise.all([readReplica(db), readKnown(db, fresh[0]?.id ?? '')]);
  const appended = fresh.map((change, index) => {
    const n = replica.nextN + index;
    return { n, entry: change.id, body: JSON.stringify({ n, ...change, at, base: 0 }), at };
  });
  const rows = appended.flatMap((row) => entryRowOf(row.entry, { server: null, held: [], by, waiting: [row] }) ?? []);
  await Promise.all([
    db.meta.put({ ...replica, nextN: replica.nextN + fresh.length }),
    db.outbox.bulkAdd(appended),
    db.entries.bulkPut(rows),
  ]);
}
