import { describe, expect, test } from 'vitest';
import { askedDays, type Schedule } from '../../src/domain/schedule.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { logSessions, readStandings, unlogSessions } from '../../src/localdb/log-sessions.ts';
import {
  acceptSchedule,
  meetNewerSchedule,
  readEdits,
  readSchedules,
  rewriteSchedule,
  settleSchedule,
} from '../../src/localdb/schedules.ts';
import { hiepCuong, newDevice, personDocument, type TestDevice } from '../fakes/device.ts';
import { kind, line, twoHoursADay } from '../fakes/schedules.ts';

const unit = { key: hiepCuong, name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: '2025-07-01', validTo: null };

async function deviceWith(schedule: Schedule): Promise<TestDevice> {
  const device = await newDevice();
  device.clock.now = Date.parse('2026-11-24T18:00:00+07:00');
  const person = { ...personDocument(device.db.person), schedules: [{ schedule, revision: 1 }] };
  await device.db.meta.put({ key: 'person', person });
  return device;
}

async function due({ db, clock }: TestDevice) {
  const [known] = await readSchedules(db);
  const schedule = known?.schedule ?? twoHoursADay();
  const standings = await readStandings(db, { schedule, kind }, askedDays(clock.now), clock.now);
  return { schedule, sessions: standings.filter((each) => each.state === 'due') };
}

async function logAll(device: TestDevice) {
  const { schedule, sessions } = await due(device);
  const plan = { schedule, kind, unit };
  return logSessions(
    device.db,
    plan,
    sessions.map((session) => ({ session, held: session })),
    device.clock.now,
  );
}

describe('one tap', () => {
  test('makes one complete entry of each session, each a change of its own that is submitted', async () => {
    const device = await deviceWith(twoHoursADay());
    const logged = await logAll(device);
    expect(logged.entries).toHaveLength(4);
    const sent = (await device.db.outbox.toArray()).map(readBody);
    expect(sent.map((change) => [change.n, change.type, 'submit' in change && change.submit])).toEqual(
      [1, 2, 3, 4].map((n) => [n, 'new', true]),
    );
    expect((await due(device)).sessions).toEqual([]);
  });

  test('twice at once, or in two tabs, makes nothing twice', async () => {
    const device = await deviceWith(twoHoursADay());
    await Promise.all([logAll(device), logAll(device)]);
    expect(await device.db.entries.count()).toBe(4);
  });

  test('is taken back whole: each entry by a void, and the sessions are asked for again', async () => {
    const device = await deviceWith(twoHoursADay());
    await unlogSessions(device.db, await logAll(device), device.clock.now);
    expect((await device.db.outbox.toArray()).map((row) => readBody(row).type)).toEqual([
      ...Array(4).fill('new'),
      ...Array(4).fill('void'),
    ]);
    expect((await due(device)).sessions).toHaveLength(4);
  });

  test('what was not held is kept with its reason and not asked for again; undone, it is', async () => {
    const device = await deviceWith(twoHoursADay());
    const { schedule, sessions } = await due(device);
    const reasons = ['power', 'network'] as const;
    const said = sessions.map((session, place) => {
      const leftOut = reasons[place];
      return leftOut ? { session, leftOut } : { session, held: session };
    });
    const logged = await logSessions(device.db, { schedule, kind, unit }, said, device.clock.now);
    expect(logged.entries).toHaveLength(2);
    expect((await readSchedules(device.db))[0]?.schedule.exceptions).toMatchObject([
      { line: 'early', from: '2026-11-23', reason: 'power' },
      { line: 'evening', from: '2026-11-23', reason: 'other', narrower: 'network' },
    ]);
    expect((await due(device)).sessions).toEqual([]);
    await unlogSessions(device.db, logged, device.clock.now);
    expect((await due(device)).sessions).toHaveLength(4);
  });
});

describe('a session that was held otherwise', () => {
  test('is logged with its own hour and clusters, and the hour of the schedule is not asked for again', async () => {
    const device = await deviceWith(twoHoursADay());
    const { schedule, sessions } = await due(device);
    const [session] = sessions.filter((each) => each.day === '2026-11-24' && each.time === '17:00');
    const said = session ? [{ session, held: { time: '17:20', values: { ...session.values, clustersOn: 9 } } }] : [];
    const logged = await logSessions(device.db, { schedule, kind, unit }, said, device.clock.now);
    const [entry] = await device.db.entries.toArray();
    expect(entry?.view.values).toMatchObject({ airDates: ['2026-11-24'], startTimes: ['17:20'], clustersOn: 9, airings: 1 });
    expect((await due(device)).sessions).toHaveLength(3);
    await unlogSessions(device.db, logged, device.clock.now);
    expect((await due(device)).sessions.map(({ time }) => time)).toEqual(['05:00', '17:00', '05:00', '17:00']);
  });

  test('with fewer clusters at its own hour it is an entry and no word about the schedule', async () => {
    const device = await deviceWith(twoHoursADay());
    const { schedule, sessions } = await due(device);
    const said = sessions.map((session) => ({ session, held: { time: session.time, values: { ...session.values, clustersOn: 9 } } }));
    await logSessions(device.db, { schedule, kind, unit }, said, device.clock.now);
    expect((await device.db.entries.toArray()).map(({ view }) => view.values['clustersOn'])).toEqual([9, 9, 9, 9]);
    expect(await readEdits(device.db)).toEqual([]);
  });

  test('put off to an hour that is still to come, it is asked for once that is over', async () => {
    const device = await deviceWith(twoHoursADay());
    const { schedule, sessions } = await due(device);
    const said = sessions.slice(-1).map((session) => ({ session, held: { time: '19:00', values: session.values } }));
    const logged = await logSessions(device.db, { schedule, kind, unit }, said, device.clock.now);
    expect([logged.entries.length, logged.exceptions.length]).toEqual([0, 1]);
    expect((await due(device)).sessions).toHaveLength(3);
    device.clock.now = Date.parse('2026-11-24T20:00:00+07:00');
    expect((await due(device)).sessions.map(({ time }) => time)).toEqual(['05:00', '17:00', '05:00', '19:00']);
  });
});

function longer(schedule: Schedule): Schedule {
  return { ...schedule, lines: [...schedule.lines, line('noon', '11:00')] };
}

describe('a schedule that was written without a network', () => {
  test('counts on this device at once, and still when the person comes anew from the server', async () => {
    const device = await deviceWith(twoHoursADay());
    await rewriteSchedule(device.db, twoHoursADay(), longer);
    expect((await due(device)).sessions).toHaveLength(6);
    const person = { ...personDocument(device.db.person), schedules: [{ schedule: twoHoursADay(), revision: 1 }] };
    await device.db.meta.put({ key: 'person', person });
    expect((await due(device)).sessions).toHaveLength(6);
  });

  test('is not lost by what is written next, where the unit was taken from its person in between', async () => {
    const { db } = await deviceWith(twoHoursADay());
    const schedule = twoHoursADay();
    const add = (id: string) => rewriteSchedule(db, schedule, (before) => ({ ...before, lines: [...before.lines, line(id, '20:30')] }));
    await add('first');
    await db.meta.put({ key: 'person', person: { ...personDocument(db.person), grants: [], schedules: [] } });
    await add('second');
    const [edit] = await readEdits(db);
    expect(edit?.schedule.lines.map(({ id }) => id)).toEqual([...schedule.lines.map(({ id }) => id), 'first', 'second']);
  });

  test('what was typed while it was on its way is not lost by the answer', async () => {
    const device = await deviceWith(twoHoursADay());
    await rewriteSchedule(device.db, twoHoursADay(), longer);
    const [sent] = await readEdits(device.db);
    await rewriteSchedule(device.db, twoHoursADay(), (schedule) => ({ ...schedule, lines: schedule.lines.slice(1) }));
    if (sent) await acceptSchedule(device.db, { schedule: sent.schedule, revision: 2 }, sent);
    expect(await readEdits(device.db)).toMatchObject([{ base: 2, state: 'waiting' }]);
    expect((await readSchedules(device.db))[0]?.schedule.lines.map(({ id }) => id)).toEqual(['evening', 'noon']);
  });

  test('meets a colleague’s newer one: both stay until a person chooses', async () => {
    const device = await deviceWith(twoHoursADay());
    await rewriteSchedule(device.db, twoHoursADay(), longer);
    const [refused] = await readEdits(device.db);
    const newer = { schedule: twoHoursADay({ lines: [line('early', '06:00')] }), revision: 2 };
    if (refused) await meetNewerSchedule(device.db, [newer], refused);
    expect((await readSchedules(device.db))[0]).toMatchObject({ edit: { state: 'outdated' }, stored: newer });
    expect((await readSchedules(device.db))[0]?.schedule.lines).toHaveLength(3);
    await settleSchedule(device.db, hiepCuong, 'mine');
    expect(await readEdits(device.db)).toMatchObject([{ base: 2, state: 'waiting' }]);
    await settleSchedule(device.db, hiepCuong, 'theirs');
    expect((await readSchedules(device.db))[0]?.schedule).toEqual(newer.schedule);
  });

  test('sessions that were left out are said anew of the newer one without asking anybody', async () => {
    const device = await deviceWith(twoHoursADay());
    const { schedule, sessions } = await due(device);
    const said = sessions.map((session) => ({ session, leftOut: 'holiday' as const }));
    await logSessions(device.db, { schedule, kind, unit }, said, device.clock.now);
    const [refused] = await readEdits(device.db);
    const newer = { schedule: longer(twoHoursADay()), revision: 2 };
    if (refused) await meetNewerSchedule(device.db, [newer], refused);
    const [known] = await readSchedules(device.db);
    expect([known?.edit?.base, known?.edit?.state, known?.schedule.lines.length, known?.schedule.exceptions.length]).toEqual([
      2,
      'waiting',
      3,
      4,
    ]);
  });
});
