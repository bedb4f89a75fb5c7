import type { Database, Reader } from '../db/database.ts';

/** The highest number of a replica's changes that a finished copy contains; a device need not keep what is not above it. */
export async function safeOf(query: Reader, replica: string): Promise<number> {
  const row = await query.selectFrom('replica').select('safe_n').where('id', '=', replica).executeTakeFirst();
  return row?.safe_n ?? 0;
}

/** When the last finished copy was begun: photos stored before are in it, whole. Null while there is none. */
export async function copiedAtOf(query: Reader): Promise<number | null> {
  const row = await query.selectFrom('server_meta').select('value').where('key', '=', 'copied_at').executeTakeFirst();
  return row ? Number(row.value) : null;
}

/** What a copy contains of each replica. */
export type Covered = { id: string; last_n: number }[];

export function readCovered(copy: Reader): Promise<Covered> {
  return copy.selectFrom('replica').select(['id', 'last_n']).where('last_n', '>', 0).execute();
}

/** Notes what a finished copy covers. Without `copiedAt` photos stay as safe as they were. */
export async function noteSafe(database: Database, covered: Covered, copiedAt: number | null): Promise<void> {
  await database.write(async (tx) => {
    for (const { id, last_n } of covered)
      await tx.updateTable('replica').set({ safe_n: last_n }).where('id', '=', id).where('safe_n', '<', last_n).execute();
    if (copiedAt === null) return;
    await tx
      .insertInto('server_meta')
      .values({ key: 'copied_at', value: String(copiedAt) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(copiedAt) }))
      .execute();
  });
}
