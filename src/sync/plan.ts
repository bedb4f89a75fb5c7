import type { Plan, StoredPlan } from '../domain/plan.ts';
import type { LocalDatabase } from '../localdb/database.ts';
import { figuresAnswer, plansAnswer, progressAnswer, storedPlan, type FiguresAnswer, type ProgressAnswer } from '../protocol/plan.ts';
import { entryPage, type EntryPage } from '../protocol/review.ts';
import { jsonBody } from './gzip.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export type { ProgressAnswer };

const patience = 30_000;

/** Published plans and, for those who keep them, drafts. */
export async function fetchPlans(transport: Transport = fetchTransport): Promise<{ status: 'loaded'; plans: StoredPlan[] } | PageFailure> {
  const answer = understand(await transport.send({ method: 'GET', path: '/v1/plans', patience }), plansAnswer);
  return answer.status === 'ok' ? { status: 'loaded', plans: answer.value.plans } : pageFailure(answer);
}

/** How far the tasks of a plan are; kept on the device, so that what was told last is there without a network. */
export async function fetchProgress(
  db: LocalDatabase,
  plan: string,
  transport: Transport = fetchTransport,
): Promise<({ status: 'loaded' } & ProgressAnswer) | PageFailure> {
  const path = `/v1/plans/${encodeURIComponent(plan)}/progress`;
  const answer = understand(await transport.send({ method: 'GET', path, patience }), progressAnswer);
  if (answer.status !== 'ok') return pageFailure(answer);
  const { today, tasks } = answer.value;
  await db.meta.put({ key: 'progress', plan, today, tasks });
  return { status: 'loaded', today, tasks };
}

export async function fetchProof(
  wanted: { plan: string; task: string; unit: string | null; after: string | null },
  transport: Transport = fetchTransport,
): Promise<({ status: 'loaded' } & EntryPage) | PageFailure> {
  const query = new URLSearchParams({
    task: wanted.task,
    ...(wanted.unit !== null && { unit: wanted.unit }),
    ...(wanted.after !== null && { after: wanted.after }),
  });
  const path = `/v1/plans/${encodeURIComponent(wanted.plan)}/proof?${query.toString()}`;
  const answer = understand(await transport.send({ method: 'GET', path, patience }), entryPage);
  return answer.status === 'ok' ? { status: 'loaded', ...answer.value } : pageFailure(answer);
}

/** One figure of a year, by the units of its time. */
export async function fetchFigures(
  wanted: { indicator: string; year: number },
  transport: Transport = fetchTransport,
): Promise<({ status: 'loaded' } & FiguresAnswer) | PageFailure> {
  const query = new URLSearchParams({ indicator: wanted.indicator, year: String(wanted.year) });
  const answer = understand(await transport.send({ method: 'GET', path: `/v1/figures?${query.toString()}`, patience }), figuresAnswer);
  return answer.status === 'ok' ? { status: 'loaded', ...answer.value } : pageFailure(answer);
}

export type PlanChange = { status: 'done'; stored: StoredPlan } | { status: 'refused'; sentence: string } | PageFailure;

/** The copy's id is the caller's own: asked twice, it is made once. */
export async function copyPlanTo(
  from: string,
  to: { id: string; year: number },
  transport: Transport = fetchTransport,
): Promise<PlanChange> {
  return write('POST', `/v1/plans/${encodeURIComponent(from)}/copy`, to, transport);
}

export async function savePlan(plan: Plan, base: number, transport: Transport = fetchTransport): Promise<PlanChange> {
  return write('PUT', `/v1/plans/${encodeURIComponent(plan.id)}`, { base, plan }, transport);
}

export async function publishPlan(id: string, base: number, transport: Transport = fetchTransport): Promise<PlanChange> {
  return write('POST', `/v1/plans/${encodeURIComponent(id)}/publish`, { base }, transport);
}

async function write(method: 'POST' | 'PUT', path: string, body: object, transport: Transport): Promise<PlanChange> {
  const answer = understand(await transport.send({ method, path, ...(await jsonBody(JSON.stringify(body))), patience }), storedPlan);
  if (answer.status === 'ok') return { status: 'done', stored: answer.value };
  // The server's own sentence says what is wrong with this plan; a signed-out device has its own way to go.
  if (answer.status === 'problem' && answer.kind !== 'signed_out') return { status: 'refused', sentence: answer.title };
  return pageFailure(answer);
}
