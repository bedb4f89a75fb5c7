import * as z from 'zod/mini';
import { endedUnitsAnswer, moveRolesAnswer, moveRolesRequest } from '../../protocol/unit-roles.ts';
import { mayMoveRoles, moveRoles, readEndedUnits } from '../users/move-roles.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

/** An administrator on the day a unit has ended. */
export function moveUnitRoles(app: App, parts: Parts): void {
  const listing = { summary: 'Units that ended and still have people', response: { 200: endedUnitsAnswer } };
  app.get('/v1/units/ended', { schema: listing }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    if (!mayMoveRoles(signedIn.access)) return sendProblem(reply, 'forbidden');
    const units = await readEndedUnits(parts.database.query, parts.catalogue, signedIn.access.today);
    return reply.header('cache-control', 'private, no-store').send({ units });
  });
  const moving = {
    summary: 'Move the roles of a unit that ended to what took it over',
    params: z.object({ key: z.string().check(z.maxLength(80)) }),
    body: moveRolesRequest,
    response: { 200: moveRolesAnswer },
  };
  app.post('/v1/units/:key/move-roles', { schema: moving }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    if (!mayMoveRoles(signedIn.access)) return sendProblem(reply, 'forbidden');
    const outcome = await moveRoles(parts, { from: request.params.key, to: request.body.to, today: signedIn.access.today });
    if (outcome.status === 'ok') return reply.header('cache-control', 'private, no-store').send({ people: outcome.people });
    return outcome.status === 'invalid' ? sendProblem(reply, 'invalid', {}, outcome.sentence) : sendProblem(reply, outcome.status);
  });
}
