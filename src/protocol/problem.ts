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

/**
 * Shape of an error answer, RFC 9457 with `kind` and a Vietnamese `title`; null for anything else. Read by hand: every
 * first screen asks its server something, and none of them should wait for Zod (7 kB) to be told no.
 */
export function readProblem(json: unknown): { kind: ProblemKind; title: string } | null {
  if (typeof json !== 'object' || json === null || !('kind' in json) || !('title' in json)) return null;
  const kind = problemKinds.find((each) => each === json.kind);
  return kind !== undefined && typeof json.title === 'string' ? { kind, title: json.title } : null;
}
