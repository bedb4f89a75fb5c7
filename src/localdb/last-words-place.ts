/** Where a page that is put away leaves the words that had not come to disk, of each person and draft. */
export const lastWordsPlace = (person: string, draft: string): string => `so.last-words:${person}:${draft}`;

export function lastWordsPlaces(person: string): string[] {
  return Object.keys(localStorage).filter((place) => place.startsWith(lastWordsPlace(person, '')));
}
