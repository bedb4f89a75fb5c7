import { dayOf } from '../../domain/text.ts';
import type { SyncRequest, SyncResponse } from '../../protocol/sync.ts';
import { readSafe } from '../backup/safe.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { readPlansVersion } from '../plans/stored-plans.ts';
import { type Access, loadAccess } from '../users/access.ts';
import { readPersonDocument } from '../users/person-document.ts';
import { endSessionsOf } from '../users/revoke.ts';
import { pull } from './pull.ts';
import { push, type Pushed } from './push.ts';
import { recogniseReplica } from './replicas.ts';

export interface SyncParts {
  database: Database;
  catalogue: Catalogue;
  epoch: string;
  minimumBuild: string;
  onFault: (error: unknown) => void;
}

export type SyncAnswer =
  | { status: 'ok'; response: SyncResponse }
  | { status: 'wrong_user' | 'replica_known' | 'signed_out' | 'fork' | 'bad_request' };

/** One round trip: what the device sends is taken in one durable commit, then it is told what changed. */
export async function synchronise(
  parts: SyncParts,
  request: SyncRequest,
  session: { id: string; person: string; now: number },
): Promise<SyncAnswer> {
  if (request.user !== session.person) return { status: 'wrong_user' };
  const { now } = session;
  const taken = await take(parts, request, session);
  switch (taken.status) {
    case 'ok':
      return { status: 'ok', response: await answer(parts, request, { ...taken, now }) };
    case 'somebody_elses':
      return { status: 'replica_known' };
    case 'revoked':
      await endSessionsOf(parts.database, request.replica, now);
      return { status: 'signed_out' };
    case 'unnumbered':
      return { status: 'bad_request' };
    case 'fork':
      return { status: 'fork' };
  }
}

type Taken = { status: 'ok'; pushed: Pushed; access: Access } | { status: 'somebody_elses' | 'revoked' | 'fork' | 'unnumbered' };

/** All changes together; when one of them makes the program fail, again from the beginning with each one apart. */
async function take(parts: SyncParts, request: SyncRequest, session: { id: string; person: string; now: number }): Promise<Taken> {
  const attempt = (isolated: boolean): Promise<Taken> => parts.database.write((tx) => takeIn(tx, isolated));
  const { database, catalogue, onFault } = parts;
  const { now, person } = session;

  async function takeIn(tx: WriteTransaction, isolated: boolean): Promise<Taken> {
    const [standing, access] = await together([
      recogniseReplica(tx, request, { database, person, session: session.id, now }),
      // Roles are read inside the transaction: a right that was taken away a moment ago changes nothing any more.
      loadAccess(tx, person, dayOf(now)),
    ]);
    if (standing.status !== 'ours') return standing;
    if (!access) return { status: 'revoked' };
    const situation = { access, replica: request.replica, catalogue, now, deviceNow: request.now };
    const pushed = await push(tx, request.mutations, { ...situation, database, last_n: standing.last_n, isolated, onFault });
    return typeof pushed === 'string' ? { status: pushed } : { status: 'ok', pushed, access };
  }

  try {
    return await attempt(false);
  } catch (error) {
    if (request.mutations.length === 0 || database.isTransient(error)) throw error;
    return attempt(true);
  }
}

async function answer(
  parts: SyncParts,
  request: SyncRequest,
  facts: { pushed: Pushed; access: Access; now: number },
): Promise<SyncResponse> {
  // Cursors of another life of the store (a restored backup) say nothing about this one.
  const sameEpoch = request.epoch === parts.epoch;
  return parts.database.read(async (tx) => {
    // Again, in the snapshot that is read: nothing is told by a right that ended since.
    const [roles, { safe, copiedAt }] = await together([
      loadAccess(tx, facts.access.person.id, facts.access.today),
      readSafe(tx, request.replica),
    ]);
    const access = roles ?? facts.access;
    const { personMoved, ...pulled } = await pull(tx, {
      access,
      replica: request.replica,
      cursors: sameEpoch ? request.cursors : {},
      starting: sameEpoch ? request.starting : [],
      budget: request.budget,
      touched: facts.pushed.touched,
    });
    return {
      epoch: parts.epoch,
      now: facts.now,
      acknowledged: facts.pushed.acknowledged,
      safe,
      ...(copiedAt !== null && { copiedAt }),
      results: facts.pushed.results,
      ...pulled,
      minimumBuild: parts.minimumBuild,
      ...(personMoved && { person: await readPersonDocument(tx, parts.catalogue, access) }),
      catalogue: parts.catalogue.version + (await readPlansVersion(tx)),
    };
  });
}
