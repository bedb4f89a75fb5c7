import type { Plan, StoredPlan } from '../../domain/plan.ts';
import type { Reader, WriteTransaction } from '../db/database.ts';
import { statement } from '../db/statement.ts';

/** Plans as they are in the store, and the number by which devices learn that a published one has changed. */

export async function readPlans(db: Reader): Promise<StoredPlan[]> {
  const rows = await db.selectFrom('plan').select(['document', 'status', 'revision']).orderBy('year', 'desc').orderBy('id').execute();
  return rows.map(asStored);
}

export async function findPlan(db: Reader, id: string): Promise<(StoredPlan & { copiedFrom: string | null }) | null> {
  const row = await db.selectFrom('plan').select(['document', 'status', 'revision', 'copied_from']).where('id', '=', id).executeTakeFirst();
  return row ? { ...asStored(row), copiedFrom: row.copied_from } : null;
}

function asStored(row: { document: string; status: StoredPlan['status']; revision: number }): StoredPlan {
  return { plan: JSON.parse(row.document) as Plan, status: row.status, revision: row.revision };
}

export async function insertPlan(
  tx: WriteTransaction,
  stored: StoredPlan,
  facts: { copiedFrom: string | null; now: number; by: string | null },
): Promise<void> {
  const { plan, status, revision } = stored;
  await tx
    .insertInto('plan')
    .values({
      id: plan.id,
      year: plan.year,
      status,
      revision,
      document: JSON.stringify(plan),
      copied_from: facts.copiedFrom,
      updated_at: facts.now,
      updated_by: facts.by,
    })
    .execute();
}

export async function updatePlan(tx: WriteTransaction, stored: StoredPlan, facts: { now: number; by: string }): Promise<void> {
  const { plan, status, revision } = stored;
  await tx
    .updateTable('plan')
    .set({ year: plan.year, status, revision, document: JSON.stringify(plan), updated_at: facts.now, updated_by: facts.by })
    .where('id', '=', plan.id)
    .execute();
  if (status === 'published') await raiseVersion(tx, facts.now);
}

const plansVersionKey = 'plans_version';

/** Asked by every exchange with a phone. */
export async function readPlansVersion(db: Reader): Promise<number> {
  const [row] = await selectVersion(db, [{ key: plansVersionKey }]);
  return Number(row?.value ?? 0);
}

const selectVersion = statement((db, [given]: readonly { key: string }[]) =>
  db
    .selectFrom('server_meta')
    .select('value')
    .where('key', '=', given?.key ?? ''),
);

/** Seconds, where the clock allows: after a restore the next change is newer than any that a device may have. */
async function raiseVersion(tx: WriteTransaction, now: number): Promise<void> {
  const value = String(Math.max((await readPlansVersion(tx)) + 1, Math.floor(now / 1000)));
  await tx
    .insertInto('server_meta')
    .values({ key: plansVersionKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
