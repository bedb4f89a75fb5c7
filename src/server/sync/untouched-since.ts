import type { Entry } from '../../domain/entry.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import type { WriteTransaction } from '../db/database.ts';
import { changesContent } from './changes-content.ts';
import { changesSince, type Later } from './own-branch.ts';
import type { PendingWrites } from './pending-writes.ts';
import { unitsOfHistory } from './stored-entry.ts';

/**
 * Strict compare (sync card 3.5): whether an entry still is what the sender of a change had seen. Not the numbers alone
 * decide: a device knows what it did itself before any answer told it which revision that made, so its own branch never
 * makes its own next change stale.
 */

interface Asked {
  tx: WriteTransaction;
  pending: PendingWrites;
}

interface Sender {
  replica: string;
  person: string;
}

/** `void` and `reopen`: a device may take back what it sent a moment ago. */
export function isOwnBranch(desk: Asked, change: Mutation, entry: Entry, sender: Sender): Promise<boolean> {
  return isUntouchedSince(desk, change, { entry, sender }, ({ isOwn }) => !isOwn);
}

/**
 * `review`, `withdraw` and `move`: nothing has come since but what this device did itself without touching what the entry says.
 * A restored server counts a reviewer's own remark anew, and the decision that followed it is no staler for that.
 */
export function hasItsContentSince(desk: Asked, change: Mutation, entry: Entry, sender: Sender): Promise<boolean> {
  return isUntouchedSince(desk, change, { entry, sender }, ({ isOwn, type }) => !isOwn || changesContent(type));
}

/** Whether no change of the wanted sort came after what the sender had seen. */
async function isUntouchedSince(
  desk: Asked,
  change: Mutation,
  { entry, sender }: { entry: Entry; sender: Sender },
  touches: (later: Later) => boolean,
): Promise<boolean> {
  if (change.base >= entry.revision) return change.base === entry.revision;
  // What came in this very request counts too.
  await desk.pending.flush();
  const later = await changesSince(desk, change, entry, sender);
  if (later.some(touches)) return false;
  const erasures = await revisionsOfErasures(desk.tx, entry);
  if (erasures.some((revision) => revision > change.base)) return false;
  const known = Math.max(await newestUpTo(desk.tx, entry, change.base), ...erasures);
  // Counted in another life of the store, the base may stand for what somebody wrote there and what is lacking here (run 21091).
  // It does not, where what the device did itself since accounts for all that it had counted.
  return change.base - known <= later.length;
}

/** A photo that had to go for good makes a revision that is nobody's change. */
async function revisionsOfErasures(tx: WriteTransaction, entry: Entry): Promise<number[]> {
  const rows = await tx.selectFrom('erasure').select('revision').where('entry', '=', entry.id).execute();
  return rows.map(({ revision }) => revision);
}

/** The newest of the entry's revisions that this life of the store knows, and that is not above `base`; 0 where there is none. */
async function newestUpTo(tx: WriteTransaction, entry: Entry, base: number): Promise<number> {
  const row = await tx
    .selectFrom('mutation')
    .select(({ fn }) => fn.max('revision').as('newest'))
    .where('unit', 'in', unitsOfHistory(entry))
    .where('entry', '=', entry.id)
    .where('revision', '<=', base)
    .where('type', '!=', 'dismiss')
    .executeTakeFirst();
  return row?.newest ?? 0;
}
