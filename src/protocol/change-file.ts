import * as z from 'zod/mini';
import { heldReason, replicaId } from './mutation.ts';
import { requestLimits } from './sync.ts';

/** A device's changes as a file, for the day when it cannot send them itself; `POST /v1/import` takes it. */

const changeInFile = z.looseObject({
  /** Whose number the change bears. Files of older builds have it in `sentAs` only. */
  replica: z.optional(replicaId),
  sentAs: z.optional(z.nullable(z.tuple([replicaId, z.int()]))),
  /** The change as the device froze it; in files of older builds `change` stands for it. */
  body: z.optional(z.string()),
  change: z.optional(z.unknown()),
});
export type ChangeInFile = z.infer<typeof changeInFile>;

export const changeFile = z.looseObject({
  person: z.string().check(z.maxLength(60)),
  /** The device's clock, milliseconds. */
  exportedAt: z.optional(z.int()),
  build: z.optional(z.string().check(z.maxLength(40))),
  changes: z.array(changeInFile),
});
export type ChangeFile = z.infer<typeof changeFile>;

/** A long file goes in several, each of them a file. */
export const importRequest = z.extend(changeFile, { changes: z.array(changeInFile).check(z.maxLength(requestLimits.mutations)) });

const importResult = z.union([
  z.tuple([z.enum(['ok', 'merged']), z.int()]),
  z.tuple([z.literal('held'), heldReason, z.optional(z.string())]),
  /** `waiting`: something that the same device did before is not here. `unreadable`: no change, or nobody's. */
  z.tuple([z.enum(['waiting', 'unreadable'])]),
]);
export type ImportResult = z.infer<typeof importResult>;

/** For each of the file's changes, in its order, what became of it: now, or when it came first. */
export const importAnswer = z.looseObject({ results: z.array(importResult) });
