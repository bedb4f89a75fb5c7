import { normaliseAddress } from '../../domain/address.ts';
import type { Field, FieldValue, FieldValues, Kind, Position } from '../../domain/kinds/field.ts';
import { isAsked } from '../../domain/asked.ts';
import { formatDay, formatNumber } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';

/** What a unit, or a task of the plan, is called; its key while the catalogue does not know it. */
export type UnitName = (key: string) => string;

export interface DetailLine {
  field: string;
  label: string;
  /** Several for lists whose members are long. */
  texts: string[];
  /** Where the one text leads to. */
  href?: string;
}

/** How the entry stands today, every filled field in the kind's order, then its sums. The heading says the title already. */
export function detailLines(kind: Kind, values: FieldValues, { today, unitName }: { today: string; unitName: UnitName }): DetailLine[] {
  const served = kind.fields
    .filter((field) => field.type === 'units' && field.offered === 'served')
    .flatMap((field) => texts(values[field.name]));
  const filled = kind.fields.filter(
    (field) => field.name !== 'title' && values[field.name] !== undefined && isAsked(field, values, { served }),
  );
  const sums = (kind.derived?.(values) ?? []).filter((sum) => sum.value > 0);
  const state = kind.state?.(values, today);
  return [
    ...(state ? [{ field: 'state', label: readingMessages.entry.state, texts: [state.label] }] : []),
    ...filled.map((field) => ({
      field: field.name,
      label: field.label,
      texts: valueTexts(field, values[field.name] ?? null, unitName),
      ...linkOf(field, values[field.name]),
    })),
    ...sums.map((sum) => ({ field: sum.label, label: sum.label, texts: [withUnit(sum.value, sum.unit)] })),
  ];
}

/** What came over the wire is a link only if it is a page's address and nothing else. */
function linkOf(field: Field, value: FieldValue | undefined): { href?: string } {
  const address = field.type === 'text' && field.address && typeof value === 'string' ? normaliseAddress(value) : null;
  return address === null ? {} : { href: address };
}

/** One value in one line, for a comparison; empty where there is none. */
export function valueText(field: Field | undefined, value: FieldValue | null, unitName: UnitName): string {
  return (field ? valueTexts(field, value, unitName) : texts(value)).join('; ');
}

/** A number never stands alone on a line without what it counts. */
export function withUnit(value: number, unit: string): string {
  return `${formatNumber(value)}\u00A0${unit.replaceAll(' ', '\u00A0')}`;
}

function valueTexts(field: Field, value: FieldValue | null, unitName: UnitName): string[] {
  if (value === null) return [];
  switch (field.type) {
    case 'number':
      return typeof value === 'number' ? [withUnit(value, field.unit)] : texts(value);
    case 'day':
    case 'days':
      return joined(texts(value).map((day) => formatDay(day)));
    case 'choice':
    case 'choices': {
      const labels = new Map(field.options.map((option) => [option.id, option.label]));
      const chosen = texts(value).map((id) => labels.get(id) ?? id);
      // Labels may hold commas themselves; each on its own line stays readable.
      return chosen.some((label) => label.includes(',')) ? chosen : joined(chosen);
    }
    case 'units':
      return joined(texts(value).map(unitName));
    case 'task':
      return texts(value).map(unitName);
    case 'records':
      return records(value).map((record) =>
        field.columns
          .map((column) => record[column.name] ?? '')
          .filter((text) => text !== '')
          .join(' – '),
      );
    case 'position':
      return isPosition(value)
        ? [readingMessages.entry.position(degrees(value.latitude), degrees(value.longitude), formatNumber(value.accuracy))]
        : texts(value);
    case 'times':
    case 'text':
      return joined(texts(value));
  }
}

function joined(members: string[]): string[] {
  return members.length > 0 ? [members.join(', ')] : [];
}

/** A newer build may have written a shape that this one does not know; what is text is shown. */
function texts(value: FieldValue | null | undefined): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [formatNumber(value)];
  return Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
}

function records(value: FieldValue): Record<string, string>[] {
  return Array.isArray(value) ? value.filter((member): member is Record<string, string> => typeof member === 'object') : [];
}

function isPosition(value: FieldValue): value is Position {
  return typeof value === 'object' && 'latitude' in value && 'longitude' in value;
}

function degrees(angle: number): string {
  return angle.toFixed(4).replace('.', ',');
}
