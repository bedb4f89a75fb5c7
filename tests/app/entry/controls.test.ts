import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readControls, writeControls, type Controls } from '../../../src/app/entry/controls.ts';
import { readTyped, writeTyped } from '../../../src/domain/input.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { listOf, type FieldValues } from '../../../src/domain/kinds/field.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { addDays } from '../../../src/domain/text.ts';
import { broadcastValues, trainingValues } from '../../fakes/device.ts';

const today = '2026-11-24';

describe('the keys of a day', () => {
  test('today and yesterday are keys, any other day is typed', () => {
    expect(controlsOf(training, { startDate: '2026-11-24' })).toMatchObject({ 'startDate:mode': '2026-11-24' });
    expect(controlsOf(training, { startDate: '2026-11-23' })).toMatchObject({ 'startDate:mode': '2026-11-23' });
    expect(controlsOf(training, { startDate: '2026-03-05' })).toMatchObject({ 'startDate:mode': 'other', 'startDate:typed': '05/03/2026' });
  });

  test('a draft that said “today” still means that day when it is opened a week later', () => {
    const draft = controlsOf(training, { startDate: today });
    const typed = { ...draft, ...readControls(training.fields, draft, today) };
    const later = writeControls(training.fields, typed, addDays(today, 7));
    expect(later).toMatchObject({ 'startDate:mode': 'other', 'startDate:typed': '24/11/2026' });
  });

  test('a day that cannot be read stays as it was typed', () => {
    const draft: Controls = { ...controlsOf(training, {}), 'startDate:mode': 'other', 'startDate:typed': '31/2' };
    const typed = { ...draft, ...readControls(training.fields, draft, today) };
    expect(writeControls(training.fields, typed, today)).toMatchObject({ 'startDate:mode': 'other', 'startDate:typed': '31/2' });
  });
});

describe('a series of days', () => {
  test('is every chosen weekday from one day to the other', () => {
    expect(series('16/11', '22/11', ['1', '3', '5'])).toEqual(['2026-11-16', '2026-11-18', '2026-11-20']);
  });

  test('from and to may be the wrong way round', () => {
    expect(series('22/11', '20/11', ['0', '1', '2', '3', '4', '5', '6'])).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
  });

  test('that cannot be read is said to be wrong', () => {
    const controls = { 'airDates:mode': 'many', 'airDates:from': '31/2', 'airDates:to': '5/3', 'airDates:weekdays': ['1'] };
    expect(readTyped(broadcast.fields, readControls(broadcast.fields, controls, today), today).findings).toMatchObject([
      { field: 'airDates', reason: 'wrongType' },
    ]);
  });
});

describe('times', () => {
  test('the usual ones are keys, others are typed, several with commas', () => {
    expect(controlsOf(broadcast, { startTimes: ['07:30', '11:15', '17:00'] })).toMatchObject({
      'startTimes:chosen': ['17:00', 'other'],
      'startTimes:typed': '07:30, 11:15',
    });
    const controls = { 'startTimes:chosen': ['05:00', 'other'], 'startTimes:typed': '7h30, 1705' };
    expect(readControls(broadcast.fields, controls, today)['startTimes']).toEqual(['05:00', '7h30', ' 1705']);
  });

  test('typed ones do not count while their key is off', () => {
    const controls = { 'startTimes:chosen': ['05:00'], 'startTimes:typed': '7h30' };
    expect(readControls(broadcast.fields, controls, today)['startTimes']).toEqual(['05:00']);
  });
});

describe('a whole form', () => {
  test.each([
    [broadcast, broadcastValues()],
    [training, trainingValues()],
  ] as const)('shows what is stored and reads it back', (kind, values) => {
    expect(readBack(kind, values)).toEqual(values);
  });

  test('reads back any set of days', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 4 }),
        (weekdays, weeks) => {
          const days = Array.from({ length: weeks * 7 }, (_, index) => addDays('2026-10-19', index)).filter((day) =>
            weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
          );
          expect(readBack(broadcast, { airDates: days })).toEqual({ airDates: days });
        },
      ),
    );
  });

  test('gives every tick box a list, also an empty one', () => {
    expect(controlsOf(training, {})).toMatchObject({ audience: [], topics: [], title: '', attendance: '', lecturers: [], geo: null });
  });
});

function controlsOf(kind: typeof broadcast, values: FieldValues): Controls {
  return writeControls(kind.fields, writeTyped(kind.fields, values), today);
}

function readBack(kind: typeof broadcast, values: FieldValues): FieldValues {
  return readTyped(kind.fields, readControls(kind.fields, controlsOf(kind, values), today), today).values;
}

function series(from: string, to: string, weekdays: string[]): string[] {
  const controls = { 'airDates:mode': 'many', 'airDates:from': from, 'airDates:to': to, 'airDates:weekdays': weekdays };
  const { values } = readTyped(broadcast.fields, readControls(broadcast.fields, controls, today), today);
  return listOf(values, 'airDates');
}
