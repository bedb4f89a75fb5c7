import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { addDays, dayOf } from '../../src/domain/text.ts';
import type { HeldPage } from '../../src/protocol/held.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, newId, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';

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

async function held(by: WirePhone, query = ''): Promise<HeldPage> {
  const answer = await by.fetch(`/v1/held${query}`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  return (await answer.json()) as HeldPage;
}

async function approved(): Promise<string> {
  const entry = broadcast();
  await phone.push(entry);
  await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
  return entry.id;
}

/** The first day on which it is theirs no more. */
async function endRole(of: WirePhone, from: string): Promise<void> {
  const office = await signedIn('quantri');
  const answer = await office.fetch(`/v1/people/${of.person?.id ?? ''}/roles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'end', role: 'reporter', unit: units.hiepCuong, from }),
  });
  expect(answer.status).toBe(200);
}

/** So long after, everybody has to sign in again. */
async function editAt(now: number, change: { id: string; base: number; set: FieldValues }): Promise<unknown[] | undefined> {
  server.clock.now = now;
  phone.now = now;
  for (const [device, username] of [
    [phone, 'hiepcuong'],
    [desk, 'sonoivu'],
  ] as const)
    await device.signIn(username);
  const { results } = await phone.push({ type: 'edit', ...change });
  return results[0]?.slice(1);
}

describe('a change that came too late', () => {
  it('stands on the desk of the unit’s supervisor: who, when, which entry, why, and what it would have changed', async () => {
    const id = await approved();
    server.clock.now += 60_000;
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30, genre: null } });
    const { changes, total, next } = await held(desk);
    expect([total, next]).toEqual([1, null]);
    expect(changes[0]).toMatchObject({
      at: testNow + 60_000,
      madeAt: testNow,
      by: 'Nguyễn Văn Ấp',
      unitName: 'Xã Hiệp Cường',
      type: 'edit',
      reason: 'locked',
      field: null,
      kind: 'broadcast',
      title: 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa',
      entry: { id, status: 'approved' },
      sent: { durationMinutes: [15, 30], genre: ['newsItem', null] },
      state: 'open',
    });
  });

  it('tells nothing that opens the author’s outbox', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30 } });
    expect(JSON.stringify(await held(desk))).not.toContain(phone.replica);
  });

  it('is taken once the supervisor has opened the entry again and the author has sent it anew: nobody is waited for', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30 } });
    await desk.push({ type: 'reopen', id, base: 2, remark: 'Sửa thời lượng rồi gửi lại' });
    await phone.push({ type: 'edit', id, base: 3, set: { durationMinutes: 30 }, submit: true });
    expect((await held(desk)).total).toBe(0);
    expect((await held(desk, '?state=all')).changes).toMatchObject([{ state: 'mended' }]);
  });

  it('waits on while only some of what it said was taken later, page after page too', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30, programme: 'Chuyển đổi số' } });
    await phone.push({ type: 'edit', id, base: 2, set: { airings: 2 } });
    await desk.push({ type: 'reopen', id, base: 2, remark: 'Sửa thời lượng rồi gửi lại' });
    server.clock.now += 1;
    await phone.push({ type: 'edit', id, base: 3, set: { durationMinutes: 30, airings: 2 }, submit: true });
    expect(await held(desk, '?limit=1')).toMatchObject({
      total: 1,
      changes: [{ state: 'open', sent: { programme: [expect.anything(), 'Chuyển đổi số'] } }],
    });
    expect((await held(desk, '?state=all')).changes.map(({ state }) => state)).toEqual(['mended', 'open']);
    await phone.push({ type: 'edit', id, base: 4, set: { programme: 'Chuyển đổi', durationMinutes: 30 } });
    expect(await held(desk)).toMatchObject({ total: 0, changes: [], next: null });
  });

  it('that its author has given up is said to be given up, and waits for nobody', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30 } });
    await phone.push({ type: 'dismiss', id, held: [phone.replica, phone.n] });
    expect((await held(desk)).total).toBe(0);
    expect((await held(desk, '?state=all')).changes).toMatchObject([{ state: 'dismissed', sent: { durationMinutes: [15, 30] } }]);
  });
});

describe('a first version that was not taken', () => {
  it('is in sight of the supervisor with its kind, its title and all that it says', async () => {
    const photo = referenceOf(new Uint8Array(await plainJpeg(1, 320)));
    const entry = training([photo], { attendance: -3 });
    await phone.push(entry);
    const { changes } = await held(desk);
    expect(changes).toMatchObject([
      {
        type: 'new',
        reason: 'invalid',
        field: 'attendance',
        kind: 'training',
        title: 'Tập huấn dịch vụ công trực tuyến',
        unitName: 'Xã Hiệp Cường',
        entry: null,
        sent: { attendance: [null, -3], venue: [null, 'Hội trường UBND xã'], photos: [[], [photo.id]] },
      },
    ]);
  });

  it('that no program can read yet is in sight of its author’s supervisor all the same', async () => {
    await phone.sync([{ n: 1, type: 'from-the-future', id: newId(), at: testNow, base: 0 }]);
    expect((await held(desk)).changes).toMatchObject([
      { by: 'Nguyễn Văn Ấp', type: 'from-the-future', reason: 'invalid', field: 'type', unitName: '', kind: null, title: null, sent: {} },
    ]);
  });

  it('because the program failed says whose it is', async () => {
    await server.parts.database.query.schema.alterTable('entry_contributor').renameTo('away').execute();
    await phone.push(broadcast());
    await server.parts.database.query.schema.alterTable('away').renameTo('entry_contributor').execute();
    expect((await held(desk)).changes).toMatchObject([{ reason: 'internal', unitName: 'Xã Hiệp Cường', kind: 'broadcast' }]);
  });

  it('of another’s unit is in sight of who reviews that unit', async () => {
    const elsewhere = await signedIn('phohien');
    await elsewhere.push(broadcast());
    expect((await held(desk)).changes).toMatchObject([{ reason: 'scope', unitName: 'Xã Hiệp Cường' }]);
  });
});

describe('an author who no longer writes for the unit', () => {
  it('may mend what they wrote for 90 days; a day later the change is refused, and is in sight of the unit’s supervisor', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const lastDay = dayOf(testNow);
    await endRole(phone, addDays(lastDay, 1));
    const afterwards = Date.parse(`${addDays(lastDay, 91)}T00:00:00+07:00`);

    expect(await editAt(afterwards - 1, { id: entry.id, base: 1, set: { durationMinutes: 20 } })).toEqual(['ok', 2]);
    expect((await held(desk)).total).toBe(0);

    expect(await editAt(afterwards, { id: entry.id, base: 2, set: { durationMinutes: 30 } })).toEqual(['held', 'scope']);
    expect((await held(desk)).changes).toMatchObject([
      {
        by: 'Nguyễn Văn Ấp',
        unitName: 'Xã Hiệp Cường',
        type: 'edit',
        reason: 'scope',
        entry: { id: entry.id },
        sent: { durationMinutes: [20, 30] },
        state: 'open',
      },
    ]);
  });
});

describe('a change of an entry that was erased for good', () => {
  it('is in nobody’s sight any more, nor is one that comes after', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30 } });
    const office = await signedIn('quantri');
    const body = JSON.stringify({ reason: 'Công văn 12/STP' });
    const headers = { 'content-type': 'application/json' };
    expect((await office.fetch(`/v1/entries/${id}/erase`, { method: 'POST', headers, body })).status).toBe(200);
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 40 } });
    expect([(await held(desk, '?state=all')).total, (await held(phone, '?whose=own&state=all')).total]).toEqual([0, 0]);
  });
});

describe('who sees what was not taken', () => {
  it('no stranger, and of the units only who reviews them', async () => {
    await phone.push(training([], { attendance: -3 }));
    expect((await new WirePhone(server.url, testNow).fetch('/v1/held')).status).toBe(401);
    expect((await phone.fetch('/v1/held')).status).toBe(403);
    expect((await (await signedIn('quantri')).fetch('/v1/held')).status).toBe(403);
  });

  it('is asked at every request: a unit that went to another office is not this one’s any more', async () => {
    await phone.push(training([], { attendance: -3 }));
    const { query } = server.parts.database;
    await query.updateTable('review_route').set({ to_day: '2026-11-01' }).where('unit', '=', units.hiepCuong).execute();
    expect((await held(desk)).total).toBe(1);
    await query
      .insertInto('review_route')
      .values({ unit: units.hiepCuong, reviewer_unit: 'another-office', from_day: '2026-11-02', to_day: null })
      .execute();
    expect((await held(desk)).total).toBe(0);
    await query
      .updateTable('granted_role')
      .set({ unit: 'another-office' })
      .where('person', '=', desk.person?.id ?? '')
      .execute();
    expect((await held(desk)).total).toBe(1);
  });

  it('of an entry goes by the day of the entry, as the entry does', async () => {
    const id = await approved();
    await phone.push({ type: 'edit', id, base: 2, set: { durationMinutes: 30 } });
    await server.parts.database.query
      .updateTable('review_route')
      .set({ to_day: '2026-11-23' })
      .where('unit', '=', units.hiepCuong)
      .execute();
    expect((await held(desk)).total).toBe(0);
  });

  it('the author sees all of theirs, from every phone, and nobody else’s', async () => {
    const other = await signedIn('hiepcuong');
    await other.push(training([], { attendance: -3 }));
    await (await signedIn('phohien')).push(broadcast());
    expect((await held(phone, '?whose=own')).changes).toMatchObject([{ type: 'new', reason: 'invalid', kind: 'training' }]);
    expect((await held(desk, '?whose=own')).total).toBe(0);
  });

  it('a supervisor is not shown their own decisions among the units’', async () => {
    const entry = broadcast();
    await phone.push(entry, { type: 'edit', id: entry.id, set: { durationMinutes: 20 } });
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'return', remark: 'Ghi rõ' });
    expect((await held(desk)).total).toBe(0);
    expect((await held(desk, '?whose=own')).changes).toMatchObject([{ type: 'review', reason: 'stale_review', remark: 'Ghi rõ' }]);
  });
});

describe('many', () => {
  it('come page by page, newest first, each once, also those of one moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const others = await signedIn('hiepcuong');
      await others.push(...Array.from({ length: 3 }, (_, index) => training([], { attendance: -1 - index - 3 * round })));
      if (round > 0) server.clock.now += 1000;
    }
    const seen: unknown[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null; pages += 1) {
      expect(pages).toBeLessThan(6);
      const page: HeldPage = await held(desk, `?limit=2${next && `&after=${encodeURIComponent(next)}`}`);
      expect(page.total).toBe(9);
      seen.push(...page.changes.map(({ at, sent }) => [at, sent['attendance']?.[1]]));
      next = page.next;
    }
    expect(seen).toHaveLength(9);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(9);
    expect(seen.map((each) => (each as number[])[0])).toEqual([...Array(3).fill(testNow + 1000), ...Array(6).fill(testNow)]);
  });

  it('are asked for with a page that nobody was given: the newest come', async () => {
    await phone.push(training([], { attendance: -3 }));
    expect((await held(desk, '?after=nonsense')).changes).toHaveLength(1);
    expect((await desk.fetch('/v1/held?limit=0')).status).toBe(400);
  });
});
