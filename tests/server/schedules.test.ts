import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKind } from '../../src/domain/kinds/index.ts';
import { type Schedule, sessionsOn, type StoredSchedule, valuesOfSession } from '../../src/domain/schedule.ts';
import { servedOn } from '../../src/domain/unit.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { line, twoHoursADay } from '../fakes/schedules.ts';
import { broadcast, units, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = await signedIn('hiepcuong');
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

async function put(device: WirePhone, base: number, schedule: Schedule): Promise<{ status: number; body: unknown }> {
  const answer = await device.fetch(`/v1/schedules/${encodeURIComponent(schedule.unit)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ base, schedule }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function read(device: WirePhone): Promise<StoredSchedule[]> {
  return ((await (await device.fetch('/v1/schedules')).json()) as { schedules: StoredSchedule[] }).schedules;
}

describe('a unit’s schedule', () => {
  it('comes with the person; a colleague’s phone is told of a change with its next exchange', async () => {
    expect((await phone.sync()).person?.schedules).toMatchObject([{ revision: 1, schedule: { unit: units.hiepCuong } }]);
    const colleague = await signedIn('hiepcuong');
    await colleague.sync();
    expect(await put(phone, 1, twoHoursADay())).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await colleague.sync()).person?.schedules).toEqual([{ revision: 2, schedule: twoHoursADay() }]);
    expect((await colleague.sync()).person).toBeUndefined();
  });

  it('that arrives twice is stored once and answered alike', async () => {
    expect(await put(phone, 1, twoHoursADay())).toEqual(await put(phone, 1, twoHoursADay()));
    expect(await read(phone)).toMatchObject([{ revision: 2 }]);
  });

  it('that arrives again after somebody has changed it is not asked about: what it said is among the versions', async () => {
    const mine = twoHoursADay({ lines: [line('early', '06:00')] });
    await put(phone, 1, mine);
    await put(phone, 2, twoHoursADay());
    expect(await put(phone, 1, mine)).toEqual({ status: 200, body: { revision: 3, schedule: twoHoursADay() } });
    expect(await put(phone, 2, twoHoursADay({ lines: [line('early', '07:00')] }))).toMatchObject({ status: 409 });
  });

  it('two who change it at once: the second is told, and every version is kept', async () => {
    await put(phone, 1, twoHoursADay());
    const mine = twoHoursADay({ lines: [line('early', '06:00')] });
    expect(await put(phone, 1, mine)).toMatchObject({ status: 409, body: { kind: 'outdated' } });
    expect(await put(phone, 2, mine)).toMatchObject({ status: 200, body: { revision: 3 } });
    const versions = await server.parts.database.query
      .selectFrom('schedule')
      .select('revision')
      .where('unit', '=', units.hiepCuong)
      .execute();
    expect(versions.map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  it('is the unit’s own people’s to read and to change, and nobody else’s', async () => {
    for (const username of ['phohien', 'sonoivu', 'quantri']) {
      const other = await signedIn(username);
      expect((await put(other, 1, twoHoursADay())).status).toBe(403);
      expect((await read(other)).map(({ schedule }) => schedule.unit)).not.toContain(units.hiepCuong);
    }
    expect((await put(phone, 0, twoHoursADay({ unit: 'nowhere' }))).status).toBe(404);
  });

  it('keeps why a session was not held, also in words that only apps to come know', async () => {
    const exception = { id: 'one', line: 'early', from: '2026-11-24', to: '2026-11-24', instead: null } as const;
    const exceptions = [
      { ...exception, reason: 'other' as const, narrower: 'network' },
      { ...exception, id: 'two', reason: 'other' as const, narrower: 'flood' },
    ];
    expect((await put(phone, 1, twoHoursADay({ exceptions }))).status).toBe(200);
    expect((await read(phone))[0]?.schedule.exceptions).toEqual(exceptions);
  });

  it('that would log incomplete entries is refused', async () => {
    const { title: _title, ...values } = line('early', '05:00').values;
    expect(await put(phone, 1, twoHoursADay({ lines: [line('early', '05:00', { values })] }))).toMatchObject({
      status: 422,
      body: { kind: 'invalid' },
    });
    expect((await put(phone, 1, twoHoursADay({ kind: 'training' }))).status).toBe(422);
  });
});

describe('a unit that ended', () => {
  it('hands its schedule on with its people, unless what took it over has one of its own', async () => {
    const { query } = server.parts.database;
    const ended = twoHoursADay({ unit: '12301@0' });
    await query
      .insertInto('schedule')
      .values({ unit: ended.unit, revision: 1, document: JSON.stringify(ended), updated_at: testNow, updated_by: null })
      .execute();
    const [own] = await read(phone);
    await move();
    expect(await read(phone)).toEqual([own]);
    await query.deleteFrom('schedule').where('unit', '=', units.hiepCuong).execute();
    await move();
    expect(await read(phone)).toEqual([{ revision: 1, schedule: { ...ended, unit: units.hiepCuong } }]);
  });
});

describe('the demo’s schedules', () => {
  it('make entries that the server takes as complete, of a commune and of a centre', async () => {
    for (const username of ['hiepcuong', 'trungtam']) {
      const device = await signedIn(username);
      const [stored] = await read(device);
      const kind = await loadKind('broadcast');
      const unit = stored && server.parts.catalogue.find(stored.schedule.unit);
      if (!stored || !kind || !unit) throw new Error('a demo unit without its schedule');
      const sessions = sessionsOn(stored.schedule, '2026-11-24');
      expect(sessions).toHaveLength(2);
      const changes = sessions.map((session) => ({
        ...broadcast(),
        unit: unit.key,
        set: valuesOfSession(kind, session, servedOn(unit, session.day)),
      }));
      expect((await device.push(...changes)).results.map(([, outcome]) => outcome)).toEqual(['ok', 'ok']);
    }
  });
});

async function move(): Promise<void> {
  const answer = await (await signedIn('quantri')).fetch(`/v1/units/${encodeURIComponent('12301@0')}/move-roles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: units.hiepCuong }),
  });
  expect(answer.status).toBe(200);
}
