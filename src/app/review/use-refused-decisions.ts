import { useLiveQuery } from 'dexie-react-hooks';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readBody } from '../../localdb/entry-view.ts';
import type { HeldRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';

/** A decision that the server kept aside, with the reason. */
export interface RefusedDecision {
  n: number;
  entry: string;
  reason: HeldRow['reason'];
  /** If this device knows it. */
  title: string | null;
}

/** Decisions that were not carried out, but for those followed by another one on the same entry. */
export function useRefusedDecisions(): RefusedDecision[] {
  const { db } = useDevice();
  return useLiveQuery(() => readRefused(db), [db]) ?? [];
}

async function readRefused(db: LocalDatabase): Promise<RefusedDecision[]> {
  const [held, waiting, sent] = await Promise.all([db.held.toArray(), db.outbox.toArray(), db.log.toArray()]);
  const decisions = held.filter((row) => readBody(row).type === 'review');
  const isFollowed = (row: HeldRow): boolean =>
    [...held, ...waiting, ...sent].some((later) => later.entry === row.entry && later.n > row.n);
  return Promise.all(
    decisions
      .filter((row) => !isFollowed(row))
      .map(async ({ n, entry, reason }) => ({ n, entry, reason, title: await readTitle(db, entry) })),
  );
}

async function readTitle(db: LocalDatabase, entry: string): Promise<string | null> {
  const known = (await db.review.get(entry))?.entry ?? (await db.entries.get(entry))?.view;
  const title = known?.values['title'];
  return typeof title === 'string' ? title : null;
}
