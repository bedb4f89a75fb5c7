import * as z from 'zod/mini';

/** Who is here and in which office. Administrators only; none of it opens content, and no password is ever in it. */

export const role = z.enum(['reporter', 'reviewer', 'administrator']);

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

/** One page of `GET /v1/people`. */
export const peoplePage = z.looseObject({ people: z.array(listedPerson), next: z.nullable(z.string()) });

/** Of `POST /v1/people/:id/roles`, and of `POST /v1/people/:id/close`, which ends every office. */
export const personAnswer = z.looseObject({ person: listedPerson });

/** Of `POST /v1/people` and `POST /v1/people/:id/invitation`. The token is told here and never again. */
export const invitedAnswer = z.looseObject({ person: listedPerson, token: z.nullable(z.string()) });
