import { importAnswer, importRequest } from '../../protocol/change-file.ts';
import { requestLimits } from '../../protocol/sync.ts';
import { takeFile } from '../sync/take-file.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findRenewedSession } from './signed-in.ts';

export function postImport(app: App, parts: Parts): void {
  const schema = {
    summary: 'Changes that a device could not send itself, from the file that it wrote',
    body: importRequest,
    response: { 200: importAnswer },
  };
  // A change stands in the file as text, with each quotation mark escaped.
  app.post('/v1/import', { bodyLimit: requestLimits.bytes * 2, schema }, async (request, reply) => {
    const session = await findRenewedSession(parts, request, reply);
    if (!session) return sendProblem(reply, 'signed_out');
    const onFault = (error: unknown): void => request.log.error({ err: error }, 'a change could not be carried out');
    const answer = await takeFile({ ...parts, ...(await parts.life()), onFault }, request.body, session);
    if (answer.status !== 'ok') return sendProblem(reply, answer.status);
    const { results, author } = answer;
    if (author !== undefined) request.log.info({ of: request.body.person, by: session.person }, 'changes of somebody else were handed in');
    return reply.send({ results, ...(author !== undefined && { author }) });
  });
}
