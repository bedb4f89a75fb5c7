import * as z from 'zod/mini';

/** The address that works once: whoever opens it sets their own password. */

export const username = z.string().check(z.trim(), z.regex(/^[a-z0-9._-]{3,60}$/));
export const personName = z.string().check(z.trim(), z.minLength(2), z.maxLength(100));
const token = z.string().check(z.minLength(20), z.maxLength(100));

/** `POST /v1/setup/person`: whose address it is, before it is used. In the body, so that no log keeps it. */
export const setupPersonRequest = z.object({ token });
/** Null at the one address printed by an empty server, which makes the first administrator. */
export const setupPersonAnswer = z.looseObject({ person: z.nullable(z.looseObject({ username: z.string(), name: z.string() })) });

/** `POST /v1/setup`: uses up an address. Whoever is invited has a name already; the first administrator tells theirs. */
export const setupRequest = z.object({
  token,
  username: z.optional(username),
  name: z.optional(personName),
  password: z.string().check(z.minLength(10), z.maxLength(200)),
});
