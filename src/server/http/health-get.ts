import * as z from 'zod/mini';
import type { App, Parts } from './parts.ts';

export function getHealth(app: App, parts: Parts): void {
  const answer = z.object({ status: z.literal('ok'), build: z.string(), now: z.int() });
  app.get(
    '/healthz',
    { schema: { summary: 'Whether the server and its store answer', response: { 200: answer } } },
    async (_request, reply) => {
      await parts.database.query.selectFrom('server_meta').select('key').limit(1).execute();
      return reply.header('cache-control', 'no-store').send({ status: 'ok', build: parts.build, now: parts.clock() });
    },
  );
}
