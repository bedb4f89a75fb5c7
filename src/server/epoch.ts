import { createHash } from 'node:crypto';
import type { Database, WriteTransaction } from './db/database.ts';
import { newName, type RandomBytes } from './users/secret.ts';

/** What tells this life of the store from others that it had, or could have had, before it was brought back from a copy. */
export interface Life {
  /** Its name. After a restore devices forget their cursors and send again what the copy may lack (sync card 3.4). */
  epoch: string;
  /**
   * No revision that is made in this life is lower: what a device has seen in another one, as the revision that a decision or
   * an edit names, is never taken for something else that has come to the same number here.
   */
  revisionFloor: number;
}

/** Begins the first life of a store that has no name yet. */
export async function readLife(database: Database, random: RandomBytes): Promise<Life> {
  const name = newName(random);
  return database.write(async (tx) => {
    if ((await readMeta(tx)).epoch === undefined) await begin(tx, name);
    const { epoch = '', revision_floor: floor } = await readMeta(tx);
    return { epoch, revisionFloor: Number(floor ?? 1) };
  });
}

/** As devices are told it: the name that was given, and what the store itself knows of its life. */
export function epochOf(given: string, life: string): string {
  return life === '' ? given : `${given}.${createHash('sha256').update(life).digest('base64url').slice(0, 8)}`;
}

/** Begins a new life of the store, after it was brought back from a copy. A server that runs learns of it at its next start. */
export async function beginLife(database: Database, random: RandomBytes): Promise<void> {
  const name = newName(random);
  await database.write((tx) => begin(tx, name));
}

async function begin(tx: WriteTransaction, epoch: string): Promise<void> {
  const { last } = await tx
    .selectFrom('entry')
    .select(({ fn }) => fn.max('revision').as('last'))
    .executeTakeFirstOrThrow();
  const values = [{ key: 'epoch', value: epoch }];
  if (last !== null) values.push({ key: 'revision_floor', value: String(last + 1 + leapOf(epoch)) });
  for (const each of values)
    await tx
      .insertInto('server_meta')
      .values(each)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: each.value }))
      .execute();
}

/** One copy may be restored twice: the lives that come of it are told apart too. PostgreSQL counts revisions up to 2³¹. */
function leapOf(epoch: string): number {
  return createHash('sha256').update(epoch).digest().readUInt16BE();
}

async function readMeta(tx: WriteTransaction): Promise<Record<string, string>> {
  const rows = await tx.selectFrom('server_meta').select(['key', 'value']).where('key', 'in', ['epoch', 'revision_floor']).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
