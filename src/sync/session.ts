import type { PersonDocument } from '../protocol/session.ts';
import { sessionShape } from './session-shape.ts';
import { understand, type Understood } from './transport.ts';

export type SessionOutcome =
  | { status: 'signedIn'; person: PersonDocument }
  | { status: 'signedOut' }
  | { status: 'wrongPassword' }
  | { status: 'slowDown'; seconds: number }
  | { status: 'tokenSpent' }
  | { status: 'offline' }
  | { status: 'trouble' };

/** Who is signed in on this device, by the server's word. */
export async function fetchSession(): Promise<SessionOutcome> {
  // A plain fetch with defaults: the page's own preload of this address is used, and the first visit waits for one thing less.
  try {
    const response = await fetch('/v1/session', { headers: { accept: 'application/json' } });
    const body = new Uint8Array(await response.arrayBuffer());
    return readSession(understand({ status: 'answered', code: response.status, headers: response.headers, body }, sessionShape));
  } catch {
    return { status: 'offline' };
  }
}

/** What an answer with a session in it says. */
export function readSession(answer: Understood<{ person: PersonDocument }>): SessionOutcome {
  if (answer.status === 'ok') return { status: 'signedIn', person: answer.value.person };
  if (answer.status === 'none') return { status: 'offline' };
  if (answer.status === 'foreign') return { status: 'trouble' };
  switch (answer.kind) {
    case 'signed_out':
      return { status: 'signedOut' };
    case 'wrong_password':
      return { status: 'wrongPassword' };
    case 'slow_down':
      return { status: 'slowDown', seconds: answer.retryAfter ?? 60 };
    case 'forbidden':
    case 'not_found':
      return { status: 'tokenSpent' };
    default:
      return { status: 'trouble' };
  }
}
