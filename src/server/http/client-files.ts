import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTokens } from './cookies.ts';
import { sendProblem } from './problem.ts';

/**
 * The built app. Every address that a person may open is answered with its one page; the app reads the address. `kept`
 * holds hashed files of builds before this one: a page that is open since before a deployment still asks for them.
 */
export async function serveClient(app: FastifyInstance, folder: string | null, kept: string | null): Promise<void> {
  const isBuilt = folder !== null && existsSync(path.join(folder, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      globIgnore: ['server/**', 'built'],
      cacheControl: false,
      setHeaders: (reply, file) => {
        // Built names carry a hash of what is in them; the page, the worker and the manifest are asked for anew.
        const hashed = file.startsWith(path.join(folder, 'assets') + path.sep);
        void reply.header('cache-control', hashed ? forEver : 'no-cache');
        if (file.endsWith('index.html') && beginsFirstVisit(reply.request)) void reply.header('link', askSessionMeanwhile);
      },
    });
    if (kept !== null) {
      await app.register(fastifyStatic, {
        root: kept,
        prefix: '/assets/',
        decorateReply: false,
        dotfiles: 'ignore',
        cacheControl: false,
        setHeaders: (reply) => void reply.header('cache-control', forEver),
      });
    }
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(v1|assets)\//.test(request.url) && request.headers.accept?.includes('text/html');
    return isBuilt && wantsPage ? reply.sendFile('index.html') : sendProblem(reply, 'not_found');
  });
}

/** Of a name that carries the hash of what is in it. */
const forEver = 'public, max-age=31536000, immutable';

/** The browser asks it beside the scripts, so that a first visit with a session needs no further round trip. */
const askSessionMeanwhile = '</v1/session>; rel=preload; as=fetch; crossorigin';

/** A browser that shows the page from the network; the worker, which keeps it for later visits, must not keep the hint. */
function beginsFirstVisit(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-dest'] === 'document' && readTokens(request).session !== undefined;
}
