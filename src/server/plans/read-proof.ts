import type { ExpressionBuilder } from 'kysely';
import { doersOf, type Plan, type Task } from '../../domain/plan.ts';
import { findIndicator } from '../../domain/indicator.ts';
import type { EntryPage } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { readPageByDay } from '../entries/listed.ts';
import { isReadable } from '../entries/readable.ts';
import type { Access } from '../users/access.ts';

type FactBuilder = ExpressionBuilder<Tables, 'entry' | 'fact'>;

/** The entries behind one figure, newest day first; what is approved and what is not is told by each entry itself. */
export async function readProof(
  parts: { database: Database; catalogue: Catalogue },
  access: Access,
  wanted: { plan: Plan; task: Task; unit: string | undefined; after: string | undefined; limit: number },
): Promise<EntryPage> {
  const { plan, task } = wanted;
  const units = wanted.unit === undefined ? doersOf(plan, task, parts.catalogue.units).map(({ key }) => key) : [wanted.unit];
  if (units.length === 0) return { entries: [], next: null, total: 0 };
  return parts.database.read(async (tx) => {
    const joint = tx
      .selectFrom('fact')
      .select('fact.entry')
      .where('fact.unit', 'in', units)
      .where('fact.together', '!=', '')
      .where('fact.year', '=', plan.year)
      .where(isProof);
    const proving = tx
      .selectFrom('entry')
      .where((where) => isReadable(where, access))
      .where((where) =>
        where.or([
          where.and([
            where('entry.unit', 'in', units),
            where.exists(
              where
                .selectFrom('fact')
                .select('fact.entry')
                .whereRef('fact.unit', '=', 'entry.unit')
                .whereRef('fact.entry', '=', 'entry.id')
                .where('fact.year', '=', plan.year)
                .where(isProof),
            ),
          ]),
          where('entry.id', 'in', joint),
        ]),
      );
    return readPageByDay(tx, parts.catalogue, proving, { after: wanted.after, limit: wanted.limit });
  });

  function isProof(fact: FactBuilder) {
    return fact.or(task.targets.map((target) => isServed(target.indicator)(fact)));
  }

  /** The rule of `serves` in SQL: an entry that names another task of the plan is that one's. */
  function isServed(indicator: string) {
    const others = plan.tasks.filter((each) => each.id !== task.id).map((each) => each.id);
    return (fact: FactBuilder) =>
      findIndicator(indicator)?.kinds === 'named'
        ? fact.and([fact('fact.indicator', '=', indicator), fact('fact.task', '=', task.id)])
        : fact.and([fact('fact.indicator', '=', indicator), ...(others.length > 0 ? [fact('fact.task', 'not in', others)] : [])]);
  }
}
