import { addDays, type Day } from '../../domain/text.ts';
import { isValidOn } from '../../domain/unit.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WriteTransaction } from '../db/database.ts';

/**
 * A body begins to review: the units that nobody reviews become its own. From each unit's first day, since a route counts on
 * an entry's day, and what is already waiting must not wait for ever.
 */
export async function routeWhatNobodyReviews(
  tx: WriteTransaction,
  { catalogue, reviewer, today }: { catalogue: Catalogue; reviewer: string; today: Day },
): Promise<void> {
  const reviewed = new Set(await readReviewed(tx, today));
  const units = catalogue.units.filter(
    (unit) => (unit.tier === 'commune' || unit.tier === 'organisation') && isValidOn(unit, today) && !reviewed.has(unit.key),
  );
  if (units.length === 0) return;
  // Routes to a body that has no reviewer any more led nowhere.
  await tx
    .updateTable('review_route')
    .set({ to_day: addDays(today, -1) })
    .where(
      'unit',
      'in',
      units.map((unit) => unit.key),
    )
    .where('reviewer_unit', '<>', reviewer)
    .where('from_day', '<', today)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .execute();
  await tx
    .insertInto('review_route')
    .values(units.map(({ key, validFrom }) => ({ unit: key, reviewer_unit: reviewer, from_day: validFrom ?? firstDay, to_day: null })))
    .onConflict((conflict) => conflict.columns(['unit', 'reviewer_unit', 'from_day']).doUpdateSet({ to_day: null }))
    .execute();
}

/** Of units that were there before anybody wrote down since when. */
const firstDay = '0001-01-01';

async function readReviewed(tx: WriteTransaction, today: Day): Promise<string[]> {
  const rows = await tx
    .selectFrom('review_route')
    .innerJoin('granted_role', 'granted_role.unit', 'review_route.reviewer_unit')
    .select('review_route.unit')
    .distinct()
    .where('granted_role.role', '=', 'reviewer')
    .where('granted_role.from_day', '<=', today)
    .where((where) => where.or([where('granted_role.to_day', 'is', null), where('granted_role.to_day', '>=', today)]))
    .where('review_route.from_day', '<=', today)
    .where((where) => where.or([where('review_route.to_day', 'is', null), where('review_route.to_day', '>=', today)]))
    .execute();
  return rows.map((row) => row.unit);
}
