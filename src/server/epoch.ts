import { createHash } from 'node:crypto';
import type { Database, Reader, WriteTransaction } from './db/database.ts';
import { newName, type RandomBytes } from './users/secret.ts';

/** What tells this life of the store from others that it had, or could have had, before it was brought back from a copy. */
export interface Life {
  /** Its name, as devices are told it. After a restore they forget their cursors and send again what the copy may lack (sync card 3.4). */
  epoch: string;
  /**
   * No revision that is made in this life is lower: what a device has seen in another one, as the revision that a decision or
   * an edit names, is never taken for something else that has come to the same number here.
   */
  revisionFloor: number;
}

/** Milliseconds for which servers that share a store may not know yet that one of them was told of another life. */
const knownFor = 5_000;

/** Asked at everything that is answered: where a cluster keeps the store, another of its machines may have taken over meanwhile. */
export function livesOf(database: Database, { random, clock }: { random: RandomBytes; clock: () => number }): () => Promise<Life> {
  const name = newName(random);
  let known: { cluster: string; at: number; life: Promise<Life> } | null = null;
  return () => {
    const [cluster, now] = [database.life(), clock()];
    if (known?.cluster === cluster && Math.abs(now - known.at) < knownFor) return known.life;
    const asked = { cluster, at: now, life: readLife(database, { name, now, cluster }) };
    known = asked;
    asked.life.catch(() => {
      if (known === asked) known = null;
    });
    return asked.life;
  };
}

/** As devices are told it: the name that was given, and what the store itself knows of its life. */
export function epochOf(given: string, cluster: string): string {
  return cluster === '' ? given : `${given}.${createHash('sha256').update(cluster).digest('base64url').slice(0, 8)}`;
}

/** Begins a new life of the store, after it was brought back from a copy. */
export async function beginLife(database: Database, { random, now }: { random: RandomBytes; now: number }): Promise<void> {
  const name = newName(random);
  await database.write(async (tx) => {
    await begin(tx, name, database.life());
    await raiseFloor(tx, now);
  });
}

interface Moment {
  /** For the first life of a store that has none yet. */
  name: string;
  now: number;
  cluster: string;
}

async function readLife(database: Database, moment: Moment): Promise<Life> {
  const meta = await readMeta(database.query);
  return lifeOf(meta.cluster === moment.cluster ? meta : await enterLife(database, moment));
}

function lifeOf({ epoch = '', cluster = '', revision_floor: floor }: StoredLife): Life {
  return { epoch: epochOf(epoch, cluster), revisionFloor: Number(floor ?? 1) };
}

async function enterLife(database: Database, { name, now, cluster }: Moment): Promise<StoredLife> {
  return database.write(async (tx) => {
    // Of several servers that learn of it at once, one begins it.
    await database.lockNames(tx, ['life']);
    const { epoch = name, cluster: former } = await readMeta(tx);
    if (former !== cluster) {
      if (former !== undefined) await raiseFloor(tx, now);
      await begin(tx, epoch, cluster);
    }
    return readMeta(tx);
  });
}

async function begin(tx: WriteTransaction, epoch: string, cluster: string): Promise<void> {
  await putMeta(tx, 'epoch', epoch);
  await putMeta(tx, 'cluster', cluster);
}

/**
 * Seconds, so that of two lives the later one begins higher, also where both come of one copy and the later knows nothing of
 * the other; nobody changes one entry every second for long. PostgreSQL counts revisions up to 2³¹, which is the year 2094.
 */
async function raiseFloor(tx: WriteTransaction, now: number): Promise<void> {
  const { last } = await tx
    .selectFrom('entry')
    .select(({ fn }) => fn.max('revision').as('last'))
    .executeTakeFirstOrThrow();
  // Where the clock is wrong, over all that an entry can have come to since the copy.
  const floor = Math.max(Math.floor((now - Date.UTC(2026, 0)) / 1_000), (last ?? 0) + 1_000);
  await putMeta(tx, 'revision_floor', String(floor));
}

type Meta = 'epoch' | 'cluster' | 'revision_floor';
type StoredLife = Partial<Record<Meta, string>>;

async function readMeta(tx: Reader): Promise<StoredLife> {
  const keys: Meta[] = ['epoch', 'cluster', 'revision_floor'];
  const rows = await tx.selectFrom('server_meta').select(['key', 'value']).where('key', 'in', keys).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

async function putMeta(tx: WriteTransaction, key: Meta, value: string): Promise<void> {
  await tx
    .insertInto('server_meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
