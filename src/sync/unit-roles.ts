import { endedUnitsAnswer, moveRolesAnswer, type EndedUnit } from '../protocol/unit-roles.ts';
import { jsonBody } from './gzip.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export type { EndedUnit };

const patience = 30_000;

export async function fetchEndedUnits(
  transport: Transport = fetchTransport,
): Promise<{ status: 'loaded'; units: EndedUnit[] } | PageFailure> {
  const answer = understand(await transport.send({ method: 'GET', path: '/v1/units/ended', patience }), endedUnitsAnswer);
  return answer.status === 'ok' ? { status: 'loaded', units: answer.value.units } : pageFailure(answer);
}

/** Asked twice, it is done once. */
export async function moveUnitRoles(
  from: string,
  to: string,
  transport: Transport = fetchTransport,
): Promise<{ status: 'done'; people: number } | { status: 'refused'; sentence: string } | PageFailure> {
  const path = `/v1/units/${encodeURIComponent(from)}/move-roles`;
  const answer = understand(
    await transport.send({ method: 'POST', path, ...(await jsonBody(JSON.stringify({ to }))), patience }),
    moveRolesAnswer,
  );
  if (answer.status === 'ok') return { status: 'done', people: answer.value.people.length };
  if (answer.status === 'problem' && answer.kind !== 'signed_out') return { status: 'refused', sentence: answer.title };
  return pageFailure(answer);
}
