import * as z from 'zod/mini';
import { identifier } from './entry.ts';

/** `POST /v1/entries/:id/erase`: an entry, or one photo or attachment of it, goes for good. Administrators only. */

export const longestReason = 500;

export const eraseRequest = z.object({
  reason: z.string().check(z.maxLength(longestReason)),
  /** A photo or an attachment of the entry; without it, all of the entry goes. */
  photo: z.optional(identifier),
});

/** Asked twice, the answer is that of the first time. */
export const eraseAnswer = z.looseObject({
  entry: z.string(),
  photo: z.nullable(z.string()),
  at: z.int(),
  by: z.string(),
  reason: z.string(),
});
export type Erased = z.infer<typeof eraseAnswer>;
