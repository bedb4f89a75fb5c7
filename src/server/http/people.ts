import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { invitedAnswer, type ListedPerson, peoplePage, personAnswer } from '../../protocol/people.ts';
import { addPersonRequest, changeRolesRequest, peopleQuery } from '../../protocol/people-request.ts';
import { addPerson, closePerson, endRole, grantRole, invitePerson, mayChangePeople, type Refused } from '../users/change-people.ts';
import { listPeople } from '../users/list-people.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

/** Who is here and in which office: an administrator's work. */
export function managePeople(app: App, parts: Parts): void {
  const administrator = async (request: FastifyRequest, reply: FastifyReply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return { refusal: 'signed_out' } as const;
    if (!mayChangePeople(signedIn.access)) return { refusal: 'forbidden' } as const;
    return { today: signedIn.access.today, now: signedIn.now };
  };

  const listing = { summary: 'Everybody, by username', querystring: peopleQuery, response: { 200: peoplePage } };
  app.get('/v1/people', { schema: listing }, async (request, reply) => {
    const asking = await administrator(request, reply);
    if ('refusal' in asking) return sendProblem(reply, asking.refusal);
    const { after = '', limit } = request.query;
    const page = await listPeople(parts.database.query, { ...asking, catalogue: parts.catalogue, after, limit });
    return reply.header('cache-control', 'private, no-store').send(page);
  });

  const adding = { summary: 'Add a person with a first role', body: addPersonRequest, response: { 200: invitedAnswer } };
  app.post('/v1/people', { bodyLimit: 10_000, schema: adding }, async (request, reply) => {
    const asking = await administrator(request, reply);
    if ('refusal' in asking) return sendProblem(reply, asking.refusal);
    return answer(reply, await addPerson(parts, { ...request.body, ...asking }));
  });

  const params = z.object({ id: z.string().check(z.maxLength(80)) });
  const changing = { summary: 'Give a role from today, or end one', params, body: changeRolesRequest, response: { 200: personAnswer } };
  app.post('/v1/people/:id/roles', { bodyLimit: 10_000, schema: changing }, async (request, reply) => {
    const asking = await administrator(request, reply);
    if ('refusal' in asking) return sendProblem(reply, asking.refusal);
    const { id } = request.params;
    const { body } = request;
    const changed = body.act === 'grant' ? grantRole(parts, { ...body, ...asking, id }) : endRole(parts, { ...body, ...asking, id });
    return answer(reply, await changed);
  });

  const inviting = { summary: 'A new address at which the person sets their password', params, response: { 200: invitedAnswer } };
  app.post('/v1/people/:id/invitation', { schema: inviting }, async (request, reply) => {
    const asking = await administrator(request, reply);
    if ('refusal' in asking) return sendProblem(reply, asking.refusal);
    return answer(reply, await invitePerson(parts, { id: request.params.id, ...asking }));
  });

  const closing = { summary: 'End all roles of a person', params, response: { 200: personAnswer } };
  app.post('/v1/people/:id/close', { schema: closing }, async (request, reply) => {
    const asking = await administrator(request, reply);
    if ('refusal' in asking) return sendProblem(reply, asking.refusal);
    return answer(reply, await closePerson(parts, { id: request.params.id, ...asking }));
  });
}

function answer(reply: FastifyReply, outcome: { status: 'ok'; person: ListedPerson } | Refused): FastifyReply {
  if (outcome.status === 'not_found') return sendProblem(reply, 'not_found');
  if (outcome.status === 'invalid') return sendProblem(reply, 'invalid', {}, outcome.sentence);
  const { status: _, ...body } = outcome;
  return reply.header('cache-control', 'private, no-store').send(body);
}
