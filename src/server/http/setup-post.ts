import { dayOf } from '../../domain/text.ts';
import { sessionAnswer } from '../../protocol/session.ts';
import { setupPersonAnswer, setupPersonRequest, setupRequest } from '../../protocol/setup.ts';
import { loadAccess } from '../users/access.ts';
import { readPersonDocument } from '../users/person-document.ts';
import { findWhoSetsUp, setUp } from '../users/setup.ts';
import { readTokens, setTokens } from './cookies.ts';
import { limitedByPasswords } from './flood-limits.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';

/** The address that works once: of the first administrator, and of everybody whom an administrator invites. */
export function postSetup(app: App, parts: Parts): void {
  const asking = {
    summary: 'Whom an address for setting a password is for',
    body: setupPersonRequest,
    response: { 200: setupPersonAnswer },
  };
  app.post('/v1/setup/person', { bodyLimit: 10_000, schema: asking }, async (request, reply) => {
    const found = await findWhoSetsUp(parts.database, request.body.token, parts.clock());
    if (found === null) return sendProblem(reply, 'forbidden');
    return reply.header('cache-control', 'private, no-store').send({ person: found === 'first' ? null : found });
  });
  const schema = { summary: 'Set the password at an address that works once', body: setupRequest, response: { 201: sessionAnswer } };
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
