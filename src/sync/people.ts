import type { Role } from '../domain/permission.ts';
import { invitedAnswer, type ListedPerson, peoplePage, personAnswer } from '../protocol/people.ts';
import { jsonBody } from './gzip.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, type Shape, understand, type Transport } from './transport.ts';

export type { ListedPerson };

const patience = 30_000;

export type PersonOutcome = { status: 'done'; person: ListedPerson } | { status: 'refused'; sentence: string } | PageFailure;
export type InvitedOutcome =
  | { status: 'done'; person: ListedPerson; token: string | null }
  | { status: 'refused'; sentence: string }
  | PageFailure;

/** Of an administrator the unit is left out. */
export interface Office {
  role: Role;
  unit?: string;
}

/** Everybody: a province has some hundreds, and whoever looks for one types a part of the name. */
export async function fetchPeople(
  transport: Transport = fetchTransport,
): Promise<{ status: 'loaded'; people: ListedPerson[] } | PageFailure> {
  const people: ListedPerson[] = [];
  let after: string | null = '';
  while (after !== null) {
    const path: string = `/v1/people${after && `?after=${encodeURIComponent(after)}`}`;
    const answer = understand(await transport.send({ method: 'GET', path, patience }), peoplePage);
    if (answer.status !== 'ok') return pageFailure(answer);
    people.push(...answer.value.people);
    after = answer.value.next;
  }
  return { status: 'loaded', people };
}

/** Asked twice with the same id, it is done once. */
export function addPerson(
  person: Office & { id: string; username: string; name: string },
  transport: Transport = fetchTransport,
): Promise<InvitedOutcome> {
  return post('/v1/people', person, invitedAnswer, transport);
}

/** A new address at which they set their password; the one before it stops working. */
export function invitePerson(id: string, transport: Transport = fetchTransport): Promise<InvitedOutcome> {
  return post(`/v1/people/${encodeURIComponent(id)}/invitation`, {}, invitedAnswer, transport);
}

export function grantRole(id: string, office: Office, transport: Transport = fetchTransport): Promise<PersonOutcome> {
  return post(`/v1/people/${encodeURIComponent(id)}/roles`, { act: 'grant', ...office }, personAnswer, transport);
}

/** From today on. */
export function endRole(id: string, office: Required<Office>, transport: Transport = fetchTransport): Promise<PersonOutcome> {
  return post(`/v1/people/${encodeURIComponent(id)}/roles`, { act: 'end', ...office }, personAnswer, transport);
}

export function closePerson(id: string, transport: Transport = fetchTransport): Promise<PersonOutcome> {
  return post(`/v1/people/${encodeURIComponent(id)}/close`, {}, personAnswer, transport);
}

async function post<Value extends object>(
  path: string,
  body: object,
  shape: Shape<Value>,
  transport: Transport,
): Promise<({ status: 'done' } & Value) | { status: 'refused'; sentence: string } | PageFailure> {
  const answer = understand(await transport.send({ method: 'POST', path, ...(await jsonBody(JSON.stringify(body))), patience }), shape);
  if (answer.status === 'ok') return { ...answer.value, status: 'done' };
  if (answer.status === 'problem' && answer.kind !== 'signed_out') return { status: 'refused', sentence: answer.title };
  return pageFailure(answer);
}
