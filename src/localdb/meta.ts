import { base64url } from './base64url.ts';
import type { LocalDatabase } from './database.ts';
import type { PersonState, PlansState, ReplicaState, SyncState } from './rows.ts';

/** The few rows that the whole device hangs on. Read inside the caller's transaction. */

export async function readSyncState(db: LocalDatabase): Promise<SyncState> {
  const row = await db.meta.get('sync');
  return row?.key === 'sync' ? row : firstSyncState;
}

export async function readPerson(db: LocalDatabase): Promise<PersonState['person'] | null> {
  const row = await db.meta.get('person');
  return row?.key === 'person' ? row.person : null;
}

/** Published plans, as the last catalogue had them. */
export async function readPlans(db: LocalDatabase): Promise<PlansState['plans']> {
  const row = await db.meta.get('plans');
  return row?.key === 'plans' ? row.plans : [];
}

/** Made with the first mutation, in its transaction: id, counter and outbox are restored or lost together. */
export async function readReplica(db: LocalDatabase): Promise<ReplicaState> {
  const row = await db.meta.get('replica');
  return row?.key === 'replica' ? row : newReplica();
}

export function newReplica(): ReplicaState {
  return { key: 'replica', id: newReplicaId(), nextN: 1, keys: null, publicKey: null, registered: false };
}

/**
 * Makes the replica's signing key once; the private half cannot be exported. Outside any database transaction, since
 * IndexedDB commits while WebCrypto works.
 */
export async function ensureReplicaKey(db: LocalDatabase): Promise<void> {
  const before = await readReplica(db);
  if (before.keys) return;
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  await db.transaction('rw', db.meta, async () => {
    const now = await readReplica(db);
    if (now.keys) return;
    await db.meta.put({ ...now, keys, publicKey: { kty: 'EC', crv: 'P-256', x, y } });
  });
}

const firstSyncState: SyncState = {
  key: 'sync',
  generation: 0,
  epoch: null,
  acknowledged: 0,
  safe: 0,
  cursors: {},
  starting: [],
  clockOffset: 0,
  lastAppliedAt: null,
  minimumBuild: '',
  catalogue: 0,
};

function newReplicaId(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)));
}
