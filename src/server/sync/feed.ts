import type { Reader, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { statement } from '../db/statement.ts';
import type { FeedKind, FeedOperation } from '../db/tables.ts';
import { logOf } from './scopes.ts';

export interface FeedChange {
  scope: string;
  kind: FeedKind;
  id: string;
  operation: FeedOperation;
}

/**
 * Gives each change the next number of its scope. Called last in a transaction, scopes in sorted order: the counter's row
 * is locked until the commit, so within a scope the order of commits is the order of numbers (sync card 2).
 */
export async function bumpScopes(tx: WriteTransaction, changes: readonly FeedChange[]): Promise<ToldChange[]> {
  const latest = new Map(changes.map((change) => [JSON.stringify([change.scope, change.kind, change.id]), change]));
  const scopes = [...new Set(changes.map((change) => change.scope))].sort();
  const told = scopes.map((scope) =>
    tell(
      tx,
      scope,
      [...latest.values()].filter((change) => change.scope === scope),
    ),
  );
  return (await together(told)).flat();
}

export type ToldChange = FeedChange & { sequence: number };

async function tell(tx: WriteTransaction, scope: string, changes: readonly FeedChange[]): Promise<ToldChange[]> {
  const unit = logOf(scope);
  const behind = (index: number): number => changes.length - 1 - index;
  const [[head]] = await together([
    raise(tx, [{ unit, by: changes.length }]),
    putRows(
      tx,
      changes.map(({ kind, id, operation }, index) => ({ unit, kind, id, operation, behind: behind(index) })),
    ),
  ]);
  if (!head) throw new Error('a counter that is not there after it was raised');
  return changes.map((change, index) => ({ ...change, sequence: head.sequence - behind(index) }));
}

const raise = statement((db, [given]: readonly { unit: string; by: number }[]) =>
  db
    .insertInto('scope_head')
    .values({ unit: given?.unit ?? '', sequence: given?.by ?? 0 })
    .onConflict((conflict) =>
      conflict.column('unit').doUpdateSet((set) => ({ sequence: set('scope_head.sequence', '+', set.ref('excluded.sequence')) })),
    )
    .returning('sequence'),
);

interface Row {
  unit: string;
  kind: FeedKind;
  id: string;
  operation: FeedOperation;
  /** How far below the counter, which was raised for all of them. */
  behind: number;
}

/** One row per thing: a newer change moves it up, so a reader that pages never misses it. */
const putRows = statement((db, rows: readonly Pick<Row, keyof Row>[]) =>
  db
    .insertInto('feed')
    .columns(['unit', 'kind', 'id', 'operation', 'sequence'])
    .expression(rows.map((row) => numberedRow(db, row)).reduce((some, row) => some.unionAll(row)))
    .onConflict((conflict) =>
      conflict
        .columns(['unit', 'kind', 'id'])
        .doUpdateSet((set) => ({ sequence: set.ref('excluded.sequence'), operation: set.ref('excluded.operation') })),
    ),
);

/** Its number is taken from the counter where that stands, so that nobody waits to be told it in between. */
function numberedRow(db: Reader, { unit, kind, id, operation, behind }: Row) {
  return db
    .selectFrom('scope_head')
    .select((select) => [
      'unit',
      select.val(kind).as('kind'),
      select.val(id).as('id'),
      select.val(operation).as('operation'),
      select('sequence', '-', behind).as('sequence'),
    ])
    .where('unit', '=', unit);
}
