import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sendProblem } from './problem.ts';

/** The built app. Every address that a person may open is answered with its one page; the app reads the address. */
export async function serveClient(app: FastifyInstance, folder: string | null): Promise<void> {
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
        void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(v1|assets)\//.test(request.url) && request.headers.accept?.includes('text/html');
    return isBuilt && wantsPage ? reply.sendFile('index.html') : sendProblem(reply, 'not_found');
  });
}
