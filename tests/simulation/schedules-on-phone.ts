import type { Schedule, StoredSchedule } from '../../src/domain/schedule.ts';
import type { ScheduleEdit } from '../../src/localdb/rows.ts';
import type { Contents } from './storage.ts';

/** What a phone's disk has of weekly schedules, read past the app. */

export function editsOf({ meta }: Contents): readonly ScheduleEdit[] {
  return meta.find((row) => row.key === 'scheduleEdits')?.edits ?? [];
}

/** The server's, as the phone was last told. */
export function storedOn({ meta }: Contents): readonly StoredSchedule[] {
  return meta.find((row) => row.key === 'person')?.person.schedules ?? [];
}

/** Lines and exceptions by their names: no two are written under the same one. */
export function partsOf({ lines, exceptions }: Schedule): string[] {
  return [...lines, ...exceptions].map(({ id }) => id);
}
