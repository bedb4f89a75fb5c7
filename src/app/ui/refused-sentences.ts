import { readBody } from '../../localdb/entry-view.ts';
import { isOfErased } from '../../localdb/forget-erased.ts';
import type { HeldRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';

/** Of the refused changes of one entry: what is safe, why each was not taken, and what to do; each sentence once. */
export function refusedSentences(held: readonly HeldRow[]): (readonly string[])[] {
  // Taken back before the server had refused it: there was nothing to take back.
  const isTakenBack = held.some((row) => readBody(row).type === 'new') && held.some((row) => readBody(row).type === 'void');
  if (isTakenBack) return [readingMessages.takenBack];
  const sentences = held.map(sentenceFor);
  return [...new Map(sentences.map((each) => [each[1], each])).values()];
}

function sentenceFor(row: HeldRow): readonly string[] {
  if (isOfErased(row)) return readingMessages.erased;
  const { type } = readBody(row);
  const isDecision = type === 'review' || type === 'reopen' || type === 'withdraw';
  if (row.reason !== 'state') return readingMessages.held[row.reason];
  if (row.field !== null) return readingMessages.heldByConflict[isDecision ? 'decision' : 'change'];
  return isDecision ? readingMessages.heldDecision : readingMessages.held.state;
}
