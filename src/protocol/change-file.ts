import * as z from 'zod/mini';
import { heldReason, replicaId } from './mutation.ts';
import { publicKey, requestLimits } from './sync.ts';

/** A device's changes as a file, for the day when it cannot send them itself; `POST /v1/import` takes it. */

const changeInFile = z.looseObject({
  /** Whose number the change bears. Files of older builds have it in `sentAs` only. */
  replica: z.optional(replicaId),
  sentAs: z.optional(z.nullable(z.tuple([replicaId, z.int()]))),
  /** The change as the device froze it; in files of older builds `change` stands for it. */
  body: z.optional(z.string()),
  change: z.optional(z.unknown()),
  /** By the device, of `textToSign`: ECDSA with SHA-256 as WebCrypto writes it, base64url. */
  signature: z.optional(z.string().check(z.maxLength(100))),
});
export type ChangeInFile = z.infer<typeof changeInFile>;

export const changeFile = z.looseObject({
  person: z.string().check(z.maxLength(60)),
  /** The device's clock, milliseconds. */
  exportedAt: z.optional(z.int()),
  /** By how much the server's clock was ahead of that, when the device last heard of it, milliseconds. */
  clockOffset: z.optional(z.int()),
  build: z.optional(z.string().check(z.maxLength(40))),
  /** What the signatures are to be checked with, if the server knows it as a device's of that person. */
  publicKey: z.optional(publicKey),
  changes: z.array(changeInFile),
});
export type ChangeFile = z.infer<typeof changeFile>;

/**
 * What a device signs of each change, so that somebody else can hand in its file (sync card, decision 11): by whom and when, and
 * under which name it stands. A file that is handed in piece by piece is signed in each of its pieces.
 */
export function textToSign({ person, exportedAt, clockOffset }: ChangeFile, change: { replica: string; body: string }): string {
  const when = [exportedAt ?? null, clockOffset ?? null];
  return JSON.stringify(['so-tuyen-truyen change 1', person, ...when, change.replica, change.body]);
}

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
export const importAnswer = z.looseObject({
  results: z.array(importResult),
  /** Whose they are, where somebody else handed them in. */
  author: z.optional(z.string()),
});
