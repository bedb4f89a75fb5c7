import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];

/** A page of another site must not act with this site's cookies. SameSite=Lax says so to browsers; this asks them. */
export function requireSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (readingMethods.includes(request.method) || isSameOrigin(request)) return;
    return sendProblem(reply, 'forbidden');
  });
}

function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  // Browsers name the origin of every request that changes something; what is no browser holds no one's cookies by accident.
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
