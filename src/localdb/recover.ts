import type { SyncResponse } from '../protocol/sync.ts';
import { readBody } from './entry-view.ts';
import type { LocalDatabase } from './database.ts';
import { givenUpBy } from './given-up.ts';
import { newReplica, readReplica, readSyncState } from './meta.ts';
import type { OutboxRow, SyncState } from './rows.ts';

/** The two ways in which a device and the server come to disagree about what was sent, and how they agree again. */

/**
 * This database exists twice (a copied browser profile, a restored phone) and the other copy used the same numbers for
 * other changes. It takes a name of its own and numbers anew everything that is not known to be safe; `origin` lets the
 * server see what it has already taken under the old name (sync card 3.4).
 */
export async function recoverFromFork(db: LocalDatabase, forked: string): Promise<void> {
  await db.transaction('rw', db.meta, db.outbox, db.held, async () => {
    const replica = await readReplica(db);
    // Another runner was here first.
    if (replica.id !== forked) return;
    const [sync, outbox, held] = await Promise.all([readSyncState(db), db.outbox.toArray(), db.held.orderBy('n').toArray()]);
    const settled = new Set([...held.map((row) => row.n), ...givenUpBy(forked, outbox)]);
    const unsettled = outbox.flatMap((row) => {
      if (row.n > sync.acknowledged) return row;
      return settled.has(row.n) ? [] : asResent(row);
    });
    await Promise.all([db.outbox.clear(), db.held.clear()]);
    await db.outbox.bulkAdd(unsettled.map((row, index) => renumbered(row, replica.id, index + 1)));
    // Refused changes keep their order, below every new number: they are not sent again.
    await db.held.bulkAdd(held.map((row, index) => ({ ...row, n: index - held.length })));
    await db.meta.put({ ...newReplica(), nextN: unsettled.length + 1, formerly: [...(replica.formerly ?? []), forked] });
    await db.meta.put({ ...sync, generation: sync.generation + 1, acknowledged: 0, safe: 0 });
  });
}

/**
 * The server was restored from a copy: what was acknowledged after that copy is gone there, and old cursors say nothing.
 * Everything is read anew, and all that the copy is not known to hold is sent again. Inside the caller's transaction.
 *
 * Numbers alone do not tell what the copy holds: where this database exists twice, the other one's changes may stand there
 * under the same numbers. The last of those that it should hold is sent as well. Answered, it shows that the copy has this
 * device's own, and whatever is below it goes with the next answer; a fork has everything sent under another name.
 */
export async function enterEpoch(db: LocalDatabase, sync: SyncState, answer: SyncResponse): Promise<void> {
  const copied = Math.min(answer.safe, sync.acknowledged);
  const retained = await db.outbox.where('n').belowOrEqual(sync.acknowledged).toArray();
  await db.outbox.bulkPut(retained.map(asResent));
  const confirming = retained.filter((row) => row.n <= copied).at(-1);
  const replica = await readReplica(db);
  await db.meta.put({ ...replica, registered: false });
  // Revision 0 is older than whatever comes; what does not come again is swept once its scope is read.
  await db.entries.toCollection().modify((row) => {
    if (row.server) row.server = { ...row.server, revision: 0 };
  });
  await db.review.clear();
  await db.photos
    .where('state')
    .equals('stored')
    .filter((photo) => photo.own && photo.chunkCount > 0)
    .modify({ state: 'declared', offset: 0 });
  await db.meta.put({
    ...sync,
    generation: sync.generation + 1,
    epoch: answer.epoch,
    acknowledged: confirming ? confirming.n - 1 : copied,
    safe: answer.safe,
    cursors: {},
    starting: [],
    // The server may have been restored once more before everything was read again.
    sweep: [...new Set([...(sync.sweep ?? []), ...Object.keys(sync.cursors)])],
    left: [],
  });
}

/** What screens show has it already: it waits for the server, not for the eye. */
function asResent(row: OutboxRow): OutboxRow {
  return { ...row, resent: true };
}

/** The same change under another number, naming the replica and number that it had first. */
export function renumbered(row: OutboxRow, from: string, n: number): OutboxRow {
  const body = readBody(row);
  return { ...row, n, body: JSON.stringify({ ...body, n, origin: body.origin ?? [from, row.n] }) };
}
