import type { Entry } from '../../domain/entry.ts';
import { listOf, textOf } from '../../domain/kinds/field.ts';
import { foldForSearch } from '../../domain/text.ts';
import type { LogFilters } from '../state/view.ts';

/** Every word of the search must be there, in any order and without its marks. Folded once, for however many texts are asked. */
export function searcherFor(search: string): (foldedText: string, foldedNames?: string) => boolean {
  const words = foldForSearch(search).split(' ');
  return (foldedText, foldedNames = '') => words.every((word) => foldedText.includes(word) || foldedNames.includes(word));
}

/** The filters that an entry answers by itself; its state on this device is asked apart. */
export function keepsEntry({ kind, values }: Entry, filters: Pick<LogFilters, 'kind' | 'topic' | 'task'>): boolean {
  if (filters.kind !== null && kind !== filters.kind) return false;
  if (filters.topic !== null && !listOf(values, 'topics').includes(filters.topic)) return false;
  return filters.task === null || textOf(values, 'taskId') === filters.task;
}
