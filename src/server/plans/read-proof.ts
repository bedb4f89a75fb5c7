import type { ExpressionBuilder } from 'kysely';
import { doersOf, type Plan, type Task } from '../../domain/plan.ts';
import { findIndicator } from '../../domain/indicator.ts';
import type { EntryPage } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { asListed, asPage, readCursor } from '../entries/listed.ts';
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
  const after = readCursor(wanted.after);
  if (units.length === 0) return { entries: [], next: null, total: 0 };
  return parts.database.read(async (tx) => {
    const proving = tx
      .selectFrom('entry')
      .where('entry.unit', 'in', units)
      .where((where) => isReadable(where, access))
      .where((where) =>
        where.exists(
          where
            .selectFrom('fact')
            .select('fact.entry')
            .whereRef('fact.unit', '=', 'entry.unit')
            .whereRef('fact.entry', '=', 'entry.id')
            .where('fact.year', '=', plan.year)
            .where((fact) => fact.or(task.targets.map((target) => isServed(target.indicator)(fact)))),
        ),
      );
    const { total } = await proving.select((select) => select.fn.countAll<number | string>().as('total')).executeTakeFirstOrThrow();
    const rows = await proving
      .select(['entry.id', 'entry.document', 'entry.occurred_on'])
      .$if(after !== null, (select) =>
        select.where((where) =>
          where.or([
            where('entry.occurred_on', '<', after?.value ?? ''),
            where.and([where('entry.occurred_on', '=', after?.value ?? ''), where('entry.id', '<', after?.id ?? '')]),
          ]),
        ),
      )
      .orderBy('entry.occurred_on', 'desc')
      .orderBy('entry.id', 'desc')
      .limit(wanted.limit)
      .execute();
    const entries = await asListed(
      tx,
      parts.catalogue,
      rows.map((row) => row.document),
    );
    return asPage(
      rows.map((row) => ({ id: row.id, value: row.occurred_on })),
      { entries, limit: wanted.limit, total: Number(total) },
    );
  });

  /** The rule of `serves` in SQL: an entry that names another task of the plan is that one's. */
  function isServed(indicator: string) {
    const others = plan.tasks.filter((each) => each.id !== task.id).map((each) => each.id);
    return (fact: FactBuilder) =>
      findIndicator(indicator)?.kinds === 'named'
        ? fact.and([fact('fact.indicator', '=', indicator), fact('fact.task', '=', task.id)])
        : fact.and([fact('fact.indicator', '=', indicator), ...(others.length > 0 ? [fact('fact.task', 'not in', others)] : [])]);
  }
}
