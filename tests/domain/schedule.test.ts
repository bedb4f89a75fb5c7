import { describe, expect, test } from 'vitest';
import { checkEntry } from '../../src/domain/check.ts';
import {
  askedDays,
  type ExceptionReason,
  reasonOf,
  replaceLine,
  type ScheduleException,
  sessionsOn,
  sessionStandings,
  tellReason,
  valuesOfSession,
  withExceptions,
} from '../../src/domain/schedule.ts';
import { exceptionFaults, scheduleFaults } from '../../src/domain/schedule-faults.ts';
import { broadcastValues, hiepCuong } from '../fakes/device.ts';
import { kind, line, twoHoursADay } from '../fakes/schedules.ts';

const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00+07:00`);
const holiday: ScheduleException = {
  id: 'holiday',
  line: null,
  from: '2026-11-24',
  to: '2026-11-24',
  reason: 'holiday',
  instead: null,
};

function standingsOn(now: number, entries: Parameters<typeof sessionStandings>[2] = [], schedule = twoHoursADay()) {
  return sessionStandings({ schedule, kind }, askedDays(now), entries, now).map(({ day, time, state }) => `${day} ${time} ${state}`);
}

function entryOf(values: object, status: 'submitted' | 'void' = 'submitted') {
  return { id: 'entry', unit: hiepCuong, kind: 'broadcast', status, values: { ...broadcastValues(), ...values } };
}

describe('what is asked for on a day', () => {
  test('a session counts once its end has passed, and not while it is on the air', () => {
    expect(standingsOn(at('2026-11-23', '17:14'))).toEqual(['2026-11-23 05:00 due', '2026-11-23 17:00 future']);
    expect(standingsOn(at('2026-11-23', '17:15'))).toEqual(['2026-11-23 05:00 due', '2026-11-23 17:00 due']);
  });

  test('days that were missed are asked for, as far back as the open period and none before the schedule began', () => {
    expect(standingsOn(at('2026-11-24', '12:00'))).toEqual([
      '2026-11-23 05:00 due',
      '2026-11-23 17:00 due',
      '2026-11-24 05:00 due',
      '2026-11-24 17:00 future',
    ]);
    const lastOfQuarter = standingsOn(at('2026-12-14', '04:00'));
    expect([lastOfQuarter.length, lastOfQuarter[0]]).toEqual([38, '2026-11-23 05:00 due']);
    expect(standingsOn(at('2026-12-15', '04:00'))).toEqual(['2026-12-15 05:00 future', '2026-12-15 17:00 future']);
  });

  test('what was logged by hand is not asked for again, whatever else it says; what was taken back is', () => {
    const now = at('2026-11-23', '20:00');
    expect(standingsOn(now, [entryOf({ airDates: ['2026-11-23'], startTimes: ['05:00'] })])[0]).toBe('2026-11-23 05:00 logged');
    expect(standingsOn(now, [entryOf({ airDates: ['2026-11-23'], startTimes: ['05:00', '17:00'] })])).toEqual([
      '2026-11-23 05:00 logged',
      '2026-11-23 17:00 logged',
    ]);
    expect(standingsOn(now, [entryOf({ airDates: ['2026-11-23'], startTimes: ['05:00'] }, 'void')])[0]).toBe('2026-11-23 05:00 due');
    const other = { ...entryOf({ airDates: ['2026-11-23'], startTimes: ['05:00'] }), unit: 'another' };
    expect(standingsOn(now, [other])[0]).toBe('2026-11-23 05:00 due');
  });

  test('an entry without a time stands for the sessions of its part of the day', () => {
    const { startTimes: _times, ...values } = broadcastValues();
    const entry = { ...entryOf({}), values: { ...values, airDates: ['2026-11-23'], sessions: ['afternoon'] } };
    expect(standingsOn(at('2026-11-23', '20:00'), [entry])).toEqual(['2026-11-23 05:00 due', '2026-11-23 17:00 logged']);
  });
});

describe('holidays and exceptions', () => {
  test('a holiday leaves out every line of its day, and only of that', () => {
    const schedule = twoHoursADay({ exceptions: [holiday] });
    expect(sessionsOn(schedule, '2026-11-24').map((session) => session.leftOut)).toEqual(['holiday', 'holiday']);
    expect(sessionsOn(schedule, '2026-11-25').map((session) => session.leftOut)).toEqual([null, null]);
    expect(standingsOn(at('2026-11-24', '20:00'), [], schedule).slice(2)).toEqual(['2026-11-24 05:00 leftOut', '2026-11-24 17:00 leftOut']);
  });

  test('one line may be aired at another hour on one day, a holiday or not', () => {
    const moved = { ...holiday, id: 'moved', line: 'evening', instead: { time: '18:30', values: line('x', '18:30').values } };
    const schedule = twoHoursADay({ exceptions: [moved, holiday] });
    expect(sessionsOn(schedule, '2026-11-24').map(({ time, leftOut }) => [time, leftOut])).toEqual([
      ['05:00', 'holiday'],
      ['18:30', null],
    ]);
  });

  test('said on two devices, both are kept; taken back, one goes', () => {
    const mine = { ...holiday, id: 'mine', line: 'early' };
    const theirs = twoHoursADay({ exceptions: [holiday] });
    expect(withExceptions(theirs, { added: [mine], removed: [] }).exceptions).toEqual([holiday, mine]);
    expect(withExceptions(theirs, { added: [], removed: ['holiday'] }).exceptions).toEqual([]);
  });
});

describe('why a session was not held', () => {
  const reasons: ExceptionReason[] = ['power', 'loudspeaker', 'network', 'postponed', 'holiday', 'other'];

  test('is read as it was said', () => {
    expect(reasons.map((reason) => reasonOf({ ...holiday, ...tellReason(reason) }))).toEqual(reasons);
  });

  test('an app of before reads one that it does not know as another reason', () => {
    expect(reasons.map((reason) => tellReason(reason).reason)).toEqual(['power', 'loudspeaker', 'other', 'other', 'holiday', 'other']);
  });

  test('one of an app to come is another reason here', () => {
    expect(reasonOf({ ...holiday, reason: 'other', narrower: 'flood' })).toBe('other');
  });
});

describe('the entry that one tap makes', () => {
  test('is complete: nothing is missing or refused', () => {
    const [session] = sessionsOn(twoHoursADay(), '2026-11-24');
    const values = session ? valuesOfSession(kind, session, []) : {};
    expect(values).toMatchObject({ airDates: ['2026-11-24'], startTimes: ['05:00'], sessions: ['morning'], airings: 1 });
    expect(checkEntry(kind, values, { today: '2026-11-24', photoCount: 0, served: [] })).toEqual([]);
  });

  test('of a centre it is for all units that it works for on that day, or for those that the line names', () => {
    const session = { day: '2026-11-24', time: '05:00', values: line('early', '05:00').values };
    expect(valuesOfSession(kind, session, ['b', 'a'])['airedFor']).toEqual(['a', 'b']);
    const named = { ...session, values: { ...session.values, airedFor: ['b', 'left the district'] } };
    expect(valuesOfSession(kind, named, ['a', 'b'])['airedFor']).toEqual(['b']);
  });
});

function faultsOf(...lines: ReturnType<typeof line>[]) {
  return scheduleFaults(twoHoursADay({ lines }), kind, () => []);
}

function faultsOfException(change: Partial<ScheduleException>) {
  const moved = { ...holiday, line: 'evening', instead: { time: '18:30', values: line('x', '18:30').values }, ...change };
  return exceptionFaults(moved, { schedule: twoHoursADay(), kind, servedOnDay: () => [] });
}

describe('a line that is aired otherwise on some days', () => {
  test('makes complete entries too, or what is wrong is said', () => {
    const { approvedBy: _left, ...values } = line('x', '18:30').values;
    expect(faultsOfException({})).toEqual([]);
    expect(faultsOfException({ instead: { time: '18:30', values } })).toEqual([
      { line: 'evening', reason: 'incomplete', field: 'approvedBy' },
    ]);
    expect(faultsOfException({ instead: { time: '24:00', values: line('x', '18:30').values } })).toEqual([
      { line: 'evening', reason: 'badTime' },
    ]);
  });

  test('not at the hour of another line, and not all lines at one hour', () => {
    const atFive = { time: '05:00', values: line('x', '05:00').values };
    expect(faultsOfException({ instead: atFive })).toEqual([{ line: 'evening', reason: 'sameTime' }]);
    expect(faultsOfException({ instead: atFive, from: '2026-11-29', to: '2026-11-29' })).toEqual([]);
    expect(faultsOfException({ line: null })).toEqual([{ line: null, reason: 'sameTime' }]);
  });

  test('once written it keeps nobody from changing the schedule, whatever has become of the other lines', () => {
    const moved = { ...holiday, line: 'evening', instead: { time: '05:00', values: {} } };
    expect(scheduleFaults(twoHoursADay({ exceptions: [moved] }), kind, () => [])).toEqual([]);
    const malformed = { ...moved, instead: { time: '5h', values: {} } };
    expect(scheduleFaults(twoHoursADay({ exceptions: [malformed] }), kind, () => [])).toEqual([{ line: 'evening', reason: 'badTime' }]);
  });
});

describe('writing a schedule', () => {
  test('what would not make complete entries is said, with the field', () => {
    const { approvedBy: _left, ...values } = line('early', '05:00').values;
    expect(faultsOf(line('early', '05:00', { values }))).toEqual([{ line: 'early', reason: 'incomplete', field: 'approvedBy' }]);
    expect(faultsOf(line('early', '05:00', { weekdays: [] }))).toEqual([{ line: 'early', reason: 'noWeekday' }]);
    expect(faultsOf(line('early', '25:00'))).toEqual([{ line: 'early', reason: 'badTime' }]);
    expect(faultsOf(line('early', '05:00', { to: '2026-11-01' }))).toEqual([{ line: 'early', reason: 'order' }]);
    expect(scheduleFaults(twoHoursADay(), undefined, () => [])).toEqual([{ line: null, reason: 'notSchedulable' }]);
  });

  test('two lines may share an hour only on different days', () => {
    expect(faultsOf(line('one', '05:00'), line('two', '05:00', { weekdays: [0] }))).toEqual([]);
    expect(faultsOf(line('one', '05:00', { to: '2026-11-30' }), line('two', '05:00', { from: '2026-12-01' }))).toEqual([]);
    expect(faultsOf(line('one', '05:00'), line('two', '05:00'))).toEqual([{ line: 'two', reason: 'sameTime' }]);
  });

  test('a line that is changed from a day on leaves what was before as it was', () => {
    const changed = line('evening', '18:00', { from: '2026-12-01' });
    const schedule = replaceLine(twoHoursADay(), changed, { from: '2026-12-01', newId: () => 'later' });
    expect(sessionsOn(schedule, '2026-11-30').map((session) => session.time)).toEqual(['05:00', '17:00']);
    expect(sessionsOn(schedule, '2026-12-01').map((session) => session.time)).toEqual(['05:00', '18:00']);
  });
});
