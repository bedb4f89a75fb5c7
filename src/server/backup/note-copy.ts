import * as z from 'zod/mini';
import type { Database } from '../db/database.ts';
import { noteSafe, readCovered } from './safe.ts';

/** Before a copy by other means than ours (pg_dump, pg_basebackup): remembers what it will contain at least. */
export async function noteCopyBegun(database: Database, now: number): Promise<void> {
  const covered = await readCovered(database.query);
  const value = JSON.stringify({ at: now, covered } satisfies z.infer<typeof begun>);
  await database.query
    .insertInto('server_meta')
    .values({ key: metaKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Once that copy is elsewhere, with the bucket's: phones need not keep what it contains. */
export async function noteCopyFinished(database: Database): Promise<'noted' | 'not_begun'> {
  const row = await database.query.deleteFrom('server_meta').where('key', '=', metaKey).returning('value').executeTakeFirst();
  if (!row) return 'not_begun';
  const { at, covered } = begun.parse(JSON.parse(row.value));
  await noteSafe(database, covered, at);
  return 'noted';
}

const metaKey = 'copy_begun';
const begun = z.object({ at: z.int(), covered: z.array(z.object({ id: z.string(), last_n: z.int() })) });
