import { matchHeader } from '../../documents/columns.ts';
import { isSumRow } from '../../documents/entries-sheet.ts';
import { mostColumns, mostRows } from '../../documents/read-workbook.ts';
import type { ReadCell } from '../../documents/sheet.ts';
import { isHintRow } from '../../documents/template-sheet.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import type { ImportRow } from '../../localdb/imports.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { workbookMessages } from '../messages/vi.workbook.ts';

/** A title or a date of the report may stand above the headings. */
const searchedForHeader = 10;

type Begun = ({ status: 'begun' } & Pick<ImportRow, 'header' | 'fields' | 'lines'>) | { status: 'empty' | 'tooMany' };

/** Which of several sheets has the most headings of the kind. */
export function likeliestSheet(kind: Kind, sheets: readonly (readonly ReadCell[][])[]): readonly ReadCell[][] {
  const counted = sheets.map((rows) => ({ rows, count: headerOf(kind, rows)?.count ?? 0 }));
  return counted.sort((one, other) => other.count - one.count)[0]?.rows ?? [];
}

/** Cells as they came become headings and lines; what only explains or adds up is left behind. */
export function beginImport(kind: Kind, rows: readonly (readonly ReadCell[])[], now: number): Begun {
  const header = headerOf(kind, rows);
  const width = Math.min(mostColumns, Math.max(0, ...rows.map((row) => row.length)));
  const headings = Array.from({ length: width }, (_, column) => {
    const heading = header ? String(rows[header.place]?.[column] ?? '').trim() : '';
    return heading || words.column(column + 1);
  });
  const fields = header ? matchHeader(kind, headings) : headings.map(() => null);
  const matched = fields.map((name) => kind.fields.find((field) => field.name === name));
  const lines = rows
    .slice(header ? header.place + 1 : 0)
    .filter((row) => !isSumRow(row, workbookMessages.entries) && !isHintRow(row, matched, workbookMessages.template))
    .map((row) => ({ id: newIdentifier(now), cells: headings.map((_, column) => inWholeLetters(row[column] ?? '')) }));
  if (lines.length === 0) return { status: 'empty' };
  return lines.length > mostRows ? { status: 'tooMany' } : { status: 'begun', header: headings, fields, lines };
}

/** Tables that were made on a Mac may have letters and marks apart. */
function inWholeLetters(cell: ReadCell): ReadCell {
  return typeof cell === 'string' ? cell.normalize('NFC') : cell;
}

function headerOf(kind: Kind, rows: readonly (readonly ReadCell[])[]): { place: number; count: number } | null {
  const counted = rows.slice(0, searchedForHeader).map((row, place) => ({
    place,
    count: matchHeader(kind, row).filter((field) => field !== null).length,
  }));
  const best = counted.sort((one, other) => other.count - one.count || one.place - other.place)[0];
  return best && best.count > 0 ? best : null;
}
