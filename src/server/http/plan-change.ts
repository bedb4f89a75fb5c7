import type { FastifyReply } from 'fastify';
import * as z from 'zod/mini';
import { changePlanRequest, copyPlanRequest, publishPlanRequest, storedPlan } from '../../protocol/plan.ts';
import { changeStoredPlan, copyStoredPlan, type PlanOutcome, publishStoredPlan } from '../plans/change-plan.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

const params = z.object({ id: z.string().check(z.maxLength(60)) });
const response = { 200: storedPlan };
/** A plan with all its words is longer than what a form sends. */
const bodyLimit = 400_000;

/** The three acts of whoever keeps a plan. */
export function changePlans(app: App, parts: Parts): void {
  const copying = { summary: 'Copy a plan to another year', params, body: copyPlanRequest, response };
  app.post('/v1/plans/:id/copy', { schema: copying }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    return answer(reply, await copyStoredPlan({ ...signedIn, ...parts }, request.params.id, request.body));
  });
  const changing = { summary: 'Change a plan', params, body: changePlanRequest, response };
  app.put('/v1/plans/:id', { schema: changing, bodyLimit }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { plan, base } = request.body;
    if (plan.id !== request.params.id) return sendProblem(reply, 'bad_request');
    return answer(reply, await changeStoredPlan({ ...signedIn, ...parts }, plan, base));
  });
  const publishing = { summary: 'Publish a plan: every device gets it', params, body: publishPlanRequest, response };
  app.post('/v1/plans/:id/publish', { schema: publishing }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    return answer(reply, await publishStoredPlan({ ...signedIn, ...parts }, request.params.id, request.body.base));
  });
}

function answer(reply: FastifyReply, outcome: PlanOutcome): FastifyReply {
  if (outcome.status === 'ok') return reply.header('cache-control', 'private, no-store').send(outcome.stored);
  return outcome.status === 'invalid' ? sendProblem(reply, 'invalid', {}, outcome.sentences.join(' ')) : sendProblem(reply, outcome.status);
}
