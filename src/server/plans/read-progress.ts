import { sql } from 'kysely';
import { indicators } from '../../domain/kinds/indicators.ts';
import { yearSpan } from '../../domain/period.ts';
import { doersOf, type Plan, type Task } from '../../domain/plan.ts';
import { progressOf, type TaskProgress, type UnitFact } from '../../domain/progress.ts';
import type { Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';
import { type Access, unitsAs } from '../users/access.ts';
import { mayKeep } from './change-plan.ts';

/**
 * How far every task is, for the units that the person may read: one statement sums up the year's facts, the rules of the
 * domain do the rest.
 */
export async function readProgress(
  db: Reader,
  catalogue: Catalogue,
  facts: { plan: Plan; access: Access; today: Day },
): Promise<TaskProgress[]> {
  const { plan } = facts;
  // Who keeps the plan oversees everybody it asks something of: by figures, not by what was written.
  const readable = mayKeep(facts.access, plan)
    ? new Set(catalogue.units.map((unit) => unit.key))
    : await readableUnits(db, facts.access, plan);
  const units = catalogue.units.filter((unit) => readable.has(unit.key));
  // A figure that all owe together is told to those who may read all of it.
  const isTold = (task: Task): boolean =>
    task.scope === 'each' || doersOf(plan, task, catalogue.units).every((unit) => readable.has(unit.key));
  const told = new Set(plan.tasks.filter(isTold).map((task) => task.id));
  const progress = progressOf(plan, await sumFacts(db, plan, units), units, facts.today);
  return progress.filter((each) => told.has(each.task));
}

/**
 * The year's facts of the units that owe something, summed up no finer than the tasks ask: one part for each indicator, in
 * the order of the index, so that nothing is sorted and little is handed over.
 */
export async function sumFacts(db: Reader, plan: Plan, units: readonly Unit[]): Promise<UnitFact[]> {
  const [first, ...others] = indicators.flatMap((indicator) => {
    const wanted = wantedOf(plan, indicator.id, units);
    return wanted && wanted.doers.size > 0 ? [sumOne(db, plan.year, indicator.id, wanted)] : [];
  });
  if (!first) return [];
  const rows = await others.reduce((all, part) => all.unionAll(part), first).execute();
  const known = new Set(units.map((unit) => unit.key));
  return rows.filter((row) => known.has(row.unit));
}

interface Wanted {
  doers: ReadonlySet<string>;
  /** The shortest period that a target counts in. */
  grain: 'week' | 'month' | 'year';
}

/** Few units are named to the store; of a whole province it reads everything and the rest is left out here. */
const mostNamed = 60;

function wantedOf(plan: Plan, indicator: string, units: readonly Unit[]): Wanted | null {
  const tasks = plan.tasks.filter((task) => task.targets.some((target) => target.indicator === indicator));
  if (tasks.length === 0) return null;
  const periods = tasks.flatMap((task) => task.targets.filter((target) => target.indicator === indicator).map((target) => target.per));
  return {
    doers: new Set(tasks.flatMap((task) => doersOf(plan, task, units).map((unit) => unit.key))),
    grain: periods.includes('week') ? 'week' : periods.some((per) => per === 'month' || per === 'quarter') ? 'month' : 'year',
  };
}

function sumOne(db: Reader, year: number, indicator: string, { doers, grain }: Wanted) {
  const month = grain === 'year' ? sql<string>`''` : sql.ref<string>('fact.month');
  const week = grain === 'week' ? sql.ref<string>('fact.week') : sql<string>`''`;
  const groups = {
    week: ['unit', 'month', 'week', 'task', 'together'],
    month: ['unit', 'month', 'task', 'together'],
    year: ['unit', 'task', 'together'],
  } as const;
  return db
    .selectFrom('fact')
    .select(['indicator', 'unit', 'task', 'together'])
    .select([month.as('month'), week.as('week')])
    .select([sql<number>`sum(approved)`.as('approved'), sql<number>`sum(pending)`.as('pending')])
    .where('year', '=', year)
    .where('indicator', '=', indicator)
    .$if(doers.size <= mostNamed, (query) => query.where('unit', 'in', [...doers]))
    .groupBy(['indicator', ...groups[grain]]);
}

/** Own units, and those routed to the person on some day of the plan's year. */
export async function readableUnits(db: Reader, access: Access, plan: Pick<Plan, 'year'>): Promise<Set<string>> {
  const reviewing = unitsAs(access, 'reviewer');
  const own = unitsAs(access, 'reporter');
  if (reviewing.length === 0) return new Set(own);
  const year = yearSpan(plan.year);
  const rows = await db
    .selectFrom('review_route')
    .select('unit')
    .distinct()
    .where('reviewer_unit', 'in', reviewing)
    .where('from_day', '<=', year.to)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', year.from)]))
    .execute();
  return new Set([...own, ...reviewing, ...rows.map((row) => row.unit)]);
}
