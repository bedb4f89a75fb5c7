import * as z from 'zod/mini';
import { mutation } from '../../protocol/mutation.ts';
import { requestLimits, syncRequest, syncResponse } from '../../protocol/sync.ts';
import { isUnsafe } from '../sync/unsafe-shape.ts';
import { synchronise } from '../sync/synchronise.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findRenewedSession } from './signed-in.ts';

/** Room beside the mutations for cursors and the rest of the envelope. */
const envelope = 8_000;
/** What cannot be read is held alone, so a change is not checked with the request; whoever writes one should know how. */
const readableRequest = z.extend(syncRequest, { mutations: z.array(mutation).check(z.maxLength(requestLimits.mutations)) });
/** Oldest build that need not be updated. */
const minimumBuild = '2026.11.0';

export function postSync(app: App, parts: Parts): void {
  app.post(
    '/v1/sync',
    {
      bodyLimit: requestLimits.bytes + envelope,
      schema: { summary: 'Changes up and changes down in one round trip', body: syncRequest, response: { 200: syncResponse } },
      config: { judgesNames: true, described: { body: readableRequest } },
      preValidation: async (request, reply) => {
        const { mutations, ...rest } = (request.body ?? {}) as { mutations?: unknown };
        if (isUnsafe(rest)) return sendProblem(reply, 'bad_request');
        // The device halves its batch at 413; at 400 it would stop.
        if (Array.isArray(mutations) && mutations.length > requestLimits.mutations) return sendProblem(reply, 'too_large');
        return undefined;
      },
    },
    async (request, reply) => {
      const session = await findRenewedSession(parts, request, reply);
      if (!session) return sendProblem(reply, 'signed_out');
      const answer = await synchronise(
        {
          database: parts.database,
          catalogue: parts.catalogue,
          ...(await parts.life()),
          minimumBuild,
          onFault: (error) => request.log.error({ err: error }, 'a change could not be carried out'),
        },
        request.body,
        session,
      );
      return answer.status === 'ok' ? reply.send(answer.response) : sendProblem(reply, answer.status);
    },
  );
}
