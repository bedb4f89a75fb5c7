import { heldPage, heldQuery } from '../../protocol/held.ts';
import { readHeldPage } from '../entries/held-list.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getHeld(app: App, parts: Parts): void {
  const schema = { summary: 'Changes that were not taken', querystring: heldQuery, response: { 200: heldPage } };
  app.get('/v1/held', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const page = await readHeldPage(parts, signedIn.access, request.query);
    return page ? reply.header('cache-control', 'private, no-store').send(page) : sendProblem(reply, 'forbidden');
  });
}
