import { isRequired } from '../domain/asked.ts';
import type { Field, Kind } from '../domain/kinds/field.ts';
import { foldForSearch } from '../domain/text.ts';
import { columnsOf } from './columns.ts';
import type { ReadCell, Sheet } from './sheet.ts';

/** How each type of field is filled in, in the words of whoever hands the template out. */
export interface TemplateWords {
  required: string;
  sometimesRequired: string;
  oneOf: string;
  someOf: string;
  several: string;
  /** By type of field. */
  types: Partial<Record<Field['type'], string>>;
  address: string;
  options: string;
}

/** An empty sheet of a kind: its headings, how to fill them in, and beside it what may be chosen. */
export function templateSheets(name: string, kind: Kind, words: TemplateWords): Sheet[] {
  const columns = columnsOf(kind);
  const chosen = columns.filter(({ field }) => optionsOf(field).length > 0);
  const longest = Math.max(0, ...chosen.map(({ field }) => optionsOf(field).length));
  const options: Sheet = {
    name: words.options,
    header: chosen.map(({ header }) => header),
    rows: Array.from({ length: longest }, (_, row) => chosen.map(({ field }) => optionsOf(field)[row] ?? null)),
  };
  const sheet: Sheet = {
    name,
    header: columns.map(({ header }) => header),
    hints: columns.map(({ field }) => hintOf(field, words)),
    rows: [],
  };
  return chosen.length > 0 ? [sheet, options] : [sheet];
}

/** Whether a row only says how the columns are filled in. */
export function isHintRow(row: readonly ReadCell[], fields: readonly (Field | undefined)[], words: TemplateWords): boolean {
  const filled = row.flatMap((cell, column) => (cell === '' || fields[column] === undefined ? [] : [[cell, fields[column]] as const]));
  return filled.length > 1 && filled.every(([cell, field]) => foldForSearch(String(cell)) === foldForSearch(hintOf(field, words)));
}

function hintOf(field: Field, words: TemplateWords): string {
  const need = isRequired(field, {}) ? words.required : field.required ? words.sometimesRequired : '';
  const how = field.type === 'text' && field.address ? words.address : (words.types[field.type] ?? '');
  const choice = { choice: words.oneOf, choices: words.someOf };
  const options = field.type === 'choice' || field.type === 'choices' ? choice[field.type] : '';
  const hint = [need, options || how].filter(Boolean).join('. ');
  // A row of which a cell says nothing could not be told from what somebody typed.
  return hint || words.several;
}

function optionsOf(field: Field): string[] {
  return field.type === 'choice' || field.type === 'choices' ? field.options.map((option) => option.label) : [];
}
