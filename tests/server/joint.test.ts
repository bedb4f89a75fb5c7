import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryPage } from '../../src/protocol/review.ts';
import type { ProgressAnswer } from '../../src/protocol/plan.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';

/** Hiệp Cường writes, Phố Hiến held it together with it. */
let server: TestServer;
let phone: WirePhone;
let other: WirePhone;
let desk: WirePhone;
const joint = `joint:${units.phoHien}`;

beforeEach(async () => {
  server = await startTestServer();
  [phone, other, desk] = await Promise.all([signedIn('hiepcuong'), signedIn('phohien'), signedIn('sonoivu')]);
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

const pull = (device: WirePhone, change: object = {}): Promise<SyncResponse> => device.sync([], { joint: true, ...change });
const together = (...coOrganisers: string[]) => broadcast({ coOrganisers });
const ids = (answer: SyncResponse): string[] => answer.entries.map((entry) => entry.id);

describe('an entry that names another unit as co-organiser', () => {
  it('comes to that unit’s people, by a scope of its own, with every change of it', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    const first = await pull(other);
    expect(first.entries).toMatchObject([{ id: entry.id, unit: units.hiepCuong, revision: 1 }]);
    expect(first.cursors[joint]).toBeGreaterThan(0);
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect((await pull(other)).entries).toMatchObject([{ id: entry.id, status: 'approved', revision: 2 }]);
    expect(ids(await pull(other))).toEqual([]);
  });

  it('is told to no app that knows nothing of it: an old one is answered as ever, and reads it all once it is new', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    const answer = await other.sync();
    expect([ids(answer), answer.drop, Object.keys(answer.cursors).filter((scope) => scope.startsWith('joint:'))]).toEqual([[], [], []]);
    expect(ids(await pull(other))).toEqual([entry.id]);
  });

  it('comes page after page to the end, each once, also while more is written', async () => {
    const entries = Array.from({ length: 12 }, () => together(units.phoHien));
    await phone.push(...entries);
    const seen: string[] = [];
    for (let more = true; more; ) {
      const answer = await pull(other, { budget: 3000 });
      seen.push(...ids(answer));
      more = answer.more;
      if (seen.length < 6) await phone.push(together(units.phoHien));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(entries.map((entry) => entry.id)));
    expect(seen.length).toBeGreaterThan(entries.length);
  });

  it('is told once to somebody who has a role in both units', async () => {
    const { query } = server.parts.database;
    await query
      .insertInto('granted_role')
      .values({ person: other.person?.id ?? '', unit: units.hiepCuong, role: 'reporter', from_day: '2025-07-01', to_day: null })
      .execute();
    const entry = together(units.phoHien);
    await phone.push(entry);
    expect(ids(await pull(other))).toEqual([entry.id]);
    const own = together(units.phoHien);
    expect(await other.sync(other.number(own), { joint: true })).toMatchObject({ entries: [], kept: [[own.id, 1]] });
  });

  it('is gone for whom it names no more, and comes to whom it names since', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    await pull(other);
    const centre = await signedIn('trungtam');
    await pull(centre);
    await phone.push({
      type: 'edit',
      id: entry.id,
      base: 1,
      add: { coOrganisers: [units.centre] },
      remove: { coOrganisers: [units.phoHien] },
    });
    expect(await pull(other)).toMatchObject({ entries: [], gone: [[joint, entry.id, 'moved']] });
    expect(ids(await pull(centre))).toEqual([entry.id]);
    expect(ids(await pull(await signedIn('phohien')))).toEqual([]);
    expect((await other.fetch(`/v1/entries/${entry.id}`)).status).toBe(404);
  });

  it('stays named by an app of before, which sends back what it knows and leaves the rest out', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    const old = await signedIn('hiepcuong');
    const edit = { type: 'edit' as const, id: entry.id, base: 1, set: { airings: 2, coOrganisers: null } };
    const answer = await old.push(edit);
    expect(answer.results[0]?.slice(1)).toEqual(['merged', 2]);
    expect(answer.entries).toMatchObject([{ id: entry.id, values: { airings: 2, coOrganisers: [units.phoHien] } }]);
    expect((await pull(other)).entries).toMatchObject([{ id: entry.id, revision: 2 }]);
  });

  it('goes with the grant: the scope is dropped like any other', async () => {
    await phone.push(together(units.phoHien));
    await pull(other);
    await server.parts.database.query
      .updateTable('granted_role')
      .set({ to_day: '2026-01-01' })
      .where('person', '=', other.person?.id ?? '')
      .execute();
    expect((await pull(other)).drop).toEqual([joint, `unit:${units.phoHien}`]);
  });

  it('stays the own unit’s to change and its reviewer’s to judge', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    const tries = await other.push(
      { type: 'edit', id: entry.id, base: 1, set: { airings: 3 } },
      { type: 'void', id: entry.id, base: 1 },
      { type: 'comment', id: entry.id, base: 1, comment: entry.id, text: 'Góp ý' },
    );
    expect(tries.results.map((result) => result.slice(1))).toEqual([
      ['held', 'scope'],
      ['held', 'scope'],
      ['held', 'scope'],
    ]);
    const queue = (await (await desk.fetch('/v1/review')).json()) as EntryPage;
    expect(queue.entries.map((waiting) => waiting.entry.id)).toEqual([entry.id]);
  });

  it('moved to the unit that it names: that one’s own, and no longer anybody’s to hold together', async () => {
    const entry = training([referenceOf(Buffer.from('one'))], { coOrganisers: [units.phoHien] });
    await phone.push(entry);
    await pull(other);
    expect((await desk.push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien })).results[0]?.slice(1)).toEqual(['ok', 2]);
    const answer = await pull(other);
    expect(answer.entries).toMatchObject([{ id: entry.id, unit: units.phoHien }]);
    expect(answer.gone).toContainEqual([joint, entry.id, 'moved']);
    expect((await other.push({ type: 'edit', id: entry.id, base: 2, set: { attendance: 50 } })).results[0]?.slice(1)).toEqual(['ok', 3]);
  });
});

describe('its photos', () => {
  it('are seen by the co-organiser for as long as it is named, and by no other unit', async () => {
    const bytes = Buffer.from(await plainJpeg(7));
    const reference = referenceOf(bytes);
    const entry = training([reference], { coOrganisers: [units.phoHien] });
    await phone.push(entry);
    await pull(other);
    await phone.patch(reference.id, 0, bytes);
    expect((await pull(other)).photos).toEqual([[reference.id, bytes.length, 'stored', entry.id]]);
    const look = async (device: WirePhone) => (await device.fetch(`/v1/photos/${reference.id}`)).status;
    expect([await look(other), await look(await signedIn('trungtam'))]).toEqual([200, 404]);
    expect((await other.patch(reference.id, 0, bytes)).status).toBe(404);
    await phone.push({ type: 'edit', id: entry.id, base: 1, remove: { coOrganisers: [units.phoHien] } });
    expect(await look(other)).toBe(404);
    expect((await pull(await signedIn('phohien'))).photos).toEqual([]);
  });

  it('that were there before come with the naming', async () => {
    const bytes = Buffer.from(await plainJpeg(8));
    const reference = referenceOf(bytes);
    const entry = training([reference]);
    await phone.push(entry);
    await phone.patch(reference.id, 0, bytes);
    await pull(other);
    await phone.push({ type: 'edit', id: entry.id, base: 1, add: { coOrganisers: [units.phoHien] } });
    expect((await pull(other)).photos).toEqual([[reference.id, bytes.length, 'stored', entry.id]]);
  });
});

describe('who cannot be a co-organiser', () => {
  it.each([
    ['the own unit', [units.hiepCuong]],
    ['nobody that is known', ['nowhere']],
    ['a unit that was not there on the day', ['12301@0']],
    ['more than ten', Array.from({ length: 11 }, (_, place) => `${place}`)],
  ])('%s: the entry is held, whole, and the field is named', async (_name, coOrganisers) => {
    const answer = await phone.push(broadcast({ coOrganisers }));
    expect(answer.results[0]?.slice(1)).toEqual(['held', 'invalid', 'coOrganisers']);
  });

  it('is refused in a draft too: whoever is named reads it', async () => {
    const { submit: _submit, ...draft } = broadcast({ coOrganisers: ['nowhere'] });
    expect((await phone.push(draft)).results[0]?.slice(1)).toEqual(['held', 'invalid', 'coOrganisers']);
  });
});

describe('in the plan', () => {
  it('it counts for the one that wrote it and, marked, for the other, with the entry as proof of both', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    expect([await airingsOf(units.hiepCuong), await airingsOf(units.phoHien)]).toEqual([
      [0, 1, undefined],
      [0, 1, 1],
    ]);
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect([await airingsOf(units.hiepCuong), await airingsOf(units.phoHien)]).toEqual([
      [1, 0, undefined],
      [1, 0, 1],
    ]);
    expect([await proofOf(desk, units.hiepCuong), await proofOf(desk, units.phoHien), await proofOf(other, units.phoHien)]).toEqual([
      [entry.id],
      [entry.id],
      [entry.id],
    ]);
  });

  it('it counts no more for whom it names no more, also when it was named and left in one go', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    await phone.push({ type: 'edit', id: entry.id, base: 1, remove: { coOrganisers: [units.phoHien] } });
    expect([await airingsOf(units.hiepCuong), await airingsOf(units.phoHien)]).toEqual([
      [0, 1, undefined],
      [0, 0, undefined],
    ]);
    const fleeting = together(units.phoHien);
    await phone.push(
      fleeting,
      { type: 'edit', id: fleeting.id, base: 0, remove: { coOrganisers: [units.phoHien] } },
      { type: 'edit', id: entry.id, base: 2, add: { coOrganisers: [units.phoHien] } },
      { type: 'edit', id: entry.id, base: 2, remove: { coOrganisers: [units.phoHien] } },
    );
    expect(await airingsOf(units.phoHien)).toEqual([0, 0, undefined]);
  });

  it('moved to the unit that it names it counts there once, as its own', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    await desk.push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien });
    expect([await airingsOf(units.hiepCuong), await airingsOf(units.phoHien)]).toEqual([
      [0, 0, undefined],
      [0, 1, undefined],
    ]);
  });
});

describe('the list of entries', () => {
  it('has it for the reporter of either unit, and for no other', async () => {
    const entry = together(units.phoHien);
    await phone.push(entry);
    expect([await listed(phone), await listed(other), await listed(await signedIn('trungtam'))]).toEqual([[entry.id], [entry.id], []]);
  });
});

async function airingsOf(unit: string): Promise<unknown> {
  const { tasks } = (await (await desk.fetch('/v1/plans/plan-2026/progress')).json()) as ProgressAnswer;
  const target = tasks.find(({ task }) => task === 't07')?.rows.find((row) => row.unit === unit)?.targets[0];
  return [target?.approved, target?.pending, target?.joint];
}

function proofOf(device: WirePhone, unit: string): Promise<string[]> {
  return page(device, `/v1/plans/plan-2026/proof?task=t07&unit=${unit}`);
}

function listed(device: WirePhone): Promise<string[]> {
  return page(device, '/v1/entries');
}

async function page(device: WirePhone, path: string): Promise<string[]> {
  return ((await (await device.fetch(path)).json()) as EntryPage).entries.map(({ entry }) => entry.id);
}
