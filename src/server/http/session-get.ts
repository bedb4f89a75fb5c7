import { sessionAnswer } from '../../protocol/session.ts';
import { readPersonDocument } from '../users/person-document.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getSession(app: App, parts: Parts): void {
  app.get('/v1/session', { schema: { summary: 'Who is signed in', response: { 200: sessionAnswer } } }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    return reply.send({ person: await readPersonDocument(parts.database.query, parts.catalogue, signedIn.access) });
  });
}
