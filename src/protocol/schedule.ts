import * as z from 'zod/mini';
import { type Schedule, type StoredSchedule, toldReasons } from '../domain/schedule.ts';
import { fieldValue } from './entry.ts';

/** What a unit does every week. Told to its people with everything else that is theirs; changed as a whole. */

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const time = z.string().check(z.regex(/^\d{2}:\d{2}$/));
const name = z.string().check(z.minLength(1), z.maxLength(80));
const values = z.record(z.string().check(z.maxLength(60)), fieldValue);

const line = z.looseObject({
  id: name,
  weekdays: z.array(z.int().check(z.gte(0), z.lte(6))),
  time,
  from: day,
  to: z.nullable(day),
  values,
});

const exception = z.looseObject({
  id: name,
  line: z.nullable(name),
  from: day,
  to: day,
  reason: z.enum(toldReasons),
  narrower: z.optional(z.string().check(z.maxLength(40))),
  instead: z.nullable(z.looseObject({ time, values })),
});

export const schedule = z.looseObject({
  unit: name,
  kind: name,
  lines: z.array(line).check(z.maxLength(200)),
  exceptions: z.array(exception).check(z.maxLength(1000)),
}) as unknown as z.ZodMiniType<Schedule>;

export const storedSchedule = z.looseObject({ schedule, revision: z.int() }) as z.ZodMiniType<StoredSchedule>;

/** `GET /v1/schedules`: of the units that the person reports for. */
export const schedulesAnswer = z.looseObject({ schedules: z.array(storedSchedule) });

/** `PUT /v1/schedules/:unit`: the whole, and the revision that it was made from; 0 where there was none. */
export const changeScheduleRequest = z.object({ base: z.int().check(z.gte(0)), schedule });
