import type { HistoryItem } from '../../sync/history.ts';
import { readingMessages } from '../messages/vi.reading.ts';

const words = readingMessages.history;

/** What somebody decided about an entry, and with which words, after their name; null for what is no decision, or was not taken. */
export function decisionOf({
  type,
  verdict,
  remark,
  outcome,
}: Pick<HistoryItem, 'type' | 'verdict' | 'remark' | 'outcome'>): string | null {
  // An older server does not say how a review ended.
  const did = outcome === 'held' ? undefined : words.decided[type === 'review' ? (verdict ?? '') : type];
  if (did === undefined) return null;
  return remark ? words.remark(did, remark) : did;
}
