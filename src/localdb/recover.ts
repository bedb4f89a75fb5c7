import type { SyncResponse } from '../protocol/sync.ts';
import { readBody } from './entry-view.ts';
import type { LocalDatabase } from './database.ts';
import { keepFormerSchedules } from './former-schedules.ts';
import { givenUpBy } from './given-up.ts';
import { photosOfFormerLife } from './former-life.ts';
import { newReplica, readReplica, readSyncState } from './meta.ts';
import type { HeldRow, OutboxRow, ReplicaState, SyncState } from './rows.ts';

/** The two ways in which a device and the server come to disagree about what was sent, and how they agree again. */

/**
 * This database exists twice (a copied browser profile, a restored phone) and the other copy used the same numbers for
 * other changes. It takes a name of its own and sends everything that is not known to be safe.
 */
export async function recoverFromFork(db: LocalDatabase, forked: string): Promise<void> {
  await db.transaction('rw', db.meta, db.outbox, db.held, async () => {
    const replica = await readReplica(db);
    // Another runner was here first.
    if (replica.id === forked) await takeNewName(db, replica, newReplica());
  });
}

/**
 * The server has begun another life (restored from a copy, put back by hand): what was acknowledged after that copy is gone
 * there, and old cursors say nothing. Everything is read anew, and all that no copy is known to hold is sent again, what it
 * had refused too. Inside the caller's transaction.
 *
 * It goes under another name, as after a fork. Under the old one the numbers would have to fit what the copy holds, and
 * nothing tells whether they do: an older copy than the last one leaves a gap before the first that is still here, and where
 * the profile was copied, the other one's changes may stand there (runs 3137 and 5314).
 */
export async function enterEpoch(db: LocalDatabase, sync: SyncState, answer: SyncResponse): Promise<void> {
  // Whatever comes takes its place; what does not come again is swept once its scope is read.
  await db.entries.toCollection().modify((row) => {
    if (row.server) row.server = { ...row.server, isFormer: true };
  });
  await db.review.clear();
  await keepFormerSchedules(db);
  await photosOfFormerLife(db);
  await db.meta.put({
    ...sync,
    epoch: answer.epoch,
    cursors: {},
    starting: [],
    // The server may have been restored once more before everything was read again.
    sweep: [...new Set([...(sync.sweep ?? []), ...Object.keys(sync.cursors)])],
    missing: [],
    left: [],
    copiedAt: 0,
  });
  // One device still, and known by its key, also by what it writes into a file before the server hears of the new name.
  const former = await readReplica(db);
  await takeNewName(db, former, { ...newReplica(), keys: former.keys, publicKey: former.publicKey });
}

/**
 * Numbers everything anew that is still here; `origin` lets the server see what it has already answered under the old name
 * (sync card 3.4), and then it answers the same. Only a refused change that its person has let go of, or has mended by a later
 * one, is not sent again: a server that takes it this time would have it in the place of what came of it.
 */
async function takeNewName(db: LocalDatabase, former: ReplicaState, replica: ReplicaState): Promise<void> {
  const [sync, outbox, held] = await Promise.all([readSyncState(db), db.outbox.toArray(), db.held.orderBy('n').toArray()]);
  const givenUp = givenUpBy(former.id, outbox);
  const open = new Set(held.map((row) => row.n));
  const again = outbox.filter((row) => !givenUp.has(row.n) && (!row.refused || open.has(row.n)));
  const numbers = new Map(again.map((row, index) => [row.n, index + 1]));
  await Promise.all([db.outbox.clear(), db.held.clear()]);
  const asSent = (row: OutboxRow): OutboxRow =>
    row.n > sync.acknowledged ? row : { ...row, resent: true, ...(!row.refused && { takenAs: former.id }) };
  await db.outbox.bulkAdd(again.map((row, index) => renumbered(asSent(row), former.id, index + 1)));
  // Refused changes that a copy holds are not in the outbox any more: they keep their order, below every new number.
  const settled = held.filter((row) => !numbers.has(row.n)).map((row, index, { length }): HeldRow => ({ ...row, n: index - length }));
  const asked = held.flatMap((row): HeldRow[] => {
    const n = numbers.get(row.n);
    return n === undefined ? [] : [{ ...renumbered(row, former.id, n), sentAs: [replica.id, n] }];
  });
  await db.held.bulkAdd([...settled, ...asked]);
  await db.meta.put({ ...replica, nextN: again.length + 1, formerly: [...(former.formerly ?? []), former.id] });
  await db.meta.put({ ...sync, generation: sync.generation + 1, acknowledged: 0, safe: 0 });
}

/** The same change under another number, naming the replica and number that it had first. */
export function renumbered<Row extends OutboxRow>(row: Row, from: string, n: number): Row {
  const body = readBody(row);
  return { ...row, n, body: JSON.stringify({ ...body, n, origin: body.origin ?? [from, row.n] }) };
}
