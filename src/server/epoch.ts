import { createHash } from 'node:crypto';
import type { Database } from './db/database.ts';
import { newName, type RandomBytes } from './users/secret.ts';

/**
 * The name of this life of the store. After a restore the operator gives it a new one (sync card 3.4): devices then
 * forget their cursors and send again what the restored copy may lack.
 */
export async function readEpoch(database: Database, random: RandomBytes): Promise<string> {
  await database.query
    .insertInto('server_meta')
    .values({ key: 'epoch', value: newName(random) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await database.query.selectFrom('server_meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow();
  return row.value;
}

/** As devices are told it: the name that was given, and what the store itself knows of its life. */
export function epochOf(given: string, life: string): string {
  return life === '' ? given : `${given}.${createHash('sha256').update(life).digest('base64url').slice(0, 8)}`;
}

/** Begins a new life of the store, after it was brought back from a copy. A server that runs learns of it at its next start. */
export async function beginEpoch(database: Database, random: RandomBytes): Promise<void> {
  const value = newName(random);
  await database.query
    .insertInto('server_meta')
    .values({ key: 'epoch', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
