import * as z from 'zod/mini';

/** Every refusal that the server can make, in one list. The sentence is for people; decisions go by `kind`. */
export const problemKinds = [
  'signed_out',
  'wrong_user',
  'wrong_password',
  'slow_down',
  'fork',
  'replica_known',
  'too_large',
  'bad_request',
  'invalid',
  'outdated',
  'forbidden',
  'not_found',
  'not_ready',
  'unwanted',
  'wrong_offset',
  'wrong_checksum',
  'unavailable',
  'internal',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Shape of an error answer, RFC 9457 with `kind` and a Vietnamese `title`. */
export const problem = z.looseObject({ kind: z.enum(problemKinds), title: z.string() });
