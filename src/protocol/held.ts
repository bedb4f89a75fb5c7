import * as z from 'zod/mini';
import { heldReason } from './mutation.ts';

/** `GET /v1/held`: changes that were not taken, with what they said, newest first. */

export const heldQuery = z.object({
  /** Of the units that the person reviews, or the person's own from every device. */
  whose: z._default(z.enum(['units', 'own']), 'units'),
  /** Those that still wait for somebody, or every one that ever was. */
  state: z._default(z.enum(['open', 'all']), 'open'),
  /** The last answer's `next`. */
  after: z.optional(z.string().check(z.maxLength(60))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 20),
});
export type HeldQuery = z.infer<typeof heldQuery>;

export const heldChange = z.looseObject({
  id: z.string(),
  /** Server's clock at arrival. */
  at: z.int(),
  /** The device's own, when it was saved; 0 where it did not say. */
  madeAt: z.int(),
  by: z.string(),
  /** As in an entry's history. */
  device: z.string(),
  /** "" where nobody knows whose log it was meant for. */
  unitName: z.string(),
  type: z.string(),
  reason: heldReason,
  field: z.nullable(z.string()),
  /** Of the entry, or of the first version that was not taken. */
  kind: z.nullable(z.string()),
  title: z.nullable(z.string()),
  /** Null where there is none, or none that may be read. */
  entry: z.nullable(z.looseObject({ id: z.string(), status: z.string() })),
  /** As in an entry's history: what the entry says now, and what it would say with this change. */
  sent: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  remark: z.nullable(z.string()),
  /** `dismissed`: its author gave it up. `mended`: a later one by the same person that says all of it anew was taken. */
  state: z.enum(['open', 'dismissed', 'mended']),
});
export type HeldChange = z.infer<typeof heldChange>;

export const heldPage = z.looseObject({ changes: z.array(heldChange), next: z.nullable(z.string()), total: z.int() });
export type HeldPage = z.infer<typeof heldPage>;
