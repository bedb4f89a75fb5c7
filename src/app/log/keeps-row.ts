import type { Entry } from '../../domain/entry.ts';
import { listOf } from '../../domain/kinds/field.ts';
import { foldForSearch } from '../../domain/text.ts';
import type { LogFilters } from '../state/view.ts';

/** Every word of the search must be there, in any order and without its marks. Folded once, for however many texts are asked. */
export function searcherFor(search: string): (foldedText: string, foldedNames?: string) => boolean {
  const words = wordsOf(search);
  return (foldedText, foldedNames = '') => words.every((word) => foldedText.includes(word) || foldedNames.includes(word));
}

export function wordsOf(search: string): string[] {
  return foldForSearch(search).split(' ');
}

/** The same for thousands of rows of few units: what a unit is found by is asked once for each word, not for each row. */
export function rowSearcherFor(
  words: readonly string[],
  unitNames: ReadonlyMap<string, string>,
): (row: { search: string; unit: string }) => boolean {
  const asked = words.map((word) => {
    const units = [...unitNames].flatMap(([unit, foldedNames]) => (foldedNames.includes(word) ? [unit] : []));
    return { word, units: new Set(units) };
  });
  return ({ search, unit }) => asked.every(({ word, units }) => search.includes(word) || units.has(unit));
}

/** The filters that an entry answers by itself; its state on this device is asked apart. */
export function keepsEntry({ kind, values }: Pick<Entry, 'kind' | 'values'>, filters: Pick<LogFilters, 'kind' | 'topic'>): boolean {
  if (filters.kind !== null && kind !== filters.kind) return false;
  return filters.topic === null || listOf(values, 'topics').includes(filters.topic);
}
