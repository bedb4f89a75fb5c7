import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { historyAnswer } from '../../protocol/history.ts';
import type { Reader } from '../db/database.ts';
import { readHistory } from '../entries/history.ts';
import { findErasure, mayKnowErasure } from '../erasure/stored-erasures.ts';
import { findEntry } from '../sync/stored-entry.ts';
import { type Access, mayRead } from '../users/access.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getHistory(app: App, parts: Parts): void {
  const schema = { summary: 'What became of an entry', params: z.object({ id: identifier }), response: { 200: historyAnswer } };
  app.get('/v1/entries/:id/history', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const place = await findReadable(parts.database.query, signedIn.access, request.params.id);
    if (!place) return sendProblem(reply, 'not_found');
    return reply.header('cache-control', 'private, no-store').send({ changes: await readHistory(parts.database.query, place) });
  });
}

/** Where the history of the entry is; of an erased one nothing else is left. */
async function findReadable(db: Reader, access: Access, id: string): Promise<Parameters<typeof readHistory>[1] | null> {
  const stored = await findEntry(db, id);
  if (stored) return (await mayRead(db, access, stored.entry)) ? stored.entry : null;
  const erasure = await findErasure(db, id);
  if (!erasure || !(await mayKnowErasure(db, access, erasure))) return null;
  return { id, unit: erasure.unit, formerUnits: JSON.parse(erasure.former_units) as string[] };
}
