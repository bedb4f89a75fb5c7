import { useMemo } from 'react';
import type { Kind } from '../../domain/kinds/field.ts';
import { kindHead, occurredOn } from '../../domain/kinds/index.ts';
import { foldForSearch, formatDay } from '../../domain/text.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { ReviewRow } from '../../localdb/rows.ts';
import { readUndecidable } from '../../localdb/review.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { inReviewOrder, reviewFlags, type ReviewFlag } from './review-flags.ts';
import { useKinds } from '../state/use-kinds.ts';
import { useUnitTexts, type UnitTexts } from '../state/use-unit-texts.ts';
import { withUnit } from '../ui/detail-lines.ts';

/** A loaded entry of the queue with what its row says. */
export interface QueueItem {
  id: string;
  row: ReviewRow;
  kind: Kind | undefined;
  title: string;
  day: string;
  /** The one figure of a row with its unit of measure, or "". */
  figure: string;
  flags: ReviewFlag[];
  submittedAt: number;
  /** Something of it waits on this device to be sent. */
  isWaiting: boolean;
  folded: string;
}

/** The queue as far as it is on this device, in the order of review; null for the moment until it was read. */
export function useQueue(): QueueItem[] | null {
  const { db } = useDevice();
  const stored = useLiveQuery(() => readQueue(db), [db]);
  const kinds = useKinds(stored?.rows.map((row) => row.entry.kind));
  const unitTexts = useUnitTexts();
  return useMemo(() => {
    if (!stored || !kinds || !unitTexts) return null;
    return inReviewOrder(stored.rows.map((row) => describe(row, { kinds, unitTexts, isWaiting: stored.waiting.has(row.id) })));
  }, [stored, kinds, unitTexts]);
}

async function readQueue(db: LocalDatabase): Promise<{ rows: ReviewRow[]; waiting: ReadonlySet<string> }> {
  const [rows, waiting] = await Promise.all([db.review.orderBy('submittedAt').toArray(), readUndecidable(db)]);
  return { rows: rows.filter((row) => !row.decided), waiting };
}

export function matching(items: readonly QueueItem[], search: string): QueueItem[] {
  const wanted = foldForSearch(search);
  return items.filter((item) => item.folded.includes(wanted));
}

function describe(
  row: ReviewRow,
  { kinds, unitTexts, isWaiting }: { kinds: ReadonlyMap<string, Kind>; unitTexts: UnitTexts; isWaiting: boolean },
): QueueItem {
  const { entry } = row;
  const kind = kinds.get(entry.kind);
  const head = kindHead(entry.kind);
  const day = occurredOn(entry);
  const figure = head?.figure && entry.values[head.figure.field];
  const title = entry.values['title'];
  const item = {
    id: row.id,
    row,
    kind,
    title: typeof title === 'string' && title !== '' ? title : (head?.label ?? reviewMessages.noTitle),
    day: day === '' ? reviewMessages.noDay : formatDay(day),
    figure: head?.figure && typeof figure === 'number' ? withUnit(figure, head.figure.unit) : '',
    flags: reviewFlags(row, kind),
    submittedAt: row.submittedAt,
    isWaiting,
  };
  const own = foldForSearch([item.title, item.day, row.unitName, head?.label ?? '', entry.author.name].join(' '));
  return { ...item, folded: `${own} ${unitTexts(entry.unit)}` };
}
