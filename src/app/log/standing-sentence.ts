import { readingMessages } from '../messages/vi.reading.ts';
import type { ChipState } from '../ui/chip.tsx';

/** How an entry stands, and what that asks of whoever reads it. Only an author's unit can choose between two versions. */
export function standingSentence(state: ChipState, { places, mayChoose }: { places: number; mayChoose: boolean }): string {
  if (state === 'conflict' && mayChoose) return readingMessages.entry.chooseVersion(places);
  return readingMessages.entry.sentence[state];
}
