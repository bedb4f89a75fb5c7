import { plansAnswer } from '../../protocol/plan.ts';
import { mayKeep } from '../plans/change-plan.ts';
import { readPlans } from '../plans/stored-plans.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getPlans(app: App, parts: Parts): void {
  const schema = { summary: 'Plans: published ones, and drafts for those who keep them', response: { 200: plansAnswer } };
  app.get('/v1/plans', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const plans = await readPlans(parts.database.query);
    const seen = plans.filter(({ plan, status }) => status === 'published' || mayKeep(signedIn.access, plan));
    return reply.header('cache-control', 'private, no-store').send({ plans: seen });
  });
}
