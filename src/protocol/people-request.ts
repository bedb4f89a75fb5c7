import * as z from 'zod/mini';
import { identifier } from './entry.ts';
import { role } from './people.ts';
import { personName, username } from './setup.ts';

/** What administrators ask about people; apart from the answers, which are all that a screen needs. */

const unitKey = z.string().check(z.minLength(1), z.maxLength(80));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** `GET /v1/people`, by username. `after` is the last answer's `next`. */
export const peopleQuery = z.object({
  after: z.optional(z.string().check(z.maxLength(60))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 200),
});

/** Of an administrator the unit is left out: it is the province. */
const office = { role, unit: z.optional(unitKey) };

/** `POST /v1/people`. The sender names the person, so that the same request twice makes one. */
export const addPersonRequest = z.object({ id: identifier, username, name: personName, ...office });

/** `POST /v1/people/:id/roles`: an office from today, or the first day on which one is not held any more. */
export const changeRolesRequest = z.discriminatedUnion('act', [
  z.object({ act: z.literal('grant'), ...office }),
  z.object({ act: z.literal('end'), role, unit: unitKey, from: z.optional(day) }),
]);
