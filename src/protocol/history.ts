import * as z from 'zod/mini';
import { heldReason } from './mutation.ts';

/** `GET /v1/entries/:id/history`: every change that was ever received for an entry, newest first, refused ones too. */

const historyItem = z.looseObject({
  /** Server's clock at arrival. */
  at: z.int(),
  by: z.string(),
  /** Same letters for the same device; says nothing else about it. */
  device: z.string(),
  /** Of a mutation, or `erase`. */
  type: z.string(),
  outcome: z.enum(['ok', 'merged', 'held']),
  reason: z.nullable(heldReason),
  /** Field, `status`, `photos`, `attachments` or `unit` → before and after. */
  difference: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  /** Field → values that were written of it at the same time and did not become its value. Absent where there are none. */
  lost: z.optional(z.record(z.string(), z.array(z.unknown()))),
  /** Of a review that was carried out. */
  verdict: z.optional(z.string()),
  /** Words beside a review, a reopening, a comment or a taking back; why it was erased. Absent where there are none. */
  remark: z.optional(z.string()),
});
export type HistoryItem = z.infer<typeof historyItem>;

export const historyAnswer = z.looseObject({ changes: z.array(historyItem) });
