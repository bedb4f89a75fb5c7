import type { Database, Reader } from '../db/database.ts';
import { statement } from '../db/statement.ts';

/**
 * `safe`: the highest number of a replica's changes that a finished copy contains; a device need not keep what is not above
 * it. `copiedAt`: when that copy was begun; photos stored before are in it, whole. Null while there is none.
 */
export async function readSafe(query: Reader, replica: string): Promise<{ safe: number; copiedAt: number | null }> {
  const [row] = await selectSafe(query, [{ replica }]);
  return { safe: row?.safe_n ?? 0, copiedAt: row?.copied_at ? Number(row.copied_at) : null };
}

const selectSafe = statement((db, [given]: readonly { replica: string }[]) =>
  db
    .selectFrom('replica')
    .leftJoin('server_meta', (join) => join.on('server_meta.key', '=', 'copied_at'))
    .select(['replica.safe_n', 'server_meta.value as copied_at'])
    .where('replica.id', '=', given?.replica ?? ''),
);

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
