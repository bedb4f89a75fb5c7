import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Entry } from '../../domain/entry.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import type { WriteTransaction } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { unitsOfHistory } from './stored-entry.ts';

/** Strict compare (sync card 3.5): whether an entry still is what the sender of a change had seen. */

/** A device may take back what it sent a moment ago without having seen the revision that the server gave it. */
export function isOwnBranch(tx: WriteTransaction, change: Mutation, entry: Entry, replica: string): Promise<boolean> {
  return isUntouchedSince(tx, change, entry, (where) => where('replica', '!=', replica));
}

/** Nothing has come since but this device's own decisions and their withdrawals, which leave what was seen as it was. */
export function isUndecidedSince(tx: WriteTransaction, change: Mutation, entry: Entry, replica: string): Promise<boolean> {
  return isUntouchedSince(tx, change, entry, (where) =>
    where.or([where('replica', '!=', replica), where('type', 'not in', ['review', 'withdraw'])]),
  );
}

/** Whether no change of the wanted sort came after what the sender had seen. */
async function isUntouchedSince(
  tx: WriteTransaction,
  change: Mutation,
  entry: Entry,
  touches: (where: ExpressionBuilder<Tables, 'mutation'>) => Expression<SqlBool>,
): Promise<boolean> {
  if (change.base >= entry.revision) return change.base === entry.revision;
  const touching = await tx
    .selectFrom('mutation')
    .select('n')
    .where('unit', 'in', unitsOfHistory(entry))
    .where('entry', '=', entry.id)
    .where('revision', '>', change.base)
    .where(touches)
    .limit(1)
    .executeTakeFirst();
  return touching === undefined && !(await isErasedFromSince(tx, change));
}

/** A photo that had to go for good makes a revision that is nobody's change. */
async function isErasedFromSince(tx: WriteTransaction, change: Mutation): Promise<boolean> {
  const erasure = await tx
    .selectFrom('erasure')
    .select('id')
    .where('entry', '=', change.id)
    .where('revision', '>', change.base)
    .limit(1)
    .executeTakeFirst();
  return erasure !== undefined;
}
