import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { historyAnswer } from '../../protocol/history.ts';
import { readHistory } from '../entries/history.ts';
import { findEntry } from '../sync/stored-entry.ts';
import { mayRead } from '../users/access.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getHistory(app: App, parts: Parts): void {
  const schema = { summary: 'What became of an entry', params: z.object({ id: identifier }), response: { 200: historyAnswer } };
  app.get('/v1/entries/:id/history', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { query } = parts.database;
    const stored = await findEntry(query, request.params.id);
    if (!stored || !(await mayRead(query, signedIn.access, stored.entry))) return sendProblem(reply, 'not_found');
    return reply.header('cache-control', 'private, no-store').send({ changes: await readHistory(query, stored.entry) });
  });
}
