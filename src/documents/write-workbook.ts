import writeXlsxFile, { type Cell, type CellObject } from 'write-excel-file/universal';
import { daysBetween } from '../domain/text.ts';
import type { CellValue, Sheet } from './sheet.ts';

/** Official papers are set in it, and every office computer has it. */
const font = { fontFamily: 'Times New Roman', fontSize: 12 };
const widest = 60;
/** Spreadsheets count days from here. */
const dayZero = '1899-12-30';

/** The bytes of an .xlsx: text as text, numbers and days as such, so that they can be added up and sorted. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const written = sheets.map((sheet) => ({
    sheet: sheet.name,
    stickyRowsCount: 1,
    columns: sheet.header.map((heading, column) => ({ width: widthOf(sheet, heading, column) })),
    data: [
      sheet.header.map(
        (heading): Cell => ({
          value: heading,
          type: String,
          fontWeight: 'bold',
          wrap: true,
          alignVertical: 'center',
          backgroundColor: '#E6EAF0',
        }),
      ),
      ...(sheet.hints ? [sheet.hints.map((hint): Cell => ({ value: hint, type: String, wrap: true, textColor: '#566072' }))] : []),
      ...sheet.rows.map((row) => row.map((value): Cell => cellOf(value))),
      ...(sheet.sums ? [sheet.sums.map((value): Cell => cellOf(value, { fontWeight: 'bold' }))] : []),
    ],
  }));
  // The library speaks of a Blob, of which this part of the program knows only what it needs.
  const file: { arrayBuffer: () => Promise<ArrayBuffer> } = await writeXlsxFile(written, font).toBlob();
  return new Uint8Array(await file.arrayBuffer());
}

function cellOf(value: CellValue, style: CellObject = {}): Cell {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return { ...style, value, type: String, wrap: true, alignVertical: 'top' };
  if (typeof value === 'number') {
    return { ...style, value, type: Number, format: Number.isInteger(value) ? '#,##0' : '#,##0.##', alignVertical: 'top' };
  }
  return { ...style, value: daysBetween(dayZero, value.day), type: Number, format: 'dd/mm/yyyy', alignVertical: 'top' };
}

/** As wide as what stands in it, within reason. */
function widthOf(sheet: Sheet, heading: string, column: number): number {
  const longest = sheet.rows.slice(0, 200).reduce((most, row) => Math.max(most, lengthOf(row[column] ?? null)), 0);
  return Math.min(widest, Math.max(12, Math.ceil(heading.length / 2) + 2, longest + 2));
}

function lengthOf(value: CellValue): number {
  if (value === null) return 0;
  if (typeof value === 'string') return value.length;
  return typeof value === 'number' ? String(value).length + 3 : 10;
}
