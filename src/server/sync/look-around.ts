import type { Database, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { namesOfFiles } from './apply-mutation.ts';
import { PendingWrites } from './pending-writes.ts';
import { type HashedChange, nameIn } from './read-changes.ts';
import { Twins } from './twins.ts';

/** What the store knows of what is brought. It stays true while the rows of the replica and its origins are locked. */
export interface Surroundings {
  twins: Twins;
  pending: PendingWrites;
}

export async function lookAround(
  tx: WriteTransaction,
  changes: readonly HashedChange[],
  { database, replica, person }: { database: Database; replica: string; person: string },
): Promise<Surroundings> {
  // Also of those that cannot be read: of an erased entry nothing is kept, however it comes.
  const entries = [...new Set(changes.flatMap(({ body }) => nameIn(body) ?? []))];
  const files = changes.flatMap(({ reading }) => (reading.change ? namesOfFiles(reading.change) : []));
  const pending = new PendingWrites(tx, database);
  const [twins] = await together([
    Twins.find(tx, { replica, person, changes }),
    // Of two that bring the same thing at once, the second waits here, and then finds what the first one made. And of an entry
    // that is not there nothing else can be locked: whoever erases it waits for what is refused of it.
    database.lockNames(tx, [...new Set([...entries.map((id) => `entry:${id}`), ...files])]),
    pending.expect(entries),
  ]);
  return { twins, pending };
}

/** Replicas that numbered what is sent before this one did. */
export function originsOf(changes: readonly HashedChange[], replica: string): string[] {
  const origins = new Set(changes.flatMap((change) => change.origin?.replica ?? []));
  origins.delete(replica);
  return [...origins];
}

/**
 * A replica that was cloned and the one that it was cloned from take turns: each looks for what the other has said already.
 * By name as well: a restored store may not have the row of the one that both come from.
 */
export async function lockOrigins(tx: WriteTransaction, origins: readonly string[], database: Database): Promise<void> {
  if (origins.length === 0) return;
  await database.lockNames(
    tx,
    [...origins].sort().map((origin) => `origin:${origin}`),
  );
  await database.lock(tx.selectFrom('replica').select('id').where('id', 'in', origins).orderBy('id')).execute();
}
