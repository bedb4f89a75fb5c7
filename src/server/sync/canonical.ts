import { createHash } from 'node:crypto';

/**
 * What two copies of one change have in common: SHA-256 of the JSON with sorted keys, without its number and origin, which
 * a replica that had to renumber writes anew. Taken of what was received, before anything looks inside.
 */
export function hashMutation(received: object): string {
  const { n: _number, origin: _origin, ...rest } = received as Record<string, unknown>;
  return createHash('sha256').update(canonicalJson(rest)).digest('base64url');
}

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
