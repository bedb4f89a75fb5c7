import type * as z from 'zod/mini';
import { sessionAnswer, type PersonDocument } from '../protocol/session.ts';
import { jsonBody } from './gzip.ts';
import { fetchTransport, understand, type Transport, type Understood } from './transport.ts';

export type SessionOutcome =
  | { status: 'signedIn'; person: PersonDocument }
  | { status: 'signedOut' }
  | { status: 'wrongPassword' }
  | { status: 'slowDown'; seconds: number }
  | { status: 'tokenSpent' }
  | { status: 'offline' }
  | { status: 'trouble' };

const patience = 30_000;

export async function signIn(
  typed: { username: string; password: string },
  transport: Transport = fetchTransport,
): Promise<SessionOutcome> {
  return post('/v1/session', typed, transport);
}

/** The first administrator of an empty server. */
export async function setUp(
  typed: { token: string; username: string; name: string; password: string },
  transport: Transport = fetchTransport,
): Promise<SessionOutcome> {
  return post('/v1/setup', typed, transport);
}

/** Who is signed in on this device, by the server's word. */
export async function fetchSession(): Promise<SessionOutcome> {
  // A plain fetch with defaults: the page's own preload of this address is used, and the first visit waits for one thing less.
  try {
    const response = await fetch('/v1/session', { headers: { accept: 'application/json' } });
    const body = new Uint8Array(await response.arrayBuffer());
    return read(understand({ status: 'answered', code: response.status, headers: response.headers, body }, sessionAnswer));
  } catch {
    return { status: 'offline' };
  }
}

export async function signOut(transport: Transport = fetchTransport): Promise<void> {
  await transport.send({ method: 'DELETE', path: '/v1/session', patience });
}

async function post(path: string, typed: object, transport: Transport): Promise<SessionOutcome> {
  const answer = await transport.send({ method: 'POST', path, ...(await jsonBody(JSON.stringify(typed))), patience });
  return read(understand(answer, sessionAnswer as z.ZodMiniType<{ person: PersonDocument }>));
}

function read(answer: Understood<{ person: PersonDocument }>): SessionOutcome {
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
