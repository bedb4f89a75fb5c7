import * as z from 'zod/mini';
import { identifier } from './entry.ts';
import { personName, username } from './session.ts';

/** Who is here and in which office. Administrators only; none of it opens content, and no password is ever in it. */

const role = z.enum(['reporter', 'reviewer', 'administrator']);
const unitKey = z.string().check(z.minLength(1), z.maxLength(80));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

export const listedPerson = z.looseObject({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(
    z.looseObject({
      role,
      unit: z.string(),
      unitName: z.string(),
      from: z.string(),
      to: z.nullable(z.string()),
      /** Of a reviewer: how many units are routed to that body. */
      reviews: z.optional(z.int()),
    }),
  ),
  /** Whether they have set one, and so have been here. */
  hasPassword: z.boolean(),
  /** Until when the address works at which they may set a new one. */
  invitedUntil: z.nullable(z.int()),
});
export type ListedPerson = z.infer<typeof listedPerson>;

/** `GET /v1/people`, by username. `after` is the last answer's `next`. */
export const peopleQuery = z.object({
  after: z.optional(z.string().check(z.maxLength(60))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 200),
});
export const peoplePage = z.looseObject({ people: z.array(listedPerson), next: z.nullable(z.string()) });

/** Of an administrator the unit is left out: it is the province. */
const office = { role, unit: z.optional(unitKey) };

/** `POST /v1/people`. The sender names the person, so that the same request twice makes one. */
export const addPersonRequest = z.object({ id: identifier, username, name: personName, ...office });

/** `POST /v1/people/:id/roles`: an office from today, or the first day on which one is not held any more. */
export const changeRolesRequest = z.discriminatedUnion('act', [
  z.object({ act: z.literal('grant'), ...office }),
  z.object({ act: z.literal('end'), role, unit: unitKey, from: z.optional(day) }),
]);

/** Also of `POST /v1/people/:id/close`, which ends every office. */
export const personAnswer = z.looseObject({ person: listedPerson });

/** Of `POST /v1/people` and `POST /v1/people/:id/invitation`. The token is told here and never again. */
export const invitedAnswer = z.looseObject({ person: listedPerson, token: z.nullable(z.string()) });
