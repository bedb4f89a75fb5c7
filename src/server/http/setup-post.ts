import { dayOf } from '../../domain/text.ts';
import { sessionAnswer, setupRequest } from '../../protocol/session.ts';
import { loadAccess } from '../users/access.ts';
import { readPersonDocument } from '../users/person-document.ts';
import { setUp } from '../users/setup.ts';
import { readTokens, setTokens } from './cookies.ts';
import { limitedByPasswords } from './flood-limits.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';

export function postSetup(app: App, parts: Parts): void {
  const schema = { summary: 'Make the first administrator', body: setupRequest, response: { 201: sessionAnswer } };
  app.post('/v1/setup', { bodyLimit: 10_000, schema, config: limitedByPasswords }, async (request, reply) => {
    const now = parts.clock();
    const today = dayOf(now);
    const deviceToken = readTokens(request).device;
    const made = await setUp(parts.database, { ...request.body, deviceToken, now, today, random: parts.random });
    const access = made && (await loadAccess(parts.database.query, made.person, today));
    if (!made || !access) return sendProblem(reply, 'forbidden');
    setTokens(request, reply, made);
    return reply.code(201).send({ person: await readPersonDocument(parts.database.query, parts.catalogue, access) });
  });
}
