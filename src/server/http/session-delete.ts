import { endSession } from '../users/sessions.ts';
import { clearSession, readTokens } from './cookies.ts';
import type { App, Parts } from './parts.ts';

const config = { described: { answers: { 204: { description: 'Signed out' } } } };

export function deleteSession(app: App, parts: Parts): void {
  app.delete('/v1/session', { schema: { summary: 'Sign out' }, config }, async (request, reply) => {
    await endSession(parts.database, readTokens(request), parts.clock());
    clearSession(reply);
    return reply.code(204).send();
  });
}
