import * as z from 'zod/mini';
import { entry } from './entry.ts';
import { photoState } from './sync.ts';

/** `GET /v1/review`, `GET /v1/entries`, `GET /v1/entries/:id`: pages by key, for whoever does not copy whole units. */

const cursor = z.string().check(z.maxLength(120));
const pageSize = z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50);
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** Oldest submission first. `after` is the last answer's `next`. */
export const reviewQuery = z.object({ after: z.optional(cursor), limit: pageSize });

/** Newest day first. */
export const entriesQuery = z.object({
  unit: z.optional(z.string().check(z.maxLength(80))),
  from: z.optional(day),
  to: z.optional(day),
  after: z.optional(cursor),
  limit: pageSize,
});

export const listedEntry = z.looseObject({
  entry,
  unitName: z.string(),
  /** `[photo, state]` for each of the entry's photos and attachments. */
  photos: z.array(z.tuple([z.string(), photoState])),
  /**
   * In the review queue: other entries that may be the same event (`alike`), that name the same page (`address`), or that use
   * one of its photos (`photo`); null where the other one is not this person's to read. A newer server may know further reasons.
   */
  doubles: z.optional(z.array(z.looseObject({ why: z.string(), entry: z.nullable(z.string()) }))),
});
export type ListedEntry = z.infer<typeof listedEntry>;

export const entryPage = z.looseObject({ entries: z.array(listedEntry), next: z.nullable(z.string()), total: z.int() });
export type EntryPage = z.infer<typeof entryPage>;
