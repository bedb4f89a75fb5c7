import { normaliseAddress } from './address.ts';
import type { Field, FieldValue, FieldValues, Finding, Position } from './kinds/field.ts';
import { formatDay, formatNumber, normaliseText, parseDay, parseNumber, parseTime, type Day } from './text.ts';

/** What a form's controls hold: text as typed, not yet read. */
export type TypedValue = string | string[] | Record<string, string>[] | Position | null;
export type TypedValues = Record<string, TypedValue>;

/**
 * Reads what was typed. A number or a day that cannot be read is a finding and no value; the typed text itself stays
 * in the draft.
 */
export function readTyped(fields: readonly Field[], typed: TypedValues, today: Day): { values: FieldValues; findings: Finding[] } {
  const values: FieldValues = {};
  const findings: Finding[] = [];
  for (const field of fields) {
    const raw = typed[field.name];
    if (raw === undefined || raw === null) continue;
    const read = readOne(field, raw, today);
    if (read === unreadable) findings.push({ field: field.name, level: 'refused', reason: 'wrongType' });
    else if (read !== null) values[field.name] = read;
  }
  return { values, findings };
}

/** The typed form of stored values, as the controls show them. */
export function writeTyped(fields: readonly Field[], values: FieldValues): TypedValues {
  const typed: TypedValues = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (typeof value === 'number') typed[field.name] = formatNumber(value);
    else if (field.type === 'day' && typeof value === 'string') typed[field.name] = formatDay(value);
    else typed[field.name] = value;
  }
  return typed;
}

/** No text that somebody types can be mistaken for it. */
const unreadable = Symbol('unreadable');

function readOne(field: Field, raw: Exclude<TypedValue, null>, today: Day): FieldValue | null | typeof unreadable {
  if (typeof raw === 'string') {
    const text = normaliseText(raw);
    if (text === '') return null;
    if (field.type === 'number') return parseNumber(text) ?? unreadable;
    if (field.type === 'day') return parseDay(text, today, field) ?? unreadable;
    if (field.type === 'text' && field.address) return normaliseAddress(text) ?? unreadable;
    return text;
  }
  if (!Array.isArray(raw)) return raw;
  const members = raw.map((member) => (typeof member === 'string' ? readMember(field, member, today) : readRecord(field, member)));
  if (members.includes(unreadable)) return unreadable;
  const kept = members.filter((member) => member !== null && member !== unreadable);
  if (kept.length === 0) return null;
  const texts = kept.filter((member): member is string => typeof member === 'string');
  return texts.length > 0 ? [...new Set(texts)].sort() : kept.filter((member) => typeof member !== 'string');
}

function readMember(field: Field, member: string, today: Day): string | null | typeof unreadable {
  const text = normaliseText(member);
  if (text === '') return null;
  if (field.type === 'times') return parseTime(text) ?? unreadable;
  if (field.type === 'days') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : (parseDay(text, today) ?? unreadable);
  return text;
}

/** A row of which nothing was filled is no row. */
function readRecord(field: Field, row: Record<string, string>): Record<string, string> | null | typeof unreadable {
  const columns = field.type === 'records' ? field.columns : [];
  const addresses = new Set(columns.filter((column) => column.address).map((column) => column.name));
  const filled = Object.entries(row)
    .map(([column, typed]) => [column, normaliseText(typed)] as const)
    .filter(([, text]) => text !== '')
    // An address that cannot be read stays as typed; the checks say so.
    .map(([column, text]) => [column, (addresses.has(column) && normaliseAddress(text)) || text] as const);
  if (filled.length === 0) return null;
  const read = Object.fromEntries(filled);
  for (const { name } of columns.filter((column) => column.count)) {
    const text = read[name];
    if (text === undefined) continue;
    const count = parseNumber(text);
    if (count === null || !Number.isInteger(count)) return unreadable;
    read[name] = formatNumber(count);
  }
  return read;
}
