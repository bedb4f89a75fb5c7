import type { StoredSchedule } from '../domain/schedule.ts';
import type { LocalDatabase } from './database.ts';
import { readPerson } from './meta.ts';
import { readEdits } from './schedules.ts';
import type { ScheduleEdit } from './rows.ts';

/**
 * A server that was restored may lack the last versions of weekly schedules, and no outbox has them: what a device was last
 * told is kept until the server says what it has now. Inside the caller's transaction, as everything here.
 */
export async function keepFormerSchedules(db: LocalDatabase): Promise<void> {
  const [person, kept] = await Promise.all([readPerson(db), readFormer(db)]);
  // Restored twice before it was asked: the later version is the one to offer.
  const latest = new Map<string, StoredSchedule>();
  for (const each of [...kept, ...(person?.schedules ?? [])]) {
    const other = latest.get(each.schedule.unit);
    if (!other || other.revision < each.revision) latest.set(each.schedule.unit, each);
  }
  if (latest.size > 0) await db.meta.put({ key: 'formerSchedules', schedules: [...latest.values()] });
}

/**
 * The server has told its versions: of an older one this device's goes to it as if it had been written anew. Of a higher one
 * nobody here knows whether it came after this device's, or from somebody else since the store was restored: the server knows
 * the former among its versions, and of the latter the person is asked.
 */
export async function offerFormerSchedules(db: LocalDatabase, told: readonly StoredSchedule[]): Promise<void> {
  const former = await readFormer(db);
  if (former.length === 0) return;
  await db.meta.delete('formerSchedules');
  const edits = new Map((await readEdits(db)).map((edit) => [edit.unit, edit]));
  for (const { schedule, revision } of former) {
    const { unit } = schedule;
    const newest = told.find((each) => each.schedule.unit === unit);
    if (newest && JSON.stringify(newest.schedule) === JSON.stringify(schedule)) continue;
    // Another one that bears its own number is asked about too.
    const base = Math.min(newest?.revision ?? 0, revision - 1);
    const unsent = edits.get(unit) ?? { unit, schedule, added: [], removed: [], state: 'waiting' as const };
    // What waits for its person to choose goes on waiting.
    edits.set(unit, { ...unsent, base, rewritten: true } satisfies ScheduleEdit);
  }
  await db.meta.put({ key: 'scheduleEdits', edits: [...edits.values()] });
}

async function readFormer(db: LocalDatabase): Promise<StoredSchedule[]> {
  const row = await db.meta.get('formerSchedules');
  return row?.key === 'formerSchedules' ? row.schedules : [];
}
