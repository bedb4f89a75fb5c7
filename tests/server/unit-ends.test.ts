import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../src/domain/text.ts';
import type { PersonDocument } from '../../src/protocol/session.ts';
import type { EndedUnit } from '../../src/protocol/unit-roles.ts';
import { logBroadcast, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, units, WirePhone } from '../fakes/wire-phone.ts';

/** The commune that the demo's official still stands for, and what took it over whole. */
const ended = '12301@0';
const successor = units.hiepCuong;

let server: TestServer;
let office: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  office = await signedIn('quantri');
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

async function move(by: WirePhone, to: string = successor, from = ended): Promise<{ status: number; body: unknown }> {
  const answer = await by.fetch(`/v1/units/${encodeURIComponent(from)}/move-roles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function endedUnits(by: WirePhone): Promise<EndedUnit[]> {
  return ((await (await by.fetch('/v1/units/ended')).json()) as { units: EndedUnit[] }).units;
}

async function formerUnits(): Promise<PersonDocument['former']> {
  const answer = await (await signedIn('xacu')).fetch('/v1/session');
  return ((await answer.json()) as { person: PersonDocument }).person.former;
}

describe('the day after a unit has ended', () => {
  it('the administrator sees who is left in it, and what took it over', async () => {
    expect(await endedUnits(office)).toEqual([
      {
        key: ended,
        name: 'Xã Song Mai',
        lastDay: '2025-06-30',
        people: [{ id: 'demo-of-an-ended-unit', name: 'Bùi Thị Ngọc Ánh' }],
        successors: [{ key: successor, name: 'Xã Hiệp Cường', extent: 'full' }],
      },
    ]);
  });

  it('its people are moved by one act, that may arrive twice', async () => {
    const first = await move(office);
    expect(first).toEqual({ status: 200, body: { people: [{ id: 'demo-of-an-ended-unit', name: 'Bùi Thị Ngọc Ánh' }] } });
    expect(await move(office)).toEqual(first);
    expect(await endedUnits(office)).toEqual([]);
    const grants = await server.parts.database.query
      .selectFrom('granted_role')
      .select(['unit', 'from_day', 'to_day'])
      .where('person', '=', 'demo-of-an-ended-unit')
      .orderBy('unit')
      .execute();
    expect(grants).toEqual([
      { unit: ended, from_day: '2024-01-01', to_day: addDays(dayOf(testNow), -1) },
      { unit: successor, from_day: '2025-07-01', to_day: null },
    ]);
  });

  it('who was moved is told for some weeks what has become of their unit', async () => {
    expect(await formerUnits()).toBeUndefined();
    await move(office);
    expect(await formerUnits()).toEqual([{ name: 'Xã Song Mai', lastDay: '2025-06-30' }]);
    server.clock.now += 31 * 86_400_000;
    expect(await formerUnits()).toBeUndefined();
  });

  it('nobody else may, and not to a unit that is not there', async () => {
    expect((await move(await signedIn('sonoivu'))).status).toBe(403);
    expect((await (await signedIn('hiepcuong')).fetch('/v1/units/ended')).status).toBe(403);
    expect(await move(office, '12319@0')).toMatchObject({ status: 422, body: { kind: 'invalid' } });
    expect(await move(office, successor, units.phoHien)).toMatchObject({
      status: 422,
      body: { title: 'Phường Phố Hiến không có ngày kết thúc nên không chuyển được.' },
    });
  });

  it('no entry is taken for a unit on a day on which it is not there', async () => {
    const official = await signedIn('xacu');
    const { results } = await official.push({ ...broadcast(), unit: ended });
    expect(results[0]?.slice(1)).toEqual(['held', 'invalid', 'airDates']);
  });
});

describe('the phone of somebody who was moved', () => {
  let phone: ServerPhone;
  beforeEach(async () => {
    phone = await signedInPhone(server, 'xacu');
    await send(phone);
  });

  it('follows: it has the new unit’s log, and writes for it', async () => {
    const colleague = await signedInPhone(server, 'hiepcuong');
    const theirs = await logBroadcast(colleague);
    await send(colleague);
    await move(office);
    await send(phone);
    expect((await phone.db.entries.get(theirs))?.unit).toBe(successor);
    const own = await logBroadcast(phone);
    await send(phone);
    expect(await phone.db.entries.get(own)).toMatchObject({ unit: successor, sync: 'clean' });
  });

  it('still sends what was written for the old unit and had no network until now; it stays with the unit of its date', async () => {
    const late = { ...broadcast({ airDates: ['2025-06-30'] }), unit: ended };
    const wire = await signedIn('xacu');
    await move(office);
    expect((await wire.push(late)).results[0]?.[1]).toBe('ok');
    const row = await server.parts.database.query.selectFrom('entry').select('unit').where('id', '=', late.id).executeTakeFirst();
    expect(row).toEqual({ unit: ended });
  });
});
