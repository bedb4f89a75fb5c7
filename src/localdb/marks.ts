import type { EntryRow } from './rows.ts';

/**
 * Gives a row its places in the index of the few that something is to be done about. The many others have none there: a
 * phone writes them by the thousand, and the browser takes longer for each place in an index than for the row itself.
 */
export function marked(row: Omit<EntryRow, 'marks'>): EntryRow {
  const { marks: _before, ...rest }: EntryRow = row;
  const marks = marksOf(row);
  return marks.length > 0 ? { ...rest, marks } : rest;
}

export function marksOf({ sync, status }: Pick<EntryRow, 'sync' | 'status'>): NonNullable<EntryRow['marks']> {
  return [...(sync === 'pending' || sync === 'stranded' ? [sync] : []), ...(status === 'returned' ? [status] : [])];
}
