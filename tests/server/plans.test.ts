import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, StoredPlan } from '../../src/domain/plan.ts';
import type { FiguresAnswer, ProgressAnswer } from '../../src/protocol/plan.ts';
import type { EntryPage } from '../../src/protocol/review.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, units, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;
let desk: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = await signedIn('hiepcuong');
  desk = await signedIn('sonoivu');
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

async function read<Answer>(device: WirePhone, path: string): Promise<Answer> {
  return (await device.fetch(path)).json() as Promise<Answer>;
}

async function write(device: WirePhone, method: 'POST' | 'PUT', path: string, body: object): Promise<{ status: number; body: unknown }> {
  const answer = await device.fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

async function airingsOf(device: WirePhone, unit: string) {
  const { tasks } = await read<ProgressAnswer>(device, '/v1/plans/plan-2026/progress');
  const row = tasks.find(({ task }) => task === 't07')?.rows.find((each) => each.unit === unit);
  return [row?.targets[0]?.approved, row?.targets[0]?.pending];
}

describe('progress', () => {
  it('follows an entry from its sending to its approval and away again, with the entry that proves it', async () => {
    const entry = broadcast();
    await phone.push(entry);
    expect(await airingsOf(desk, units.hiepCuong)).toEqual([0, 1]);
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect(await airingsOf(desk, units.hiepCuong)).toEqual([1, 0]);
    const proof = await read<EntryPage>(desk, `/v1/plans/plan-2026/proof?task=t07&unit=${units.hiepCuong}`);
    expect([proof.total, proof.entries[0]?.entry.id]).toEqual([1, entry.id]);
    await desk.push({ type: 'reopen', id: entry.id, base: 2 });
    await phone.push({ type: 'void', id: entry.id, base: 3 });
    expect(await airingsOf(desk, units.hiepCuong)).toEqual([0, 0]);
  });

  it('goes with an entry that is moved to another unit', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await desk.push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien });
    expect(await airingsOf(desk, units.hiepCuong)).toEqual([0, 0]);
    expect(await airingsOf(desk, units.phoHien)).toEqual([0, 1]);
  });

  it('is told to a reporter of their own unit and no other', async () => {
    const { tasks } = await read<ProgressAnswer>(phone, '/v1/plans/plan-2026/progress');
    expect(new Set(tasks.flatMap(({ rows }) => rows.map((row) => row.unit)))).toEqual(new Set([units.hiepCuong]));
    const { total } = await read<EntryPage>(await signedIn('phohien'), `/v1/plans/plan-2026/proof?task=t07&unit=${units.hiepCuong}`);
    expect(total).toBe(0);
  });

  it('of entries that were taken before this build is there once the server has started', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await server.parts.database.query.deleteFrom('fact').execute();
    await server.parts.database.query.deleteFrom('server_meta').where('key', '=', 'facts_of').execute();
    const again = await startTestServer({ database: { ...server.parts.database, close: async () => {} }, clock: server.clock });
    expect(await airingsOf(desk, units.hiepCuong)).toEqual([0, 1]);
    await again.close();
  });
});

describe('a figure of a year', () => {
  it('is told to the supervisor of every unit, with what waits apart; to a reporter of their own unit', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const other = await signedIn('phohien');
    await other.push({ ...broadcast(), unit: units.phoHien });
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    const own = { unit: units.hiepCuong, approved: 1, pending: 0 };
    expect(await figuresOf(desk)).toEqual([{ unit: units.phoHien, approved: 0, pending: 1 }, own]);
    expect(await figuresOf(phone)).toEqual([own]);
    expect(await figuresOf(desk, 2025)).toEqual([]);
  });

  it('has what two units held together once, for the one that wrote it', async () => {
    await phone.push(broadcast({ coOrganisers: [units.phoHien] }));
    expect(await figuresOf(desk)).toEqual([{ unit: units.hiepCuong, approved: 0, pending: 1 }]);
  });

  it('is nobody’s who has not signed in', async () => {
    expect((await new WirePhone(server.url, testNow).fetch('/v1/figures?indicator=broadcastAirings&year=2026')).status).toBe(401);
  });
});

describe('a supervisor and the next year’s plan', () => {
  it('copies it, edits it and publishes it; then every phone is told and gets it', async () => {
    const before = (await phone.sync()).catalogue;
    const copied = (await copy()).body as StoredPlan;
    const plan: Plan = { ...copied.plan, number: '12/KH-UBND', date: '2026-12-20' };
    expect(await write(desk, 'PUT', '/v1/plans/next', { base: 1, plan })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await phone.sync()).catalogue).toBe(before);
    expect(await write(desk, 'POST', '/v1/plans/next/publish', { base: 2 })).toMatchObject({ status: 200, body: { status: 'published' } });
    expect((await phone.sync()).catalogue).toBeGreaterThan(before);
    const { version, plans } = await read<{ version: number; plans: Plan[] }>(phone, '/v1/catalogue');
    expect([version, plans.map(({ year }) => year)]).toEqual([(await phone.sync()).catalogue, [2027, 2026, 2024]]);
    expect(plans[0]).toEqual(plan);
  });

  it('each act that arrives twice is done once and answered alike', async () => {
    expect(await copy()).toEqual(await copy());
    const { plans } = await read<{ plans: StoredPlan[] }>(desk, '/v1/plans');
    const draft = plans.find(({ plan }) => plan.id === 'next');
    expect(plans).toHaveLength(3);
    const change = () => write(desk, 'PUT', '/v1/plans/next', { base: 1, plan: { ...draft?.plan, number: '1/KH-UBND' } });
    expect(await change()).toEqual(await change());
    const publish = () => write(desk, 'POST', '/v1/plans/next/publish', { base: 2 });
    expect(await publish()).toEqual(await publish());
  });

  it('a draft is nobody else’s to see or to change', async () => {
    await copy();
    expect((await read<{ plans: StoredPlan[] }>(phone, '/v1/plans')).plans.map(({ plan }) => plan.id)).toEqual(['plan-2026', 'plan-2024']);
    expect((await phone.fetch('/v1/plans/next/progress')).status).toBe(404);
    for (const device of [phone, await signedIn('quantri')]) {
      expect((await write(device, 'POST', '/v1/plans/next/publish', { base: 1 })).status).toBe(403);
      expect((await write(device, 'POST', '/v1/plans/plan-2026/copy', { id: 'mine', year: 2028 })).status).toBe(403);
    }
  });

  it('names units by key, edits forms and duties; a unit that nobody knows is refused by its name', async () => {
    const { plan } = (await copy()).body as StoredPlan;
    const named = (doers: string[], coordinators: string[]): Plan => ({
      ...plan,
      forms: plan.forms.slice(1),
      duties: [{ actor: 'Sở Nội vụ', text: ['Theo dõi, đôn đốc.'] }],
      tasks: plan.tasks.map((task) => (task.id === 't02' ? { ...task, doers: { types: [], units: doers }, coordinators } : task)),
    });
    const changed = named([units.hiepCuong, units.phoHien], ['org-so-noi-vu@0']);
    expect(await write(desk, 'PUT', '/v1/plans/next', { base: 1, plan: changed })).toMatchObject({ status: 200, body: { plan: changed } });
    expect(await write(desk, 'PUT', '/v1/plans/next', { base: 2, plan: named(['99999@0'], []) })).toMatchObject({
      status: 422,
      body: { title: 'Nhiệm vụ 2: không có đơn vị 99999@0 trong danh mục.' },
    });
  });

  it('two who edit at once: the second is told, and nothing of the first is lost', async () => {
    const { plan } = (await copy()).body as StoredPlan;
    await write(desk, 'PUT', '/v1/plans/next', { base: 1, plan: { ...plan, number: '1/KH-UBND' } });
    expect(await write(desk, 'PUT', '/v1/plans/next', { base: 1, plan: { ...plan, number: '2/KH-UBND' } })).toMatchObject({
      status: 409,
      body: { kind: 'outdated', title: expect.stringContaining('Người khác đã sửa') as string },
    });
  });

  it('what is wrong is said in a sentence', async () => {
    const { plan } = (await copy()).body as StoredPlan;
    expect(await write(desk, 'PUT', '/v1/plans/next', { base: 1, plan: { ...plan, tasks: [] } })).toMatchObject({
      status: 422,
      body: { kind: 'invalid', title: 'Kế hoạch phải có ít nhất một nhiệm vụ.' },
    });
    await write(desk, 'POST', '/v1/plans/plan-2026/copy', { id: 'twin', year: 2026 });
    expect(await write(desk, 'POST', '/v1/plans/twin/publish', { base: 1 })).toMatchObject({
      status: 422,
      body: { title: 'Năm 2026 đã có kế hoạch được ban hành. Mời sửa kế hoạch đó thay vì ban hành thêm.' },
    });
  });
});

function copy() {
  return write(desk, 'POST', '/v1/plans/plan-2026/copy', { id: 'next', year: 2027 });
}

async function figuresOf(device: WirePhone, year = 2026) {
  return (await read<FiguresAnswer>(device, `/v1/figures?indicator=broadcastAirings&year=${year}`)).amounts;
}
