import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTyped, writeTyped, type TypedValues } from '../../src/domain/input.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import type { Field, FieldValue, FieldValues } from '../../src/domain/kinds/field.ts';
import { training } from '../../src/domain/kinds/training.ts';
import { visualDisplay } from '../../src/domain/kinds/visualDisplay.ts';
import { addDays } from '../../src/domain/text.ts';

const today = '2026-11-24';
const read = (typed: TypedValues, kind = training) => readTyped(kind.fields, typed, today);

describe('reading what was typed', () => {
  test('no text is mistaken for one that cannot be read', () => {
    expect(read({ title: 'unreadable', note: 'null' })).toEqual({ values: { title: 'unreadable', note: 'null' }, findings: [] });
  });

  test('days, times and numbers come out as values', () => {
    const { values, findings } = read(
      { startTimes: ['7h30', '1705'], airDates: ['5/3'], durationMinutes: '0,5', airings: '1.234' },
      broadcast,
    );
    expect(findings).toEqual([]);
    expect(values).toEqual({ startTimes: ['07:30', '17:05'], airDates: ['2026-03-05'], durationMinutes: 0.5, airings: 1234 });
  });

  test('a number that is none is said to be wrong, and is not taken for an empty field', () => {
    const { values, findings } = read({ attendance: 'bốn mươi tám' });
    expect(values).toEqual({});
    expect(findings).toEqual([{ field: 'attendance', level: 'refused', reason: 'wrongType' }]);
  });

  test('one wrong day spoils its series rather than getting lost in it', () => {
    expect(read({ airDates: ['5/3', '31/2'] }, broadcast).findings).toMatchObject([{ field: 'airDates', reason: 'wrongType' }]);
  });

  test('blanks are nothing', () => {
    expect(read({ title: '   ', attendance: ' ', audience: [], lecturers: [{ name: ' ', position: '' }] }).values).toEqual({});
  });

  test('text pasted in pieces is stored whole, in rows too', () => {
    const { values } = read({ title: ' Tập huấn '.normalize('NFD'), lecturers: [{ name: 'Phạm Thị Hoà'.normalize('NFD'), position: '' }] });
    expect(values).toEqual({ title: 'Tập huấn'.normalize('NFC'), lecturers: [{ name: 'Phạm Thị Hoà'.normalize('NFC') }] });
  });

  test('the same choice twice is one', () => {
    expect(read({ audience: ['people', 'leaders', 'people'] }).values).toEqual({ audience: ['leaders', 'people'] });
  });
});

describe.each([broadcast, training, visualDisplay])('a stored $noun shown in its form', (kind) => {
  test('is read back as it was', () => {
    fc.assert(
      fc.property(valuesOf(kind.fields), (values) => {
        const { values: again, findings } = readTyped(kind.fields, writeTyped(kind.fields, values), today);
        expect(findings).toEqual([]);
        expect(again).toEqual(values);
      }),
    );
  });
});

function valuesOf(fields: readonly Field[]): fc.Arbitrary<FieldValues> {
  const shapes = Object.fromEntries(fields.map((field) => [field.name, fc.option(valueOf(field), { nil: undefined })]));
  return fc
    .record(shapes)
    .map((values) => Object.fromEntries(Object.entries(values).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined)));
}

function valueOf(field: Field): fc.Arbitrary<FieldValue> {
  const day = fc.integer({ min: 0, max: 3000 }).map((back) => addDays(today, -back));
  const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
  switch (field.type) {
    case 'text':
      return text;
    case 'number':
      return field.decimals ? fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100) : fc.integer({ min: 0, max: field.maximum });
    case 'day':
      return day;
    case 'days':
      return sortedSet(day, field.maximumCount);
    case 'times':
      return sortedSet(
        time.map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
        4,
      );
    case 'choice':
      return fc.constantFrom(...field.options.map((option) => option.id));
    case 'choices':
      return sortedSet(fc.constantFrom(...field.options.map((option) => option.id)), field.options.length);
    case 'units':
      return sortedSet(fc.constantFrom('11953@2025-07-01', '12322@2025-07-01'), 2);
    case 'records':
      return fc.array(fc.record(Object.fromEntries(field.columns.map((column) => [column.name, text]))), { minLength: 1, maxLength: 3 });
    case 'position':
      return fc.constant({ latitude: 20.943, longitude: 106.06, accuracy: 100 });
  }
}

const text = fc
  .string({ unit: fc.constantFrom('ấ', 'Đ', 'ỗ', 'n', 'g', ' ', '/', '7'), minLength: 1, maxLength: 30 })
  .map((drawn) => drawn.normalize('NFC').trim())
  .filter((drawn) => drawn !== '');

function sortedSet(member: fc.Arbitrary<string>, most: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(member, { minLength: 1, maxLength: most }).map((members) => members.sort());
}
