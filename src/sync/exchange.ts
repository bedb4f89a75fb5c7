import { applyResponse } from '../localdb/apply-response.ts';
import { type PendingWork, readPendingWork } from '../localdb/build-request.ts';
import type { LocalDatabase } from '../localdb/database.ts';
import { ensureReplicaKey } from '../localdb/meta.ts';
import { recoverFromFork } from '../localdb/recover.ts';
import { budgetLimits, protocolVersion, requestLimits, syncResponse } from '../protocol/sync.ts';
import { jsonBody } from './gzip.ts';
import { understand, type Transport } from './transport.ts';

export type ExchangeOutcome =
  | { status: 'applied'; more: boolean; held: number; tookMilliseconds: number }
  /** Another runner applied something meanwhile: ask again. */
  | { status: 'stale' }
  /** `sent`: changes that the request carried. */
  | { status: 'tooLarge'; sent: number }
  /** A fork, or a restored server: what is not safe waits to be sent again. */
  | { status: 'recovered' }
  | { status: 'offline' | 'notOurServer' | 'signedOut' | 'wrongUser' }
  | { status: 'serverTrouble'; retryAfter: number | null };

/** One round trip: read what waits, close, talk, apply. */
export async function exchange(
  db: LocalDatabase,
  wire: { transport: Transport; now: () => number; build: string; mutations?: number; budget?: number },
): Promise<ExchangeOutcome> {
  const work = await readWork(db, { mutations: wire.mutations ?? requestLimits.mutations, bytes: requestLimits.bytes });
  const publicKey = work.replica.registered ? null : work.replica.publicKey;
  const startedAt = wire.now();
  const { body, headers } = await jsonBody(
    requestText(
      {
        version: protocolVersion,
        build: wire.build,
        user: db.person,
        replica: work.replica.id,
        ...(publicKey && { publicKey }),
        epoch: work.sync.epoch,
        now: startedAt,
        cursors: work.sync.cursors,
        starting: work.sync.starting,
        joint: true,
        budget: wire.budget ?? budgetLimits.first,
      },
      work.mutations,
    ),
  );
  const answer = understand(await wire.transport.send({ method: 'POST', path: '/v1/sync', headers, body, patience: 60_000 }), syncResponse);
  const endedAt = wire.now();
  if (answer.status === 'none') return { status: 'offline' };
  if (answer.status === 'foreign') {
    // Our own server behind a proxy that is overloaded or restarting: its page is foreign, the trouble is not the Wi-Fi's.
    if (answer.code === 413) return { status: 'tooLarge', sent: work.mutations.length };
    return answer.code >= 500 || answer.code === 429
      ? { status: 'serverTrouble', retryAfter: answer.retryAfter }
      : { status: 'notOurServer' };
  }
  if (answer.status === 'problem') {
    switch (answer.kind) {
      case 'signed_out':
        return { status: 'signedOut' };
      case 'wrong_user':
      case 'replica_known':
        return { status: 'wrongUser' };
      case 'too_large':
        return { status: 'tooLarge', sent: work.mutations.length };
      case 'fork':
        await recoverFromFork(db, work.replica.id);
        return { status: 'recovered' };
      default:
        return { status: 'serverTrouble', retryAfter: answer.retryAfter };
    }
  }
  const applied = await applyResponse(
    db,
    { generation: work.sync.generation, replica: work.replica.id, publicKeySent: publicKey !== null && work.mutations.length > 0 },
    answer.value,
    endedAt,
  );
  if (applied.status === 'stale') return { status: 'stale' };
  if (applied.status === 'newEpoch') return { status: 'recovered' };
  // A server that takes nothing is not asked without end: what waits goes at the next chance.
  const more = answer.value.more || applied.behind || (work.isMoreLeft && applied.settled > 0);
  return { status: 'applied', more, held: applied.held, tookMilliseconds: endedAt - startedAt };
}

/** A device that has no key yet makes one, in a time of its own; all others are asked once. */
async function readWork(db: LocalDatabase, limits: { mutations: number; bytes: number }): Promise<PendingWork> {
  const work = await readPendingWork(db, limits);
  if (work.replica.keys) return work;
  await ensureReplicaKey(db);
  return readPendingWork(db, limits);
}

/** The mutations go in as the strings they are: parsing and writing them again could change a byte, and so the hash. */
function requestText(head: object, mutations: readonly string[]): string {
  return `${JSON.stringify(head).slice(0, -1)},"mutations":[${mutations.join(',')}]}`;
}
