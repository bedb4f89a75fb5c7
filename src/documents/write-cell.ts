import type { Field, FieldValue, Position } from '../domain/kinds/field.ts';
import { formatDay } from '../domain/text.ts';
import { joinParts } from './parts.ts';
import type { CellValue } from './sheet.ts';

/** What a unit, or a task of the plan, is called. */
export type NameOf = (key: string) => string;

/** A stored value as a cell: numbers and days as such, choices by their labels. `readCell` reads it back. */
export function writeCell(field: Field, value: FieldValue | undefined, nameOf: NameOf): CellValue {
  if (value === undefined) return null;
  if (typeof value === 'number') return value;
  switch (field.type) {
    case 'day':
      return typeof value === 'string' ? { day: value } : null;
    case 'days': {
      const days = texts(value);
      const [only] = days;
      return days.length === 1 && only !== undefined ? { day: only } : joinParts(days.map(formatDay), ';');
    }
    case 'choice':
    case 'choices': {
      const labels = new Map(field.options.map((option) => [option.id, option.label]));
      return joinParts(
        texts(value).map((id) => labels.get(id) ?? id),
        ';',
      );
    }
    case 'units':
      return joinParts(texts(value).map(nameOf), ';');
    case 'records':
      return records(value)
        .map((row) => partsOf(row, field.columns))
        .join('; ');
    case 'position':
      return isPosition(value) ? [value.latitude, value.longitude, value.accuracy].map(decimal).join('; ') : null;
    case 'times':
      return joinParts(texts(value), ';');
    case 'task':
      return typeof value === 'string' ? nameOf(value) : null;
    case 'text':
    case 'number':
      return typeof value === 'string' ? value : joinParts(texts(value), ';');
  }
}

function partsOf(row: Record<string, string>, columns: readonly { name: string }[]): string {
  const parts = columns.map((column) => row[column.name] ?? '');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return joinParts(parts, '|');
}

/** Every digit: a sheet is not a screen. */
function decimal(number: number): string {
  return String(number).replace('.', ',');
}

function texts(value: FieldValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
}

function records(value: FieldValue): Record<string, string>[] {
  return Array.isArray(value) ? value.filter((member): member is Record<string, string> => typeof member === 'object') : [];
}

function isPosition(value: FieldValue): value is Position {
  return typeof value === 'object' && 'latitude' in value && 'longitude' in value;
}
