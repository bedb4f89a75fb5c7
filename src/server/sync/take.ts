import { dayOf } from '../../domain/text.ts';
import type { SyncRequest } from '../../protocol/sync.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { type Access, loadAccess } from '../users/access.ts';
import { push, type Pushed } from './push.ts';
import { recogniseReplica } from './replicas.ts';

export type Taken = { status: 'ok'; pushed: Pushed; access: Access } | { status: 'somebody_elses' | 'signed_out' | 'fork' | 'unnumbered' };

/** All changes of one replica together; when one of them makes the program fail, again from the beginning with each one apart. */
export async function take(
  parts: { database: Database; catalogue: Catalogue; onFault: (error: unknown) => void },
  sent: Pick<SyncRequest, 'replica' | 'build' | 'publicKey' | 'mutations'> & { deviceNow: number },
  /** `id` is null where a file speaks for the device. */
  session: { id: string | null; person: string; now: number },
): Promise<Taken> {
  const attempt = (isolated: boolean): Promise<Taken> => parts.database.write((tx) => takeIn(tx, isolated));
  const { database, catalogue, onFault } = parts;
  const { now, person } = session;

  async function takeIn(tx: WriteTransaction, isolated: boolean): Promise<Taken> {
    const [standing, access] = await together([
      recogniseReplica(tx, sent, { database, person, session: session.id, now }),
      // Roles are read inside the transaction: a right that was taken away a moment ago changes nothing any more.
      loadAccess(tx, person, dayOf(now)),
    ]);
    // A device that was signed out from afar takes a name of its own, as a copy does, and says again what it had said.
    if (standing.status === 'revoked') return { status: 'fork' };
    if (standing.status !== 'ours') return standing;
    if (!access) return { status: 'signed_out' };
    const situation = { access, replica: sent.replica, catalogue, now, deviceNow: sent.deviceNow };
    const pushed = await push(tx, sent.mutations, { ...situation, database, last_n: standing.last_n, isolated, onFault });
    return typeof pushed === 'string' ? { status: pushed } : { status: 'ok', pushed, access };
  }

  try {
    return await attempt(false);
  } catch (error) {
    if (sent.mutations.length === 0 || database.isTransient(error)) throw error;
    return attempt(true);
  }
}
