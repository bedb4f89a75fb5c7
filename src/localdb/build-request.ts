import type { LocalDatabase } from './database.ts';
import { readReplica, readSyncState } from './meta.ts';
import type { ReplicaState, SyncState } from './rows.ts';
import { waitingAbove } from './waiting.ts';

/** One consistent reading of what is to be sent. Nothing of it stays open while the network talks. */
export interface PendingWork {
  replica: ReplicaState;
  sync: SyncState;
  /** Frozen JSON strings, ascending by n, within the limits. */
  mutations: string[];
  /** Something waits beyond this request. */
  isMoreLeft: boolean;
}

export async function readPendingWork(db: LocalDatabase, limits: { mutations: number; bytes: number }): Promise<PendingWork> {
  const work = await read(db, limits);
  if (work) return work;
  await keepReplica(db);
  return readPendingWork(db, limits);
}

/** Null while the device has no name yet. */
async function read(db: LocalDatabase, limits: { mutations: number; bytes: number }): Promise<PendingWork | null> {
  return db.transaction('r', db.meta, db.outbox, async () => {
    const [replica, sync] = await Promise.all([db.meta.get('replica'), readSyncState(db)]);
    if (replica?.key !== 'replica') return null;
    // One more than may go tells whether more is left: to count ten thousand each time would cost what reading them does.
    const rows = await waitingAbove(db, sync.acknowledged)
      .limit(limits.mutations + 1)
      .toArray();
    const mutations: string[] = [];
    let bytes = 0;
    for (const row of rows.slice(0, limits.mutations)) {
      bytes += row.body.length * 2;
      if (bytes > limits.bytes && mutations.length > 0) break;
      mutations.push(row.body);
    }
    return { replica, sync, mutations, isMoreLeft: rows.length > mutations.length };
  });
}

/** The id must be the same in every request, also in those that only pull. */
async function keepReplica(db: LocalDatabase): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await db.meta.put(await readReplica(db));
  });
}
