import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/text.ts';
import { type Access, loadAccess } from '../users/access.ts';
import { findSession, renewSession, type Session } from '../users/sessions.ts';
import { readTokens, setTokens } from './cookies.ts';
import type { Parts } from './parts.ts';

export interface SignedIn {
  session: string;
  access: Access;
  now: number;
}

/** Whose request it is, or null: then the caller answers `signed_out`. */
export async function findSignedIn(parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
  const session = await findRenewedSession(parts, request, reply);
  if (!session) return null;
  const access = await loadAccess(parts.database.query, session.person, dayOf(session.now));
  return access && { session: session.id, access, now: session.now };
}

/** The session alone, for whoever reads the person's roles in a transaction of their own. */
export async function findRenewedSession(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ id: string; person: string; now: number } | null> {
  const now = parts.clock();
  const tokens = readTokens(request);
  const session = await findSessionOf(parts, request);
  if (!session) return null;
  if ((await renewSession(parts.database, session, now)) && tokens.session && tokens.device) {
    setTokens(request, reply, { session: tokens.session, device: tokens.device });
  }
  return { id: session.id, person: session.person, now };
}

const found = new WeakMap<FastifyRequest, Promise<Session | null>>();

/** Looked up once for each request, however many ask whose it is. */
export function findSessionOf(parts: Parts, request: FastifyRequest): Promise<Session | null> {
  const before = found.get(request);
  if (before) return before;
  const finding = findSession(parts.database, readTokens(request), parts.clock());
  found.set(request, finding);
  return finding;
}
