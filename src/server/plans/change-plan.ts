import { copyPlan } from '../../domain/copy-plan.ts';
import { mayAct } from '../../domain/permission.ts';
import type { Plan, StoredPlan } from '../../domain/plan.ts';
import { planFaults, unknownUnits } from '../../domain/plan-faults.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { type Access, standsOver } from '../users/access.ts';
import { findPlan, insertPlan, updatePlan } from './stored-plans.ts';

/**
 * What the keepers of a plan do with it. Each may arrive twice: a repeat finds its own effect and gets the answer that the
 * first one got.
 */

export type PlanOutcome =
  | { status: 'ok'; stored: StoredPlan }
  /** For people to read, one sentence each. */
  | { status: 'invalid'; sentences: string[] }
  /** Somebody else has changed it since it was read. */
  | { status: 'outdated' }
  | { status: 'forbidden' | 'not_found' };

interface Act {
  database: Database;
  catalogue: Catalogue;
  access: Access;
  now: number;
}

export async function copyStoredPlan(act: Act, from: string, to: { id: string; year: number }): Promise<PlanOutcome> {
  return act.database.write(async (tx): Promise<PlanOutcome> => {
    await act.database.lockNames(tx, [`plan:${to.id}`]);
    const source = await findPlan(tx, from);
    if (!source) return { status: 'not_found' };
    if (!mayKeep(act.access, source.plan)) return { status: 'forbidden' };
    const there = await findPlan(tx, to.id);
    if (there) return there.copiedFrom === from && there.plan.year === to.year ? ok(there) : { status: 'outdated' };
    const plan = copyPlan(source.plan, to);
    const sentences = planFaults(plan).map((fault) => fault.sentence);
    if (sentences.length > 0) return { status: 'invalid', sentences };
    const stored: StoredPlan = { plan, status: 'draft', revision: 1 };
    await insertPlan(tx, stored, { copiedFrom: from, now: act.now, by: act.access.person.id });
    return ok(stored);
  });
}

export async function changeStoredPlan(act: Act, plan: Plan, base: number): Promise<PlanOutcome> {
  return act.database.write(async (tx): Promise<PlanOutcome> => {
    const stored = await findToChange(act, tx, plan.id);
    if ('refused' in stored) return stored.refused;
    const isRepeat = stored.revision === base + 1 && JSON.stringify(stored.plan) === JSON.stringify(plan);
    if (isRepeat) return ok(stored);
    if (stored.revision !== base) return { status: 'outdated' };
    const sentences = [
      ...fixedWords(stored, plan),
      ...[...planFaults(plan), ...unknownUnits(plan, act.catalogue.units)].map((fault) => fault.sentence),
    ];
    if (sentences.length > 0) return { status: 'invalid', sentences };
    const next: StoredPlan = { plan, status: stored.status, revision: base + 1 };
    await updatePlan(tx, next, { now: act.now, by: act.access.person.id });
    return ok(next);
  });
}

export async function publishStoredPlan(act: Act, id: string, base: number): Promise<PlanOutcome> {
  return act.database.write(async (tx): Promise<PlanOutcome> => {
    const stored = await findToChange(act, tx, id);
    if ('refused' in stored) return stored.refused;
    if (stored.status === 'published') return ok(stored);
    if (stored.revision !== base) return { status: 'outdated' };
    const { year } = stored.plan;
    await act.database.lockNames(tx, [`plan-year:${year}`]);
    const other = await tx.selectFrom('plan').select('id').where('year', '=', year).where('status', '=', 'published').executeTakeFirst();
    if (other)
      return { status: 'invalid', sentences: [`Năm ${year} đã có kế hoạch được ban hành. Mời sửa kế hoạch đó thay vì ban hành thêm.`] };
    const next: StoredPlan = { ...stored, status: 'published', revision: base + 1 };
    await updatePlan(tx, next, { now: act.now, by: act.access.person.id });
    return ok(next);
  });
}

/** Whether the person keeps this plan: its drafts are theirs to see. */
export function mayKeep(access: Access, plan: Pick<Plan, 'steward'>): boolean {
  return mayAct('changePlan', standsOver(access, plan.steward));
}

async function findToChange(act: Act, tx: WriteTransaction, id: string): Promise<StoredPlan | { refused: PlanOutcome }> {
  await act.database.lockNames(tx, [`plan:${id}`]);
  const stored = await findPlan(tx, id);
  if (!stored) return { refused: { status: 'not_found' } };
  return mayKeep(act.access, stored.plan) ? stored : { refused: { status: 'forbidden' } };
}

/** What entries and devices hold on to. */
function fixedWords(stored: StoredPlan, plan: Plan): string[] {
  if (plan.steward !== stored.plan.steward) return ['Không đổi được cơ quan theo dõi kế hoạch.'];
  const moves = stored.status === 'published' && plan.year !== stored.plan.year;
  return moves ? ['Kế hoạch đã ban hành không đổi được năm. Mời chép sang năm khác.'] : [];
}

function ok({ plan, status, revision }: StoredPlan): PlanOutcome {
  return { status: 'ok', stored: { plan, status, revision } };
}
