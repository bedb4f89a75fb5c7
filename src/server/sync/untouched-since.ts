import type { Entry } from '../../domain/entry.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import type { WriteTransaction } from '../db/database.ts';
import { changesContent } from './changes-content.ts';
import { changesSince, type Later } from './own-branch.ts';
import type { PendingWrites } from './pending-writes.ts';

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
  const later = await changesSince(desk, change, entry, sender);
  return !later.some(touches) && !(await isErasedFromSince(desk.tx, change));
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
