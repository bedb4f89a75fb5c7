import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLifetime, type Tokens } from '../users/sessions.ts';

const names = { session: 'session', device: 'device' } as const;
/** Browsers keep no cookie longer than 400 days; it is sent anew at every sign-in. */
const deviceLifetime = 400 * 86_400;

export function readTokens(request: FastifyRequest): Tokens {
  return { session: request.cookies[names.session], device: request.cookies[names.device] };
}

export function setTokens(request: FastifyRequest, reply: FastifyReply, tokens: { session: string; device: string }): void {
  // Behind a proxy that ends TLS the protocol is known only if the proxy is trusted (TRUST_PROXY).
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  void reply.setCookie(names.session, tokens.session, { ...options, maxAge: sessionLifetime / 1000 });
  void reply.setCookie(names.device, tokens.device, { ...options, maxAge: deviceLifetime });
}

/** The device stays known: the next sign-in on it is not slowed down. */
export function clearSession(reply: FastifyReply): void {
  void reply.clearCookie(names.session, { path: '/' });
}
