import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';
import { entry } from './entry.ts';
import { heldReason, replicaId } from './mutation.ts';
import { personDocument } from './session.ts';

/** `POST /v1/sync`: changes up and changes down in one round trip (sync card 3.2). */

export const protocolVersion = 1;

/** Most mutations, and most bytes of JSON, in one request. */
export const requestLimits = { mutations: 200, bytes: 256_000 } as const;

/** Bytes of JSON asked for in an answer: doubles while a page takes under a second, and is `slow` on a link like 2G. */
export const budgetLimits = { first: 60_000, slow: 20_000, most: 1_000_000 } as const;

/** `unit:<key>`, `joint:<key>`, `person:<id>`, `catalogue`. */
const scope = z.string().check(z.maxLength(120));
const cursors = z.record(scope, z.int().check(z.gte(0)));

/** JWK of an ECDSA P-256 key. */
export const publicKey = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(100)),
  y: z.string().check(z.maxLength(100)),
});

export const syncRequest = z.looseObject({
  version: z.int(),
  /** The app's build, e.g. "2026.11.1". */
  build: z.string().check(z.maxLength(40)),
  /** Whose outbox this is; refused under another person's session. */
  user: z.string().check(z.maxLength(60)),
  replica: replicaId,
  /** The replica's own, with which it signs what others hand in; sent until the server has acknowledged it. */
  publicKey: z.optional(publicKey),
  epoch: z.nullable(z.string().check(z.maxLength(40))),
  /** Device clock at sending, milliseconds. */
  now: z.int(),
  /** Absent scopes are read from their beginning. */
  cursors,
  /** Scopes whose first reading is not finished: old approved entries are left out of it. */
  starting: z.array(scope),
  /** The app knows of events that others wrote and held together with its units; older ones say nothing. */
  joint: z.optional(z.literal(true)),
  /** Bytes of JSON wanted in the answer. */
  budget: z.int().check(z.gte(1000), z.lte(budgetLimits.most)),
  /** Ascending and contiguous by `n`. Judged one by one, after hashing: an unreadable one never blocks the next. */
  mutations: z.array(z.unknown()).check(z.maxLength(requestLimits.mutations)),
});
export type SyncRequest = z.infer<typeof syncRequest>;

export const mutationResult = z.union([
  z.tuple([z.int(), z.enum(['ok', 'merged']), z.int()]),
  z.tuple([z.int(), z.literal('held'), heldReason, z.optional(z.string())]),
]);
/** `[n, 'ok' | 'merged', revision]` or `[n, 'held', reason, field?]`. */
export type MutationResult = z.infer<typeof mutationResult>;

/** What a newer server says of a photo beyond this means, to the app of today, that it cannot be looked at yet. */
export const photoState = orElse(z.enum(['declared', 'receiving', 'stored', 'failed', 'unwanted']), 'declared');
export type PhotoState = z.infer<typeof photoState>;

export const syncResponse = z.looseObject({
  epoch: z.string(),
  now: z.int(),
  /** Highest n that is durably recorded, as ok, merged or held. */
  acknowledged: z.int(),
  /** Highest n covered by a copy off the machine; the device keeps what is above. */
  safe: z.int(),
  /** Server's clock when the last copy off the machine was begun: photos stored before it are in it. */
  copiedAt: z.optional(z.int()),
  results: z.array(mutationResult),
  /** Scopes that this person no longer has. */
  drop: z.array(scope),
  entries: z.array(entry),
  /** `[entry, revision]`: as the sender's own view has it, dated with this answer's `now`. */
  kept: z.array(z.tuple([z.string(), z.int()])),
  gone: z.array(z.tuple([scope, z.string(), orElse(z.enum(['moved', 'purged']), 'moved')])),
  /** `[photo, bytes received, state, entry]`: changed ones of the scopes, and all unfinished ones of this replica. */
  photos: z.array(z.tuple([z.string(), z.int(), photoState, z.string()])),
  cursors,
  /** Finished first readings. */
  started: z.array(scope),
  more: z.boolean(),
  /** Oldest build that need not be updated; older ones are still taken from. */
  minimumBuild: z.string(),
  /** Present when the person scope moved. */
  person: z.optional(personDocument),
  /** Version of the catalogue at `GET /v1/catalogue`. */
  catalogue: z.int(),
});
export type SyncResponse = z.infer<typeof syncResponse>;
