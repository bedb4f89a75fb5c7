import { describe, expect, test } from 'vitest';
import { atNearestSession } from '../../../src/app/entry/nearest-session.ts';
import { prefill } from '../../../src/app/entry/prefill.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { hiepCuong } from '../../fakes/device.ts';

/** A Tuesday. */
const day = '2026-11-24';
const line = (time: string, weekdays: number[] = [1, 2, 3, 4, 5, 6]) => ({
  id: time,
  weekdays,
  time,
  from: '2026-11-01',
  to: null,
  values: {},
});

const usual = [line('05:00'), line('17:00')];

function fresh(clock: string, { lines = usual, preset = {} }: { lines?: typeof usual; preset?: FieldValues } = {}): FieldValues {
  const schedule = { unit: hiepCuong, kind: 'broadcast', lines, exceptions: [] };
  const values = prefill(broadcast, { today: day, preset, last: null });
  const now = Date.parse(`${day}T${clock}:00+07:00`);
  return atNearestSession({ kind: broadcast, unit: hiepCuong, person: { schedules: [{ schedule, revision: 1 }] }, now }, values);
}

describe('the hour of a fresh broadcast', () => {
  test.each([
    ['05:00', '05:00', 'morning'],
    ['16:59', '05:00', 'morning'],
    ['23:10', '17:00', 'afternoon'],
  ])('at %s is %s', (clock, time, session) => {
    const preset = { startTimes: ['17:00'], sessions: ['afternoon'] };
    expect(fresh(clock, { preset })).toMatchObject({ startTimes: [time], sessions: [session], airings: 1 });
  });

  test('before the first of the day, and on a day without any, is the profile’s', () => {
    const preset = { startTimes: ['17:00'] };
    expect(fresh('04:30', { preset })['startTimes']).toEqual(['17:00']);
    expect(fresh('12:00', { preset, lines: [line('05:00', [0])] })['startTimes']).toEqual(['17:00']);
  });

  test('of a profile with more than one is the one that has passed last', () => {
    expect(fresh('12:00', { preset: { startTimes: ['05:00', '17:00'] }, lines: [] })['startTimes']).toEqual(['05:00']);
  });
});
