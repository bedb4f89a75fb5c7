import type { SyncRequest, SyncResponse } from '../../protocol/sync.ts';
import { readSafe } from '../backup/safe.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import { together } from '../db/together.ts';
import { readPlansVersion } from '../plans/stored-plans.ts';
import { type Access, loadAccess } from '../users/access.ts';
import { readPersonDocument } from '../users/person-document.ts';
import { askAhead, pull } from './pull.ts';
import type { Pushed } from './push.ts';
import { take } from './take.ts';

export interface SyncParts {
  database: Database;
  catalogue: Catalogue;
  epoch: string;
  revisionFloor: number;
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
  // Told to another life of the store, a number means what was taken there, maybe from another copy of the profile. Nothing is
  // taken: the device is told of this life, and sends again everything that it may lack.
  const isOfThisLife = request.epoch === null || request.epoch === parts.epoch;
  const mutations = isOfThisLife ? request.mutations : [];
  const taken = await take(parts, { ...request, mutations, deviceNow: request.now }, session);
  switch (taken.status) {
    case 'ok':
      return { status: 'ok', response: await answer(parts, request, { ...taken, now }) };
    case 'somebody_elses':
      return { status: 'replica_known' };
    case 'unnumbered':
      return { status: 'bad_request' };
    default:
      return { status: taken.status };
  }
}

async function answer(
  parts: SyncParts,
  request: SyncRequest,
  facts: { pushed: Pushed; access: Access; now: number },
): Promise<SyncResponse> {
  // Cursors of another life of the store (a restored backup) say nothing about this one.
  const sameEpoch = request.epoch === parts.epoch;
  const cursors = sameEpoch ? request.cursors : {};
  return parts.database.read(async (tx) => {
    // Again, in the snapshot that is read: nothing is told by a right that ended since.
    const [roles, { safe, copiedAt }, plansVersion, ahead] = await together([
      loadAccess(tx, facts.access.person.id, facts.access.today),
      readSafe(tx, request.replica),
      readPlansVersion(tx),
      askAhead(tx, { replica: request.replica, scopes: Object.keys(cursors) }),
    ]);
    const access = roles ?? facts.access;
    const { personMoved, ...pulled } = await pull(tx, {
      access,
      replica: request.replica,
      cursors,
      starting: sameEpoch ? request.starting : [],
      budget: request.budget,
      joint: request.joint === true,
      pushed: facts.pushed,
      ahead,
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
      catalogue: parts.catalogue.version + plansVersion,
    };
  });
}
