import { lastWordsPlace } from './last-words-place.ts';
import type { DraftRow } from './rows.ts';

/**
 * Words that a page had not yet brought to disk when it was put away. A transaction that has only begun dies with the page
 * on a reload; what is written here at once does not.
 */
export function keepLastWords(person: string, draft: DraftRow): void {
  try {
    localStorage.setItem(lastWordsPlace(person, draft.id), JSON.stringify(draft));
  } catch {
    // No room: what the disk has is all that there is.
  }
}

export function dropLastWords(person: string, draft: string): void {
  localStorage.removeItem(lastWordsPlace(person, draft));
}
