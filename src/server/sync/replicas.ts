import type { SyncRequest } from '../../protocol/sync.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { statement } from '../db/statement.ts';

/**
 * `last_n`: highest number that was answered; nobody else moves it until the transaction ends. `isNew`: when the transaction
 * began there was no row to lock.
 */
export type ReplicaStanding = { status: 'ours'; last_n: number; isNew: boolean } | { status: 'somebody_elses' } | { status: 'revoked' };

/** A minute is enough to tell which devices are in use, and an exchange that brings nothing then writes nothing. */
const seenAgainAfter = 60_000;

/**
 * A device's database makes itself known at its first exchange, with the key that it will sign hand-overs with. Without a
 * session it is not the device itself that is here, but a file of it.
 */
export async function recogniseReplica(
  tx: WriteTransaction,
  request: Pick<SyncRequest, 'replica' | 'build' | 'publicKey'>,
  facts: { database: Database; person: string; session: string | null; now: number },
): Promise<ReplicaStanding> {
  const publicKey = request.publicKey ? JSON.stringify(request.publicKey) : null;
  const find = async () => (await selectReplica(facts.database)(tx, [{ replica: request.replica, session: facts.session ?? '' }]))[0];
  let known = await find();
  const isNew = !known;
  if (!known) {
    await facts.database.lockNames(tx, [`replica:${request.replica}`]);
    // It may have made itself known in another request while this one waited.
    known = await find();
  }
  if (known && known.person !== facts.person) return { status: 'somebody_elses' };
  // What the person wrote there before is theirs all the same, also as a file.
  if (known && known.revoked_at !== null && facts.session !== null) return { status: 'revoked' };
  if (known && facts.session !== null) {
    // A key that is known never changes: a stolen session cannot put its own in the place of it.
    const facet = { build: request.build, public_key: known.public_key ?? publicKey };
    const isNews = facet.build !== known.build || facet.public_key !== known.public_key;
    if (isNews || facts.now - known.last_seen_at >= seenAgainAfter) {
      await tx
        .updateTable('replica')
        .set({ ...facet, last_seen_at: facts.now })
        .where('id', '=', request.replica)
        .execute();
    }
  }
  if (!known) {
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
      })
      .execute();
  }
  if (!known?.is_of_session && facts.session !== null) {
    await tx
      .insertInto('session_replica')
      .values({ session: facts.session, replica: request.replica })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return { status: 'ours', last_n: known?.last_n ?? 0, isNew };
}

const selections = new WeakMap<Database, ReturnType<typeof lockingSelection>>();

function selectReplica(database: Database): ReturnType<typeof lockingSelection> {
  const selection = selections.get(database) ?? lockingSelection(database);
  selections.set(database, selection);
  return selection;
}

function lockingSelection(database: Database) {
  return statement((db, [given]: readonly { replica: string; session: string }[]) =>
    database.lock(
      db
        .selectFrom('replica')
        .select(['id', 'person', 'last_n', 'public_key', 'build', 'last_seen_at', 'revoked_at'])
        .select((select) =>
          select
            .exists(
              select
                .selectFrom('session_replica')
                .select('session_replica.replica')
                .where('session_replica.session', '=', given?.session ?? '')
                .whereRef('session_replica.replica', '=', 'replica.id'),
            )
            .as('is_of_session'),
        )
        .where('id', '=', given?.replica ?? ''),
    ),
  );
}
