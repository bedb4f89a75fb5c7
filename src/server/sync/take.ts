import { dayOf } from '../../domain/text.ts';
import type { SyncRequest } from '../../protocol/sync.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, Ending, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { type Access, loadAccess } from '../users/access.ts';
import { lockOrigins, lookAround, originsOf } from './look-around.ts';
import { push, type Pushed } from './push.ts';
import { type HashedChange, readChanges } from './read-changes.ts';
import { recogniseReplica } from './replicas.ts';

export type Taken = { status: 'ok'; pushed: Pushed; access: Access } | { status: 'somebody_elses' | 'signed_out' | 'fork' | 'unnumbered' };

/** All changes of one replica together; when one of them makes the program fail, again from the beginning with each one apart. */
export async function take(
  parts: { database: Database; catalogue: Catalogue; revisionFloor: number; onFault: (error: unknown) => void },
  sent: Pick<SyncRequest, 'replica' | 'build' | 'publicKey' | 'mutations'> & { deviceNow: number },
  /** `id` is null where a file speaks for the device. */
  session: { id: string | null; person: string; now: number },
): Promise<Taken> {
  const { database, catalogue, revisionFloor, onFault } = parts;
  const { replica, deviceNow } = sent;
  const { now, person } = session;
  const changes = readChanges(sent.mutations);

  /** Asks everything at once, decides, and writes everything at once. */
  async function takeIn(tx: WriteTransaction, brought: readonly HashedChange[], isolated: boolean): Promise<Ending<Taken>> {
    const look = () => lookAround(tx, brought, { database, replica, person });
    const [standing, access, seen] = await together([
      recogniseReplica(tx, sent, { database, person, session: session.id, now }),
      // Roles are read inside the transaction: a right that was taken away a moment ago changes nothing any more.
      loadAccess(tx, person, dayOf(now)),
      look(),
    ]);
    // A device that was signed out from afar takes a name of its own, as a copy does, and says again what it had said.
    if (standing.status === 'revoked') return ended({ status: 'fork' });
    if (standing.status !== 'ours') return ended(standing);
    if (!access) return ended({ status: 'signed_out' });
    const origins = originsOf(brought, replica);
    await lockOrigins(tx, origins, database);
    // What was seen before all rows were locked may be so no more.
    const around = standing.isNew || origins.length > 0 ? await look() : seen;
    const situation = { access, replica, catalogue, revisionFloor, now, deviceNow };
    const pushed = await push(tx, brought, around, { ...situation, database, last_n: standing.last_n, isolated, onFault });
    if (pushed === 'fork') return ended({ status: 'fork' });
    return { last: pushed.last.then((taken) => ({ status: 'ok', pushed: taken, access })) };
  }

  if (!changes) return { status: 'unnumbered' };
  const attempt = (isolated: boolean): Promise<Taken> => database.writeToEnd((tx) => takeIn(tx, changes, isolated));
  try {
    return await attempt(false);
  } catch (error) {
    if (changes.length === 0 || database.isTransient(error)) throw error;
    onFault(error);
    return attempt(true);
  }
}

function ended(taken: Taken): Ending<Taken> {
  return { last: Promise.resolve(taken) };
}
