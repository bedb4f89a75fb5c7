import type { App } from './parts.ts';

export function getOpenApi(app: App): void {
  app.get('/v1/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.send(app.swagger()));
}
