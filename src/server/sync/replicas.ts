import type { SyncRequest } from '../../protocol/sync.ts';
import type { Database, WriteTransaction } from '../db/database.ts';

export type ReplicaStanding = 'ours' | 'somebody_elses' | 'revoked';

/** A device's database makes itself known at its first exchange, with the key that it will sign hand-overs with. */
export async function recogniseReplica(
  tx: WriteTransaction,
  request: Pick<SyncRequest, 'replica' | 'build' | 'publicKey'>,
  facts: { database: Database; person: string; session: string; now: number },
): Promise<ReplicaStanding> {
  const publicKey = request.publicKey ? JSON.stringify(request.publicKey) : null;
  const find = () => facts.database.lock(tx.selectFrom('replica').selectAll().where('id', '=', request.replica)).executeTakeFirst();
  let known = await find();
  if (!known) {
    await facts.database.lockNames(tx, [`replica:${request.replica}`]);
    // It may have made itself known in another request while this one waited.
    known = await find();
  }
  if (known && known.person !== facts.person) return 'somebody_elses';
  if (known && known.revoked_at !== null) return 'revoked';
  if (known) {
    await tx
      .updateTable('replica')
      // A key that is known never changes: a stolen session cannot put its own in the place of it.
      .set({ build: request.build, last_seen_at: facts.now, public_key: known.public_key ?? publicKey })
      .where('id', '=', request.replica)
      .execute();
  } else {
    await tx
      .insertInto('replica')
      .values({
        id: request.replica,
        person: facts.person,
        last_n: 0,
        public_key: publicKey,
        build: request.build,
        first_seen_at: facts.now,
        last_seen_at: facts.now,
        revoked_at: null,
      })
      .execute();
  }
  await tx
    .insertInto('session_replica')
    .values({ session: facts.session, replica: request.replica })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return 'ours';
}
