import type { Field, Kind } from '../domain/kinds/field.ts';
import { foldForSearch } from '../domain/text.ts';

/** A field as a column of a sheet. */
export interface Column {
  field: Field;
  header: string;
}

/** One for each of the kind's fields, in its own order. */
export function columnsOf(kind: Kind): Column[] {
  return kind.fields.map((field) => ({ field, header: headerOf(field) }));
}

/** The label, with what the numbers count or what the parts of a row are. */
function headerOf(field: Field): string {
  if (field.type === 'number') return `${field.label} (${field.unit})`;
  if (field.type === 'records') return `${field.label} (${field.columns.map((column) => column.label).join(' | ')})`;
  return field.label;
}

/**
 * Which field each column of a sheet holds, by its heading: the label folded, with or without what stands in brackets
 * behind it. A field is held by one column only, the first.
 */
export function matchHeader(kind: Kind, header: readonly (string | number)[]): (string | null)[] {
  const names = new Map<string, string>();
  for (const { field, header: whole } of columnsOf(kind)) {
    for (const name of [whole, field.label, field.label.replace(/\s*\([^)]*\)\s*$/, '')]) {
      if (!names.has(plain(name))) names.set(plain(name), field.name);
    }
  }
  const taken = new Set<string>();
  return header.map((cell) => {
    const field = names.get(plain(String(cell))) ?? names.get(plain(String(cell).replace(/\s*\([^)]*\)\s*\*?\s*$/, '')));
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

function plain(heading: string): string {
  return foldForSearch(heading).replace(/\s*\*$/, '');
}
