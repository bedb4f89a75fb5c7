import { sql } from 'kysely';
import type { UnitFigure } from '../../protocol/plan.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';
import type { Access } from '../users/access.ts';
import { mayKeep } from './change-plan.ts';
import { readableUnits } from './read-progress.ts';
import { readPlans } from './stored-plans.ts';

/** One figure of a year, for each unit that the person may read and that has any of it. */
export async function readFigures(
  db: Reader,
  catalogue: Catalogue,
  wanted: { indicator: string; year: number; access: Access },
): Promise<UnitFigure[]> {
  const { indicator, year, access } = wanted;
  const plans = await readPlans(db);
  // Who keeps a plan oversees everybody, by figures, in the years before it too: that is what a year is compared with.
  const isKeeper = plans.some(({ plan }) => mayKeep(access, plan));
  const readable = isKeeper ? new Set(catalogue.units.map((unit) => unit.key)) : await readableUnits(db, access, { year });
  return (await sumFigures(db, { indicator, year })).filter(({ unit }) => readable.has(unit));
}

/** What several held together is there once, for the unit that wrote it: units that merged later would have it twice. */
export async function sumFigures(db: Reader, wanted: { indicator: string; year: number }): Promise<UnitFigure[]> {
  const rows = await db
    .selectFrom('fact')
    .select('unit')
    .select([sql<number>`sum(approved)`.as('approved'), sql<number>`sum(pending)`.as('pending')])
    .where('year', '=', wanted.year)
    .where('indicator', '=', wanted.indicator)
    .where('together', '=', '')
    .groupBy('unit')
    .orderBy('unit')
    .execute();
  return rows.map(({ unit, approved, pending }) => ({ unit, approved: rounded(approved), pending: rounded(pending) }));
}

/** Shares of a series may miss a whole number by a hair. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
