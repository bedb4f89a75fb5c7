import * as fc from 'fast-check';
import { daysOf } from '../../src/app/entry/controls.ts';
import { normaliseAddress } from '../../src/domain/address.ts';
import { isRequired, withoutHidden } from '../../src/domain/asked.ts';
import type { Field, FieldValue, FieldValues, Kind, Option, Rule, TextField } from '../../src/domain/kinds/field.ts';
import { numberOf, textOf } from '../../src/domain/kinds/field.ts';
import { mostAllowed } from '../../src/domain/rules.ts';
import { addDays, daysBetween, formatNumber, weekdayOf } from '../../src/domain/text.ts';

/** Entries of any kind, made from nothing but what the kind says of itself. */

export const today = '2026-11-24';
export const served = ['11953@2025-07-01', '12322@2025-07-01'];
/** Whom the units of the tests may hold something with: there on all those days. */
export const others = ['11953@2025-07-01', '12364@2025-07-01', 'org-trung-tam-pho-hien@2025-07-01'];
/** All on days on which the units of the tests were there. */
const mostDaysBack = 500;

/** A complete entry as it is stored: within all limits, nothing that is not asked, every rule kept. */
export function completeValues(kind: Kind, situation: { served: readonly string[] } = { served: [] }): fc.Arbitrary<FieldValues> {
  const names = kind.fields.map((field) => field.name);
  const all = fc.record(Object.fromEntries(kind.fields.map((field) => [field.name, valueOf(field)])));
  return fc.tuple(all, fc.subarray(names)).map(([drawn, left]) => {
    const kept = withoutOptional(kind, drawn, new Set(left));
    return withoutHidden(kind, (kind.rules ?? []).reduce(keepRule, kept), situation);
  });
}

function withoutOptional(kind: Kind, drawn: FieldValues, left: ReadonlySet<string>): FieldValues {
  const some = Object.fromEntries(Object.entries(drawn).filter(([name]) => !left.has(name)));
  const required = kind.fields.filter((field) => isRequired(field, { ...drawn, ...some }));
  return { ...some, ...Object.fromEntries(required.map(({ name }) => [name, drawn[name] as FieldValue])) };
}

function keepRule(values: FieldValues, rule: Rule): FieldValues {
  const { field } = rule;
  switch (rule.type) {
    case 'notBefore': {
      const [from, to] = [textOf(values, rule.other), textOf(values, field)];
      if (from === undefined || to === undefined) return values;
      const days = Math.max(0, Math.min(daysBetween(from, to), (rule.longest ?? Infinity) - 1));
      return { ...values, [field]: addDays(from, days) };
    }
    case 'notAbove': {
      const number = numberOf(values, field);
      return number === undefined ? values : { ...values, [field]: Math.min(number, mostAllowed(rule, values) ?? number) };
    }
    case 'notBelow': {
      const [least, number] = [numberOf(values, rule.other), numberOf(values, field)];
      return least === undefined || number === undefined ? values : { ...values, [field]: Math.max(least, number) };
    }
  }
}

/** A value within the field's own limits, as it is stored. */
export function valueOf(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.type) {
    case 'text':
      return field.address ? address : textOfLength(field);
    case 'number':
      return field.decimals
        ? fc.integer({ min: Math.ceil(field.minimum * 100), max: field.maximum * 100 }).map((hundredths) => hundredths / 100)
        : fc.integer({ min: field.minimum, max: field.maximum });
    case 'day':
      return fc.integer({ min: field.future ? -300 : 0, max: mostDaysBack }).map((back) => addDays(today, -back));
    case 'days':
      return series(field.maximumCount);
    case 'times':
      return sortedSet(time, 4);
    case 'choice':
      return fc.constantFrom(...lasting(field.options));
    case 'choices':
      return sortedSet(fc.constantFrom(...lasting(field.options)), lasting(field.options).length);
    case 'units':
      return field.offered === 'served'
        ? sortedSet(fc.constantFrom(...served), served.length)
        : sortedSet(fc.constantFrom(...others), others.length);
    case 'records':
      return fc.array(row(field.columns), { minLength: 1, maxLength: 3 });
    case 'task':
      return fc.constantFrom('t07', 't14');
    case 'position':
      return fc.constant({ latitude: 20.943, longitude: 106.06, accuracy: 100 });
  }
}

/** What may be chosen on any day. */
function lasting(options: readonly Option[]): string[] {
  return options.filter((option) => option.validTo === undefined).map((option) => option.id);
}

const letters = fc.constantFrom('ấ', 'Đ', 'ỗ', 'ự', 'n', 'g', ' ', '/', '-', '7', '“', '\n');

function textOfLength({ minimumLength = 1, maximumLength }: Pick<TextField, 'minimumLength' | 'maximumLength'>): fc.Arbitrary<string> {
  return fc
    .string({ unit: letters, minLength: minimumLength, maxLength: Math.min(maximumLength, 40) })
    .map((drawn) => drawn.normalize('NFC').trim())
    .filter((text) => text.length >= minimumLength);
}

const address = fc
  .webUrl({ withQueryParameters: true })
  .map(normaliseAddress)
  .filter((drawn): drawn is string => drawn !== null && drawn.length <= 300);

const count = fc.integer({ min: 0, max: 99_999 }).map(formatNumber);

const time = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

/** Days as they are asked for: from one to another, on some weekdays. */
function series(most: number): fc.Arbitrary<string[]> {
  return fc
    .record({
      from: fc.integer({ min: most, max: mostDaysBack }).map((back) => addDays(today, -back)),
      length: fc.integer({ min: 0, max: most - 1 }),
      weekdays: fc.subarray(['0', '1', '2', '3', '4', '5', '6']),
    })
    .map(({ from, length, weekdays }) => daysOf({ from, to: addDays(from, length), weekdays: [...weekdays, String(weekdayOf(from))] }));
}

function row(columns: Extract<Field, { type: 'records' }>['columns']): fc.Arbitrary<Record<string, string>> {
  const required = columns.filter((column) => column.required).map((column) => column.name);
  const cells = columns.map((column) => [column.name, column.address ? address : column.count ? count : textOfLength(column)] as const);
  return fc.record(Object.fromEntries(cells), { requiredKeys: required }).filter((drawn) => Object.keys(drawn).length > 0);
}

function sortedSet(member: fc.Arbitrary<string>, most: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(member, { minLength: 1, maxLength: most }).map((members) => members.sort());
}
