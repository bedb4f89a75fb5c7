import * as z from 'zod/mini';
import { changeScheduleRequest, schedulesAnswer, storedSchedule } from '../../protocol/schedule.ts';
import { changeSchedule } from '../schedules/change-schedule.ts';
import { readSchedules } from '../schedules/stored-schedules.ts';
import { unitsAs } from '../users/access.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

const bodyLimit = 400_000;

/** What units do every week: read by their own people, and changed by them. */
export function changeSchedules(app: App, parts: Parts): void {
  const reading = { summary: 'Schedules of the person’s units', response: { 200: schedulesAnswer } };
  app.get('/v1/schedules', { schema: reading }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const schedules = await readSchedules(parts.database.query, unitsAs(signedIn.access, 'reporter'));
    return reply.header('cache-control', 'private, no-store').send({ schedules });
  });
  const changing = {
    summary: 'Change a unit’s schedule',
    params: z.object({ unit: z.string().check(z.maxLength(80)) }),
    body: changeScheduleRequest,
    response: { 200: storedSchedule },
  };
  app.put('/v1/schedules/:unit', { schema: changing, bodyLimit }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    if (request.body.schedule.unit !== request.params.unit) return sendProblem(reply, 'bad_request');
    const outcome = await changeSchedule({ ...parts, ...(await parts.life()) }, signedIn, request.body);
    if (outcome.status !== 'ok') return sendProblem(reply, outcome.status);
    return reply.header('cache-control', 'private, no-store').send(outcome.stored);
  });
}
