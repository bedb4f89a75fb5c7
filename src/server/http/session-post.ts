import { dayOf } from '../../domain/text.ts';
import { sessionAnswer, signInRequest } from '../../protocol/session.ts';
import { loadAccess } from '../users/access.ts';
import { readPersonDocument } from '../users/person-document.ts';
import { signIn } from '../users/sign-in.ts';
import { addressOf } from './address-of.ts';
import { readTokens, setTokens } from './cookies.ts';
import { limitedByPasswords } from './flood-limits.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';

export function postSession(app: App, parts: Parts): void {
  const schema = { summary: 'Sign in', body: signInRequest, response: { 200: sessionAnswer } };
  app.post('/v1/session', { bodyLimit: 10_000, schema, config: limitedByPasswords }, async (request, reply) => {
    const now = parts.clock();
    const result = await signIn(parts.database, {
      ...request.body,
      address: addressOf(request),
      deviceToken: readTokens(request).device,
      now,
      random: parts.random,
    });
    if (result.status === 'wait') return sendProblem(reply, 'slow_down', { 'retry-after': String(Math.ceil(result.milliseconds / 1000)) });
    const access = result.status === 'ok' ? await loadAccess(parts.database.query, result.person, dayOf(now)) : null;
    if (result.status === 'wrong' || !access) return sendProblem(reply, 'wrong_password');
    setTokens(request, reply, result);
    return reply.send({ person: await readPersonDocument(parts.database.query, parts.catalogue, access) });
  });
}
