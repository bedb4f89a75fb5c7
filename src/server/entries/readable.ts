import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely';
import { jointScope } from '../../protocol/scopes.ts';
import type { Tables } from '../db/tables.ts';
import { type Access, unitsAs } from '../users/access.ts';

type OnEntry = ExpressionBuilder<Tables, 'entry'>;
type Condition = ExpressionWrapper<Tables, 'entry', SqlBool>;

/**
 * Entries of the person's own units, those that others held together with them, and those routed to them on the entry's
 * day. Nothing else is listed to anybody.
 */
export function isReadable(where: OnEntry, access: Access): Condition {
  const own = unitsAs(access, 'reporter');
  return where.or([...(own.length > 0 ? [where('entry.unit', 'in', own), isJoint(where, own)] : [never(where)]), isRouted(where, access)]);
}

/** As the units' feeds have it: they are told of an entry for as long as it names them. */
function isJoint(where: OnEntry, units: readonly string[]): Condition {
  const told = where
    .selectFrom('feed')
    .select('feed.id')
    .where('feed.unit', 'in', units.map(jointScope))
    .where('feed.kind', '=', 'entry')
    .where('feed.operation', '=', 'put');
  return where('entry.id', 'in', told);
}

export function isRouted(where: OnEntry, access: Access): Condition {
  const reviewing = unitsAs(access, 'reviewer');
  if (reviewing.length === 0) return never(where);
  return where.exists(
    where
      .selectFrom('review_route')
      .select('review_route.unit')
      .whereRef('review_route.unit', '=', 'entry.unit')
      .where('review_route.reviewer_unit', 'in', reviewing)
      .whereRef('review_route.from_day', '<=', 'entry.occurred_on')
      .where((route) =>
        route.or([route('review_route.to_day', 'is', null), route('review_route.to_day', '>=', route.ref('entry.occurred_on'))]),
      ),
  );
}

function never(where: OnEntry): Condition {
  return where('entry.id', 'is', null);
}
