import type { WriteTransaction } from '../db/database.ts';
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
export async function bumpScopes(tx: WriteTransaction, changes: readonly FeedChange[]): Promise<void> {
  const latest = new Map(changes.map((change) => [JSON.stringify([change.scope, change.kind, change.id]), change]));
  const scopes = [...new Set(changes.map((change) => change.scope))].sort();
  for (const scope of scopes) {
    const rows = [...latest.values()].filter((change) => change.scope === scope);
    const last = await raiseHead(tx, scope, rows.length);
    for (const [index, row] of rows.entries()) await putRow(tx, { ...row, sequence: last - rows.length + 1 + index });
  }
}

async function raiseHead(tx: WriteTransaction, scope: string, by: number): Promise<number> {
  const head = await tx
    .insertInto('scope_head')
    .values({ unit: logOf(scope), sequence: by })
    .onConflict((conflict) => conflict.column('unit').doUpdateSet((set) => ({ sequence: set('scope_head.sequence', '+', by) })))
    .returning('sequence')
    .executeTakeFirstOrThrow();
  return head.sequence;
}

/** One row per thing: a newer change moves it up, so a reader that pages never misses it. */
async function putRow(tx: WriteTransaction, { scope, ...row }: FeedChange & { sequence: number }): Promise<void> {
  await tx
    .insertInto('feed')
    .values({ unit: logOf(scope), ...row })
    .onConflict((conflict) => conflict.columns(['unit', 'kind', 'id']).doUpdateSet({ sequence: row.sequence, operation: row.operation }))
    .execute();
}
