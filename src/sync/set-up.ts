import { setupPersonAnswer } from '../protocol/setup.ts';
import { jsonBody } from './gzip.ts';
import type { SessionOutcome } from './session.ts';
import { openSession } from './sign-in.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

const patience = 30_000;

/** Whom the address is for; null for the first administrator, who has no name yet. */
export type WhoSetsUp =
  | { status: 'found'; person: { username: string; name: string } | null }
  | { status: 'spent' }
  | { status: 'offline' }
  | { status: 'trouble' };

export async function findWhoSetsUp(token: string, transport: Transport = fetchTransport): Promise<WhoSetsUp> {
  const body = await jsonBody(JSON.stringify({ token }));
  const answer = understand(await transport.send({ method: 'POST', path: '/v1/setup/person', ...body, patience }), setupPersonAnswer);
  if (answer.status === 'ok') return { status: 'found', person: answer.value.person };
  if (answer.status === 'none') return { status: 'offline' };
  // An address that was cut on its way is no request that the server reads.
  const isSpent = answer.status === 'problem' && (answer.kind === 'forbidden' || answer.kind === 'bad_request');
  return { status: isSpent ? 'spent' : 'trouble' };
}

/** Uses up the address. */
export async function setUp(
  typed: { token: string; password: string; username?: string; name?: string },
  transport: Transport = fetchTransport,
): Promise<SessionOutcome> {
  return openSession('/v1/setup', typed, transport);
}
