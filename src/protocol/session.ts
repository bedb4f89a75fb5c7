import * as z from 'zod/mini';
import { fieldValue } from './entry.ts';
import { storedSchedule } from './schedule.ts';

/** Who is signed in, and what they may do. */

const day = z.nullable(z.string());

export const unit = z.looseObject({
  key: z.string(),
  name: z.string(),
  tier: z.enum(['province', 'district', 'commune', 'organisation']),
  validFrom: day,
  validTo: day,
  serves: z.optional(z.array(z.object({ unit: z.string(), from: z.string(), to: day }))),
});

export const personDocument = z.looseObject({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  grants: z.array(z.looseObject({ role: z.enum(['reporter', 'reviewer', 'administrator']), unit: z.string(), from: z.string(), to: day })),
  /** The granted units and those they serve. */
  units: z.array(unit),
  /** What a unit's form of some kind starts with: the station profile for broadcasts. */
  presets: z.array(z.object({ unit: z.string(), kind: z.string(), values: z.record(z.string(), fieldValue) })),
  /** What the person's units do every week; older servers know of none. */
  schedules: z.optional(z.array(storedSchedule)),
  /** Units that the person reported for until lately and that have ended: said for some weeks after the person was moved. */
  former: z.optional(z.array(z.object({ name: z.string(), lastDay: z.string() }))),
  /** How many units are routed to this person for review. */
  routedUnits: z.int(),
  /** Screens say "Dữ liệu mẫu". */
  demo: z.boolean(),
});
export type PersonDocument = z.infer<typeof personDocument>;

/** `POST /v1/session`. */
export const signInRequest = z.object({
  username: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
});

/** Answer of `GET` and `POST /v1/session`. */
export const sessionAnswer = z.looseObject({ person: personDocument });
