import { sql } from 'kysely';
import type { Schedule, StoredSchedule } from '../../domain/schedule.ts';
import type { Reader, WriteTransaction } from '../db/database.ts';

/** Schedules as they are in the store: each version of each unit's. */

export async function readSchedules(db: Reader, units: readonly string[]): Promise<StoredSchedule[]> {
  if (units.length === 0) return [];
  const rows = await db
    .selectFrom('schedule')
    .select(['document', 'revision'])
    .where('unit', 'in', units)
    .where('revision', '=', (query) =>
      query
        .selectFrom('schedule as newest')
        .select(sql<number>`max(newest.revision)`.as('revision'))
        .whereRef('newest.unit', '=', 'schedule.unit'),
    )
    .orderBy('unit')
    .execute();
  return rows.map((row) => ({ schedule: JSON.parse(row.document) as Schedule, revision: row.revision }));
}

/** Whether it is, word for word, one of its unit's versions from `since` on. */
export async function isAmongVersions(db: Reader, schedule: Schedule, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('schedule')
    .select('revision')
    .where('unit', '=', schedule.unit)
    .where('revision', '>=', since)
    .where('document', '=', JSON.stringify(schedule))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function addSchedule(
  tx: WriteTransaction,
  { schedule, revision }: StoredSchedule,
  facts: { now: number; by: string | null },
): Promise<void> {
  await tx
    .insertInto('schedule')
    .values({ unit: schedule.unit, revision, document: JSON.stringify(schedule), updated_at: facts.now, updated_by: facts.by })
    .execute();
}

/** What took a unit over airs as it did, unless it has a schedule of its own. */
export async function copySchedule(tx: WriteTransaction, { from, to, now }: { from: string; to: string; now: number }): Promise<void> {
  const [before] = await readSchedules(tx, [from]);
  if (!before || (await readSchedules(tx, [to])).length > 0) return;
  await addSchedule(tx, { schedule: { ...before.schedule, unit: to }, revision: 1 }, { now, by: null });
}
