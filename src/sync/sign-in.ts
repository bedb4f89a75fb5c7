import { jsonBody } from './gzip.ts';
import { readSession, type SessionOutcome } from './session.ts';
import { sessionShape } from './session-shape.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

const patience = 30_000;

export async function signIn(
  typed: { username: string; password: string },
  transport: Transport = fetchTransport,
): Promise<SessionOutcome> {
  return openSession('/v1/session', typed, transport);
}

/** Whether the session has ended, by the server's own word: whoever asks again after a lost answer gets it again. */
export async function signOut(transport: Transport): Promise<{ status: 'signedOut' | 'offline' | 'trouble' }> {
  const answer = await transport.send({ method: 'DELETE', path: '/v1/session', patience });
  if (answer.status === 'none') return { status: 'offline' };
  return { status: answer.code === 204 ? 'signedOut' : 'trouble' };
}

/** What opens a session, at either address. */
export async function openSession(path: string, typed: object, transport: Transport): Promise<SessionOutcome> {
  const answer = await transport.send({ method: 'POST', path, ...(await jsonBody(JSON.stringify(typed))), patience });
  return readSession(understand(answer, sessionShape));
}
