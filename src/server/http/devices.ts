import * as z from 'zod/mini';
import { devicesAnswer } from '../../protocol/devices.ts';
import { readDevices, signOutDevice } from '../users/devices.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn, type SignedIn } from './signed-in.ts';

/** A phone was lost or lent: its owner signs it out from another one. */
export function manageDevices(app: App, parts: Parts): void {
  const left = async ({ session, access, now }: SignedIn) => ({
    devices: await readDevices(parts.database.query, { person: access.person.id, session, now }),
  });
  const listing = { summary: 'Where the person is signed in', response: { 200: devicesAnswer } };
  app.get('/v1/devices', { schema: listing }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    return reply.header('cache-control', 'private, no-store').send(await left(signedIn));
  });
  const ending = {
    summary: 'Sign the person out on one device',
    params: z.object({ id: z.string().check(z.maxLength(80)) }),
    response: { 200: devicesAnswer },
  };
  app.delete('/v1/devices/:id', { schema: ending }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    await signOutDevice(parts.database, { person: signedIn.access.person.id, device: request.params.id, now: signedIn.now });
    return reply.header('cache-control', 'private, no-store').send(await left(signedIn));
  });
}
