import { sql } from 'kysely';
import { decide } from '../../domain/permission.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import type { WriteTransaction } from '../db/database.ts';
import { type Applied, type Desk, notCarriedOut, type Situation } from './applied.ts';
import type { Origin } from './numbered-change.ts';
import { held } from './outcome.ts';
import type { StoredEntry } from './stored-entry.ts';

type Dismiss = Extract<Mutation, { type: 'dismiss' }>;

/**
 * The author has read why a change was refused and lets it go. It stays in the history, with this beside it: naming the place
 * that the refusal has there, whichever of its names the device knew it by.
 */
export async function dismissRefused(
  { tx, pending }: Desk,
  change: Dismiss,
  stored: StoredEntry | null,
  situation: Situation,
): Promise<Applied> {
  await pending.flush();
  const [replica, n] = change.held;
  const refused = await findRefused(tx, change.id, { replica, n });
  // Beside what it gives up, wherever the entry has gone since.
  const unit = refused?.unit ?? stored?.entry.unit ?? '';
  if (!refused) return notCarriedOut(held('unknown_entry'), unit);
  const relation = refused.person === situation.access.person.id ? 'author' : 'none';
  const decision = decide({ type: 'dismiss', role: null, relation, status: stored?.entry.status ?? 'absent' });
  if (decision !== 'allowed') return notCarriedOut(held(decision), unit);
  const revision = stored?.entry.revision ?? 0;
  const recorded = { ...change, held: [refused.replica, refused.n] } satisfies Dismiss;
  return { ...notCarriedOut({ outcome: 'ok', revision }, unit), revisionBefore: revision, recorded };
}

async function findRefused(tx: WriteTransaction, entry: string, named: Origin) {
  for (const { replica, n } of [named, ...(await twinsOf(tx, named))]) {
    const refused = await tx
      .selectFrom('mutation')
      .select(['replica', 'n', 'unit', 'person'])
      .where('replica', '=', replica)
      .where('n', '=', n)
      .where('entry', '=', entry)
      // As a constant, so that the index of refused changes serves.
      .where('outcome', '=', sql.lit('held'))
      .executeTakeFirst();
    if (refused) return refused;
  }
  return undefined;
}

/** The same change under the other names that its device has had (sync card 3.3, origin check): one of them has the history. */
async function twinsOf(tx: WriteTransaction, { replica, n }: Origin): Promise<Origin[]> {
  const receipts = tx.selectFrom('receipt').select(['replica', 'n', 'hash', 'origin_replica', 'origin_n']);
  const named = await receipts.where('replica', '=', replica).where('n', '=', n).executeTakeFirst();
  if (!named) return [];
  const first = { replica: named.origin_replica ?? replica, n: named.origin_n ?? n };
  const [original, repeated] = await Promise.all([
    receipts.where('replica', '=', first.replica).where('n', '=', first.n).execute(),
    receipts.where('origin_replica', '=', first.replica).where('origin_n', '=', first.n).execute(),
  ]);
  return [...original, ...repeated].filter((each) => each.hash === named.hash);
}
