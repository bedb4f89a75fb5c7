import { createHash } from 'node:crypto';

/**
 * What two copies of one change have in common: SHA-256 of the JSON with sorted keys, without its number and origin, which
 * a replica that had to renumber writes anew. Taken of what was received, before anything looks inside.
 */
export function hashMutation(received: object): string {
  const { n: _number, origin: _origin, ...rest } = received as Record<string, unknown>;
  return createHash('sha256').update(canonicalJson(rest)).digest('base64url');
}

/** Without calling itself: what is nested too deep to be read still has a hash and a text. */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  const left: Piece[] = [{ value }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') parts.push(next);
    else if (typeof next.value === 'object' && next.value !== null) pushReversed(left, piecesOf(next.value));
    else parts.push(JSON.stringify(next.value));
  }
  return parts.join('');
}

/** Text as it stands, or a value that is still to be written. */
type Piece = string | { value: unknown };

/** One by one: spread into a call, a long list is more arguments than a call takes. */
function pushReversed(left: Piece[], pieces: readonly Piece[]): void {
  for (let index = pieces.length - 1; index >= 0; index -= 1) left.push(pieces[index] ?? '');
}

function piecesOf(value: object): Piece[] {
  if (Array.isArray(value)) return ['[', ...value.flatMap((member: unknown, index) => [index === 0 ? '' : ',', { value: member }]), ']'];
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return ['{', ...members.flatMap(([key, member], index) => [`${index === 0 ? '' : ','}${JSON.stringify(key)}:`, { value: member }]), '}'];
}
