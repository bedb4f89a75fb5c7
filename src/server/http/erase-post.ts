import * as z from 'zod/mini';
import { eraseAnswer, eraseRequest } from '../../protocol/erasure.ts';
import { identifier } from '../../protocol/entry.ts';
import { erase } from '../erasure/erase.ts';
import { mayErase } from '../erasure/stored-erasures.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

const noReason = 'Chưa có gì bị xóa. Mời ghi lý do xóa hẳn, ví dụ số công văn yêu cầu.';

/** An administrator, when a law asks for it. */
export function postErase(app: App, parts: Parts): void {
  const schema = {
    summary: 'Erase an entry, or one photo or attachment of it, for good',
    params: z.object({ id: identifier }),
    body: eraseRequest,
    response: { 200: eraseAnswer },
  };
  app.post('/v1/entries/:id/erase', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    if (!mayErase(signedIn.access)) return sendProblem(reply, 'forbidden');
    const { reason, photo = null } = request.body;
    const outcome = await erase({ ...parts, ...(await parts.life()) }, signedIn.access, { entry: request.params.id, photo, reason });
    if (outcome.status === 'ok') return reply.header('cache-control', 'private, no-store').send(outcome.erased);
    return outcome.status === 'invalid' ? sendProblem(reply, 'invalid', {}, noReason) : sendProblem(reply, 'not_found');
  });
}
