import { entriesQuery, entryPage } from '../../protocol/review.ts';
import { readEntries } from '../entries/entry-list.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getEntries(app: App, parts: Parts): void {
  const schema = { summary: 'Entries of the own and of routed units', querystring: entriesQuery, response: { 200: entryPage } };
  app.get('/v1/entries', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    return reply.header('cache-control', 'private, no-store').send(await readEntries(parts, signedIn.access, request.query));
  });
}
