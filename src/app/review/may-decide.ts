import type { Entry } from '../../domain/entry.ts';
import { decide } from '../../domain/permission.ts';

export type Blocked = 'waiting' | 'own' | 'notAllowed' | 'status';

/** Why no decision is offered, or null. The server asks the same table again. */
export function whyBlocked(
  entry: Pick<Entry, 'author' | 'status'>,
  person: { id: string; roles: readonly string[] },
  isWaiting: boolean,
): Blocked | null {
  if (isWaiting) return 'waiting';
  if (!person.roles.includes('reviewer')) return 'notAllowed';
  const isOwn = entry.author.id === person.id;
  const answer = decide({ type: 'review', role: 'reviewer', relation: isOwn ? 'author' : 'routedReviewer', status: entry.status });
  if (answer === 'allowed') return null;
  if (isOwn) return 'own';
  return answer === 'state' ? 'status' : 'notAllowed';
}
