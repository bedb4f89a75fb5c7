import type { Entry } from '../../domain/entry.ts';
import { loadKind } from '../../domain/kinds/index.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readBody } from '../../localdb/entry-view.ts';
import type { HeldRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

/** A decision that the server kept aside, with the reason. */
export interface RefusedDecision {
  n: number;
  type: 'review' | 'reopen' | 'withdraw' | 'move';
  entry: string;
  reason: HeldRow['reason'];
  /** If this device knows it. */
  title: string | null;
  /** It would have taken back a decision that was refused as well. */
  isMoot: boolean;
  /** What the author has to choose between two values before it can be approved. */
  conflict: { label: string | null } | null;
}

/** Decisions that were not carried out, but for those followed by another one on the same entry. */
export function useRefusedDecisions(): RefusedDecision[] {
  const { db } = useDevice();
  return useLiveQuery(() => readRefused(db), [db]) ?? [];
}

export async function readRefused(db: LocalDatabase): Promise<RefusedDecision[]> {
  const [held, outbox] = await Promise.all([db.held.toArray(), db.outbox.toArray()]);
  const decisions = held.flatMap((row) => {
    const { type } = readBody(row);
    return type === 'review' || type === 'reopen' || type === 'withdraw' || type === 'move' ? [{ ...row, type }] : [];
  });
  const isFollowed = (row: HeldRow): boolean => [...held, ...outbox].some((later) => later.entry === row.entry && later.n > row.n);
  const shown = decisions.filter((row) => !isFollowed(row));
  const known = await Promise.all(shown.map(({ entry }) => readEntry(db, entry)));
  return Promise.all(
    shown.map(async ({ n, type, entry, reason, field }, index) => {
      const title = known[index]?.values['title'];
      // With a field it is not the state that stands in the way, but what is open in it.
      const conflict = reason === 'state' && field !== null ? { label: await labelOf(known[index], field) } : null;
      const isMoot = type === 'withdraw' && decisions.some((row) => row.entry === entry && row.type === 'review' && row.n < n);
      return { n, type, entry, reason, isMoot, title: typeof title === 'string' ? title : null, conflict };
    }),
  );
}

async function readEntry(db: LocalDatabase, id: string): Promise<Entry | undefined> {
  return (await db.review.get(id))?.entry ?? (await db.entries.get(id))?.view;
}

async function labelOf(entry: Entry | undefined, name: string): Promise<string | null> {
  const kind = entry && (await loadKind(entry.kind).catch(() => undefined));
  return kind?.fields.find((field) => field.name === name)?.label ?? null;
}
