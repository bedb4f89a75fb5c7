import type { Entry } from '../domain/entry.ts';
import type { Kind } from '../domain/kinds/field.ts';
import { foldForSearch } from '../domain/text.ts';
import { columnsOf } from './columns.ts';
import type { CellValue, ReadCell, Sheet } from './sheet.ts';
import { writeCell, type NameOf } from './write-cell.ts';

/** What a list of entries says beside their fields, and in which words. */
export interface EntriesWords {
  unit: string;
  status: string;
  author: string;
  photos: string;
  sum: string;
  statuses: Record<Entry['status'], string>;
}

export type ExportedEntry = Pick<Entry, 'values' | 'unit' | 'status'> & { author: string; photoCount: number };

/** Entries of one kind, a column for each of its fields, and the sums of what is counted. */
export function entriesSheet(
  { name, kind, entries }: { name: string; kind: Kind; entries: readonly ExportedEntry[] },
  { words, nameOf }: { words: EntriesWords; nameOf: NameOf },
): Sheet {
  const columns = columnsOf(kind);
  return {
    name,
    header: [...columns.map((column) => column.header), words.unit, words.status, words.author, words.photos],
    rows: entries.map((entry) => [
      ...columns.map(({ field }) => writeCell(field, entry.values[field.name], nameOf)),
      nameOf(entry.unit),
      words.statuses[entry.status],
      entry.author,
      entry.photoCount,
    ]),
    sums: sumsOf(
      columns.map(({ field }) => (field.type === 'number' ? sumOf(entries, field.name) : null)),
      { words, photos: entries.reduce((sum, entry) => sum + entry.photoCount, 0) },
    ),
  };
}

/** The word stands in the first column that is not added up. */
function sumsOf(sums: (number | null)[], { words, photos }: { words: EntriesWords; photos: number }): CellValue[] {
  const place = sums.indexOf(null);
  return [...sums.map((sum, column) => (column === place ? words.sum : sum)), null, null, null, photos];
}

/** The row of sums, when a sheet that was written here is read again. */
export function isSumRow(row: readonly ReadCell[], words: Pick<EntriesWords, 'sum'>): boolean {
  const first = row.find((cell) => typeof cell === 'string' && cell !== '');
  return typeof first === 'string' && foldForSearch(first) === foldForSearch(words.sum);
}

/** To hundredths, the finest that is entered: 0.1 + 0.2 is 0.3 in a report. */
function sumOf(entries: readonly ExportedEntry[], field: string): number {
  const hundredths = entries.reduce((sum, { values }) => {
    const value = values[field];
    return typeof value === 'number' ? sum + Math.round(value * 100) : sum;
  }, 0);
  return hundredths / 100;
}
