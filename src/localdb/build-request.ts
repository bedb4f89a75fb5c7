import type { LocalDatabase } from './database.ts';
import { readReplica, readSyncState } from './meta.ts';
import type { ReplicaState, SyncState } from './rows.ts';

/** One consistent reading of what is to be sent. Nothing of it stays open while the network talks. */
export interface PendingWork {
  replica: ReplicaState;
  sync: SyncState;
  /** Frozen JSON strings, ascending by n, within the limits. */
  mutations: string[];
  /** Beyond this request. */
  left: number;
}

export async function readPendingWork(db: LocalDatabase, limits: { mutations: number; bytes: number }): Promise<PendingWork> {
  return db.transaction('rw', db.meta, db.outbox, async () => {
    const replica = await readReplica(db);
    // The id must be the same in every request, also in those that only pull.
    if (replica.nextN === 1 && !(await db.meta.get('replica'))) await db.meta.put(replica);
    const sync = await readSyncState(db);
    const rows = await db.outbox.orderBy('n').limit(limits.mutations).toArray();
    const mutations: string[] = [];
    let bytes = 0;
    for (const row of rows) {
      bytes += row.body.length * 2;
      if (bytes > limits.bytes && mutations.length > 0) break;
      mutations.push(row.body);
    }
    return { replica, sync, mutations, left: (await db.outbox.count()) - mutations.length };
  });
}
