import * as z from 'zod/mini';
import { progressAnswer } from '../../protocol/plan.ts';
import { mayKeep } from '../plans/change-plan.ts';
import { readProgress } from '../plans/read-progress.ts';
import { findPlan } from '../plans/stored-plans.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getPlanProgress(app: App, parts: Parts): void {
  const schema = {
    summary: 'How far every task of a plan is, for the units that one may read',
    params: z.object({ id: z.string().check(z.maxLength(60)) }),
    response: { 200: progressAnswer },
  };
  app.get('/v1/plans/:id/progress', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { access } = signedIn;
    const found = await findPlan(parts.database.query, request.params.id);
    if (!found || (found.status === 'draft' && !mayKeep(access, found.plan))) return sendProblem(reply, 'not_found');
    const tasks = await parts.database.read((tx) => readProgress(tx, parts.catalogue, { plan: found.plan, access, today: access.today }));
    return reply.header('cache-control', 'private, no-store').send({ today: access.today, tasks });
  });
}
