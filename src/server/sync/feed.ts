import type { WriteTransaction } from '../db/database.ts';
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
export async function bumpScopes(tx: WriteTransaction, changes: readonly FeedChange[]): Promise<NumberedChange[]> {
  const latest = new Map(changes.map((change) => [JSON.stringify([change.scope, change.kind, change.id]), change]));
  const scopes = [...new Set(changes.map((change) => change.scope))].sort();
  const numbered: NumberedChange[] = [];
  for (const scope of scopes) {
    const rows = [...latest.values()].filter((change) => change.scope === scope);
    const first = (await raiseHead(tx, scope, rows.length)) - rows.length + 1;
    const ofScope = rows.map((row, index) => ({ ...row, sequence: first + index }));
    await putRows(
      tx,
      ofScope.map(({ scope: _scope, ...row }) => ({ ...row, unit: logOf(scope) })),
    );
    numbered.push(...ofScope);
  }
  return numbered;
}

export type NumberedChange = FeedChange & { sequence: number };

async function raiseHead(tx: WriteTransaction, scope: string, by: number): Promise<number> {
  const [head] = await raise(tx, [{ unit: logOf(scope), by }]);
  if (!head) throw new Error('a counter that is not there after it was raised');
  return head.sequence;
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

/** One row per thing: a newer change moves it up, so a reader that pages never misses it. */
const putRows = statement((db, rows: readonly { unit: string; kind: FeedKind; id: string; sequence: number; operation: FeedOperation }[]) =>
  db
    .insertInto('feed')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['unit', 'kind', 'id'])
        .doUpdateSet((set) => ({ sequence: set.ref('excluded.sequence'), operation: set.ref('excluded.operation') })),
    ),
);
