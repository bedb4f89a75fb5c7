import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { listedEntry } from '../../protocol/review.ts';
import { asListed } from '../entries/listed.ts';
import { findEntry } from '../sync/stored-entry.ts';
import { mayRead } from '../users/access.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getEntry(app: App, parts: Parts): void {
  const schema = { summary: 'One entry', params: z.object({ id: identifier }), response: { 200: listedEntry } };
  app.get('/v1/entries/:id', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { query } = parts.database;
    const stored = await findEntry(query, request.params.id);
    if (!stored || !(await mayRead(query, signedIn.access, stored.entry))) return sendProblem(reply, 'not_found');
    const [listed] = await asListed(query, parts.catalogue, [JSON.stringify(stored.entry)]);
    return listed ? reply.header('cache-control', 'private, no-store').send(listed) : sendProblem(reply, 'not_found');
  });
}
