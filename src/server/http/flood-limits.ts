import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { findAccountThatKnows } from '../users/sign-in.ts';
import { addressOf } from './address-of.ts';
import { readTokens } from './cookies.ts';
import type { App, Parts } from './parts.ts';
import { findSessionOf } from './signed-in.ts';

/** Requests a minute. A flood is stopped, a person never meets it. */
export interface FloodLimits {
  /** From one phone that is signed in, wherever it is. */
  session: number;
  /** From one address without a session: a whole commune, or the province's own network, may sit behind one. */
  address: number;
  /**
   * Passwords looked at for one address: each costs the processor more than anything else that a stranger may ask for. What
   * is tried on a device that the account knows counts for the account instead: no address stops it.
   */
  passwords: number;
}

export const floodLimits: FloodLimits = { session: 1_200, address: 12_000, passwords: 600 };

/** For a route that looks at a password: whose account it is stands in the body, which is read before it is counted. */
export const limitedByPasswords = { checksPassword: true, rateLimit: { hook: 'preValidation' } } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A password is hashed for whoever asks. */
    checksPassword?: true;
  }
}

/** What is left of a limit is nobody's concern until it is reached, and costs bytes in every answer. */
const quiet = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

export async function limitFloods(app: App, parts: Parts, limits: FloodLimits): Promise<void> {
  const limitedBy = new WeakMap<FastifyRequest, keyof FloodLimits>();
  await app.register(rateLimit, {
    timeWindow: 60_000,
    addHeaders: quiet,
    addHeadersOnExceeding: quiet,
    keyGenerator: async (request) => {
      const { by, name } = await askerOf(parts, request);
      limitedBy.set(request, by);
      return `${by} ${name}`;
    },
    max: (request) => limits[limitedBy.get(request) ?? 'address'],
  });
}

/** A session counts only when it is one: whoever could invent them would have a limit for each. */
async function askerOf(parts: Parts, request: FastifyRequest): Promise<{ by: keyof FloodLimits; name: string }> {
  const address = addressOf(request);
  if (request.routeOptions.config.checksPassword) {
    const account = await accountThatKnows(parts, request).catch(() => null);
    return { by: 'passwords', name: account === null ? address : `account ${account}` };
  }
  // A store that is away is the endpoint's to tell; the app's own files need none.
  const session = await findSessionOf(parts, request).catch(() => null);
  return session ? { by: 'session', name: session.id } : { by: 'address', name: address };
}

async function accountThatKnows(parts: Parts, request: FastifyRequest): Promise<string | null> {
  const { username } = (request.body ?? {}) as { username?: unknown };
  const { device } = readTokens(request);
  return typeof username === 'string' && device ? findAccountThatKnows(parts.database, { username, deviceToken: device }) : null;
}
