import * as z from 'zod/mini';
import { heldReasons } from './mutation.ts';

/** `GET /v1/entries/:id/history`: every change that was ever received for an entry, newest first, refused ones too. */

const historyItem = z.looseObject({
  /** Server's clock at arrival. */
  at: z.int(),
  by: z.string(),
  /** Same letters for the same device; says nothing else about it. */
  device: z.string(),
  type: z.string(),
  outcome: z.enum(['ok', 'merged', 'held']),
  reason: z.nullable(z.enum(heldReasons)),
  /** Field, `status`, `photos` or `unit` → before and after. */
  difference: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
});
export type HistoryItem = z.infer<typeof historyItem>;

export const historyAnswer = z.looseObject({ changes: z.array(historyItem) });
