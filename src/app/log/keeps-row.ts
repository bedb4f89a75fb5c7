import { foldForSearch } from '../../domain/text.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { chipOf } from '../state/entry-chip.ts';
import type { SendingFacts } from '../state/sending.tsx';
import type { LogFilters } from '../state/view.ts';

/** Every word of the search must be there, in any order and without its marks. */
export function matchesSearch(foldedText: string, search: string): boolean {
  return foldForSearch(search)
    .split(' ')
    .every((word) => foldedText.includes(word));
}

export function keepsRow(
  row: EntryRow,
  filters: Pick<LogFilters, 'search' | 'kind' | 'status'>,
  facts: SendingFacts | undefined,
  phase: 'idle' | 'sending',
): boolean {
  if (filters.kind !== null && row.view.kind !== filters.kind) return false;
  if (filters.search !== '' && !matchesSearch(row.search, filters.search)) return false;
  return filters.status === null || chipOf(row, facts, phase).state === filters.status;
}
