import { overlaps } from '../domain/covers.ts';
import type { LocalDatabase } from './database.ts';
import { readBody } from './entry-view.ts';
import { readReplica, readSyncState } from './meta.ts';
import { renumbered } from './recover.ts';
import { refreshEntries } from './refresh-entries.ts';
import type { HeldRow, OutboxRow } from './rows.ts';

/**
 * What somebody did to another's entry may come to a restored server before the entry itself, which its author's phone has not
 * sent again yet: it is refused there as of an entry that nobody knows. Once this device is told the entry, it goes again by
 * itself, as it was and in its order: nobody is asked for what they have done already. Inside the caller's transaction; true
 * where something goes.
 */
export async function sendEarlyAgain(db: LocalDatabase): Promise<boolean> {
  const replica = await readReplica(db);
  const early = await db.held.filter((row) => isEarly(row, replica.id)).sortBy('n');
  if (early.length === 0) return false;
  const entries = [...new Set(early.map((row) => row.entry))];
  const [rows, changes, { acknowledged }] = await Promise.all([
    db.entries.bulkGet(entries),
    db.outbox.where('entry').anyOf(entries).toArray(),
    readSyncState(db),
  ]);
  // A stranded one is its person's no more.
  const told = new Set(rows.flatMap((row) => (row?.sync === 'held' && row.server && !row.server.isFormer ? [row.id] : [])));
  const stands = (row: OutboxRow): boolean => row.n > acknowledged || !row.refused;
  const isFollowed = (refused: HeldRow): boolean =>
    changes.some((row) => row.n > refused.n && row.entry === refused.entry && stands(row) && overlaps(readBody(row), readBody(refused)));
  // Behind what the same person has said of it since, it would come in the place of that.
  const going = early.filter((row) => told.has(row.entry) && !isFollowed(row));
  if (going.length === 0) return false;
  await db.outbox.bulkAdd(
    going.map((row, index) => {
      const { n, entry, body, at } = renumbered(row, replica.id, replica.nextN + index);
      return { n, entry, body, at, takenAs: replica.id };
    }),
  );
  await db.held.bulkDelete(going.map(({ n }) => n));
  await db.meta.put({ ...replica, nextN: replica.nextN + going.length });
  await refreshEntries(db, new Map(going.map((row): [string, null] => [row.entry, null])));
  return true;
}

/** Once under each name: whatever a server answers, a device does not ask it without end. */
function isEarly({ reason, field, takenAs }: HeldRow, replica: string): boolean {
  return reason === 'unknown_entry' && field === null && takenAs !== undefined && takenAs !== replica;
}
