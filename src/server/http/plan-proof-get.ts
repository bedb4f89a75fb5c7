import * as z from 'zod/mini';
import { proofQuery } from '../../protocol/plan.ts';
import { entryPage } from '../../protocol/review.ts';
import { mayKeep } from '../plans/change-plan.ts';
import { readProof } from '../plans/read-proof.ts';
import { findPlan } from '../plans/stored-plans.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getPlanProof(app: App, parts: Parts): void {
  const schema = {
    summary: 'The entries that prove a task of a plan',
    params: z.object({ id: z.string().check(z.maxLength(60)) }),
    querystring: proofQuery,
    response: { 200: entryPage },
  };
  app.get('/v1/plans/:id/proof', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { access } = signedIn;
    const found = await findPlan(parts.database.query, request.params.id);
    const task = found?.plan.tasks.find((each) => each.id === request.query.task);
    if (!found || !task || (found.status === 'draft' && !mayKeep(access, found.plan))) return sendProblem(reply, 'not_found');
    const { unit, after, limit } = request.query;
    const page = await readProof(parts, access, { plan: found.plan, task, unit, after, limit });
    return reply.header('cache-control', 'private, no-store').send(page);
  });
}
