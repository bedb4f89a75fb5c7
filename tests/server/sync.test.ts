import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldPage } from '../../src/protocol/held.ts';
import type { HistoryItem } from '../../src/protocol/history.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { startTestServer, storedEntry, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, newId, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';

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

/** Newest first. */
async function historyOf(id: string): Promise<HistoryItem[]> {
  return ((await (await phone.fetch(`/v1/entries/${id}/history`)).json()) as { changes: HistoryItem[] }).changes;
}

function airing(airedFor: string[]) {
  return { ...broadcast({ airedFor }), unit: units.centre };
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index} ${'x'.repeat(290)}`);
}

async function countEntries(): Promise<number> {
  return (await server.parts.database.query.selectFrom('entry').select('id').execute()).length;
}

describe('the same thing arrives twice', () => {
  it('and is done once, with the same answer', async () => {
    const numbered = phone.number(broadcast(), broadcast());
    const first = await phone.sync(numbered);
    const second = await phone.sync(numbered);
    expect(second.results).toEqual(first.results);
    expect([second.acknowledged, await countEntries()]).toEqual([2, 2]);
  });

  it('at the same moment, ten times, and is done once', async () => {
    const request = phone.request(phone.number(broadcast(), broadcast(), broadcast()));
    const answers = await Promise.all(Array.from({ length: 10 }, () => phone.post(request)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await countEntries()).toBe(3);
  });

  it('with the keys in another order: it is the same thing still', async () => {
    const [mutation] = phone.number(broadcast());
    await phone.sync([mutation]);
    const reversed = Object.fromEntries(Object.entries(mutation ?? {}).sort(([left], [right]) => (left < right ? 1 : -1)));
    expect((await phone.sync([reversed])).results).toEqual([[1, 'ok', 1]]);
  });

  it('under the same number but different: nothing is taken, and the phone is told that it was copied', async () => {
    await phone.push(broadcast());
    phone.n = 0;
    const answer = await phone.post(phone.request(phone.number(broadcast(), broadcast())));
    expect([answer.status, await answer.json()]).toMatchObject([409, { kind: 'fork' }]);
    expect(await countEntries()).toBe(1);
  });

  it('under a new name after a copy was found out: whichever comes first, it is done once', async () => {
    const entry = broadcast();
    const [original] = phone.number(entry);
    await phone.sync([original]);
    const copy = await signedIn('hiepcuong');
    const [renumbered] = copy.number(entry);
    expect((await copy.sync([{ ...renumbered, origin: [phone.replica, 1] }])).results).toEqual([[1, 'ok', 1]]);
    const later = broadcast();
    const [there] = copy.number(later);
    await copy.sync([{ ...there, origin: [phone.replica, 2] }]);
    expect((await phone.push(later)).results).toEqual([[2, 'ok', 1]]);
    expect(await countEntries()).toBe(2);
  });
});

describe('something is missing or unreadable', () => {
  it('a number is missing: nothing behind it is read, and the phone learns from where to send again', async () => {
    const [first, , third] = phone.number(broadcast(), broadcast(), broadcast());
    const answer = await phone.sync([first, third]);
    expect([answer.acknowledged, answer.results.length]).toEqual([1, 1]);
  });

  it('one change cannot be read: it is kept as it came and the next one is done', async () => {
    const answer = await phone.sync([
      { n: 1, type: 'from-the-future', id: 'x', secret: 7 },
      { n: 2, ...broadcast(), at: testNow, base: 0 },
    ]);
    expect(answer.results).toEqual([
      [1, 'held', 'invalid', 'type'],
      [2, 'ok', 1],
    ]);
    const row = await server.parts.database.query.selectFrom('mutation').select('body').where('outcome', '=', 'held').executeTakeFirst();
    expect(JSON.parse(row?.body ?? '')).toEqual({ n: 1, type: 'from-the-future', id: 'x', secret: 7 });
  });

  it.each([
    ['of itself', '"__proto__":{"submit":true}'],
    ['written in another way', '"\\u005f_proto__":{"submit":true}'],
    ['deep inside', '"extra":[{"constructor":{"prototype":{"submit":true}}}]'],
  ])('one change has a name in it that no program should read, %s: it is kept as it came and the others are done', async (_where, name) => {
    const [first, second, third] = phone.number(broadcast(), broadcast(), broadcast());
    const sent = JSON.stringify(phone.request([first, second, third])).replace('"n":2,', `"n":2,${name},`);
    const answers = [await phone.postText(sent), await phone.postText(sent)];
    for (const answer of answers) {
      expect([answer.status, (await answer.json()) as unknown]).toMatchObject([
        200,
        {
          results: [
            [1, 'ok', 1],
            [2, 'held', 'invalid', 'mutation'],
            [3, 'ok', 1],
          ],
        },
      ]);
    }
    const row = await server.parts.database.query.selectFrom('mutation').select('body').where('outcome', '=', 'held').executeTakeFirst();
    expect(row?.body).toContain(name.replace('\\u005f', '_'));
    expect('submit' in {}).toBe(false);
    // What was held is what was sent: without that name it is something else.
    expect((await phone.post(phone.request([second]))).status).toBe(409);
  });

  it('one change is nested deeper than anything can follow: it is kept and the others are done', async () => {
    const [first, second, third] = phone.number(broadcast(), broadcast(), broadcast());
    const deep = `"extra":${'['.repeat(40_000)}${']'.repeat(40_000)}`;
    const sent = JSON.stringify(phone.request([first, second, third])).replace('"n":2,', `"n":2,${deep},`);
    const answers = [await phone.postText(sent), await phone.postText(sent)];
    for (const answer of answers) {
      expect([answer.status, (await answer.json()) as unknown]).toMatchObject([
        200,
        {
          results: [
            [1, 'ok', 1],
            [2, 'held', 'invalid', 'mutation'],
            [3, 'ok', 1],
          ],
        },
      ]);
    }
    const row = await server.parts.database.query.selectFrom('mutation').select('body').where('outcome', '=', 'held').executeTakeFirst();
    expect(row?.body).toContain(deep);
    const history = await phone.fetch(`/v1/entries/${String(second?.['id'])}/history`);
    expect([200, 404]).toContain(history.status);
  });

  it('one change brings more that this server does not know than any newer phone would: it is held, and nobody has to fetch it', async () => {
    const entry = broadcast();
    const edits = [1, 2].map((index) => ({
      type: 'edit' as const,
      id: entry.id,
      set: { [`unknown${index}`]: ['x'.repeat(300)].concat(many(30)) },
    }));
    const answer = await phone.push(entry, ...edits);
    expect(answer.results).toEqual([
      [1, 'ok', 1],
      [2, 'ok', 2],
      [3, 'held', 'invalid', 'unknown2'],
    ]);
  });

  it('one change adds members to what is no list: it is held at that field', async () => {
    const entry = broadcast();
    const answer = await phone.push(entry, { type: 'edit', id: entry.id, add: { airings: ['một'] } });
    expect(answer.results[1]).toEqual([2, 'held', 'invalid', 'airings']);
  });

  it('one change makes the program fail, three times in a row: only its own writes are undone and the next one is done', async () => {
    const { database } = server.parts;
    const poison = broadcast();
    await database.query.schema
      .createTable('trap')
      .addColumn('entry', 'text', (column) => column.primaryKey())
      .execute();
    await sql`create trigger spring before insert on entry_contributor when new.entry = ${sql.lit(poison.id)} begin select raise(fail, 'sprung'); end`.execute(
      database.query,
    );
    const answer = await phone.push(poison, broadcast());
    expect(answer.results).toEqual([
      [1, 'held', 'internal'],
      [2, 'ok', 1],
    ]);
    expect(await countEntries()).toBe(1);
    expect(server.log.filter((line) => line.includes('sprung'))).toHaveLength(3);
  });

  it('a passing trouble comes between those tries: nothing is recorded, and the phone is told to come again', async () => {
    const database = await openSqlite(':memory:');
    let sprung = 0;
    const isTransient = (error: unknown): boolean => {
      if (!String(error).includes('sprung')) return database.isTransient(error);
      sprung += 1;
      return sprung > 1;
    };
    const beside = await startTestServer({ database: { ...database, isTransient } });
    const there = new WirePhone(beside.url, testNow);
    await there.signIn('hiepcuong');
    const poison = broadcast();
    await sql`create trigger spring before insert on entry_contributor when new.entry = ${sql.lit(poison.id)} begin select raise(fail, 'sprung'); end`.execute(
      database.query,
    );
    expect((await there.post(there.request(there.number(poison, broadcast())))).status).toBe(503);
    expect(await database.query.selectFrom('entry').select('id').execute()).toEqual([]);
    expect(await database.query.selectFrom('receipt').select('n').execute()).toEqual([]);
    await beside.close();
  });

  it('a newer phone says more than this server knows: it is kept', async () => {
    const entry = { ...broadcast({ loudness: 7 }), weather: 'mưa' };
    await phone.sync(phone.number(entry));
    const row = await server.parts.database.query.selectFrom('mutation').select('body').executeTakeFirst();
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ weather: 'mưa', set: { loudness: 7 } });
    expect((await (await signedIn('hiepcuong')).sync()).entries[0]?.values['loudness']).toBe(7);
  });
});

describe('the disk is full', () => {
  it('nothing is recorded, the phone is told to try later, and later it goes through', async () => {
    const { query } = server.parts.database;
    await phone.push(broadcast());
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(query);
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]?.page_count ?? 0)}`.execute(query);
    const request = phone.request(phone.number(...Array.from({ length: 100 }, () => broadcast())));
    const answer = await phone.post(request);
    expect([answer.status, await answer.json()]).toMatchObject([503, { kind: 'unavailable' }]);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await countEntries()).toBe(1);
    await sql`pragma max_page_count = 1000000`.execute(query);
    expect((await phone.sync(request.mutations)).acknowledged).toBe(101);
  });
});

describe('the phone is told what changed', () => {
  it('its own new entry comes back as "kept", not as text', async () => {
    const entry = broadcast();
    const answer = await phone.push(entry);
    expect([answer.kept, answer.entries]).toEqual([[[entry.id, 1]], []]);
    expect(answer.now).toBe(testNow);
  });

  it('a colleague gets the entry whole, once', async () => {
    const colleague = await signedIn('hiepcuong');
    await colleague.sync();
    const entry = broadcast();
    await phone.push(entry);
    expect((await colleague.sync()).entries.map((each) => each.id)).toEqual([entry.id]);
    expect((await colleague.sync()).entries).toEqual([]);
  });

  it('page after page when it is much, every entry once and to the end', async () => {
    await phone.push(...Array.from({ length: 30 }, () => broadcast()));
    const fresh = await signedIn('hiepcuong');
    const seen: string[] = [];
    let pages = 0;
    for (let more = true; more; pages += 1) {
      const answer = await fresh.sync([], { budget: 5000 });
      seen.push(...answer.entries.map((entry) => entry.id));
      more = answer.more;
      if (!more) expect(answer.started).toContain(`unit:${units.hiepCuong}`);
    }
    expect([new Set(seen).size, seen.length, pages > 3]).toEqual([30, 30, true]);
  });

  it('a first reading leaves out what was approved long ago, and keeps what still waits', async () => {
    const old = broadcast({ airDates: ['2026-03-02'] });
    const oldWaiting = broadcast({ airDates: ['2026-03-02'] });
    const recent = broadcast();
    await phone.push(old, oldWaiting, recent);
    const reviewer = await signedIn('sonoivu');
    await reviewer.push(
      { type: 'review', id: old.id, base: 1, verdict: 'approve' },
      { type: 'review', id: recent.id, base: 1, verdict: 'approve' },
    );
    const fresh = await signedIn('hiepcuong');
    expect(new Set((await fresh.sync()).entries.map((entry) => entry.id))).toEqual(new Set([oldWaiting.id, recent.id]));
  });

  it('a unit that it has no more is named for dropping, and nothing of it is sent', async () => {
    await phone.push(broadcast());
    await server.parts.database.query
      .updateTable('granted_role')
      .set({ to_day: '2026-11-01' })
      .where('unit', '=', units.hiepCuong)
      .execute();
    const answer = await phone.sync();
    expect(answer.drop).toEqual([`unit:${units.hiepCuong}`]);
    expect(answer.entries).toEqual([]);
  });

  it('another life of the store: every cursor begins anew', async () => {
    await phone.push(broadcast());
    const answer = await phone.sync([], { epoch: 'another' });
    expect(answer.entries).toHaveLength(1);
    expect(answer.person?.username).toBe('hiepcuong');
  });

  it('a reviewer of many units copies none, but hears what became of a decision', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const reviewer = await signedIn('sonoivu');
    const first = await reviewer.sync();
    expect([first.entries, Object.keys(first.cursors), first.person?.routedUnits]).toEqual([[], [`person:${reviewer.person?.id}`], 121]);
    const answer = await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect([answer.results, answer.kept]).toEqual([[[1, 'ok', 2]], [[entry.id, 2]]]);
  });
});

describe('whose it is', () => {
  it('the outbox of another person is refused', async () => {
    const other = await signedIn('phohien');
    const answer = await other.post(other.request(other.number(broadcast()), { user: phone.person?.id ?? '' }));
    expect([answer.status, await answer.json()]).toMatchObject([403, { kind: 'wrong_user' }]);
    expect(await countEntries()).toBe(0);
  });

  it('the database of a phone that another person has sent from is refused', async () => {
    await phone.push(broadcast());
    const other = await signedIn('phohien');
    const answer = await other.post(other.request([], { replica: phone.replica }));
    expect([answer.status, await answer.json()]).toMatchObject([403, { kind: 'replica_known' }]);
  });

  it("a phone's key is remembered from its first exchange and never replaced", async () => {
    const key = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' } as const;
    await phone.sync([], { publicKey: key });
    await phone.sync([], { publicKey: { ...key, x: 'other' } });
    const row = await server.parts.database.query.selectFrom('replica').select('public_key').executeTakeFirst();
    expect(JSON.parse(row?.public_key ?? '')).toEqual(key);
  });
});

describe('what the content must be', () => {
  it('an entry is held with its field when something is missing, wrong or of another time', async () => {
    const cases: [Parameters<typeof broadcast>[0], string][] = [
      [{ title: '' }, 'title'],
      [{ durationMinutes: 'mười lăm' }, 'durationMinutes'],
      [{ clustersOn: 500 }, 'clustersOn'],
      [{ airDates: ['2026-12-24'] }, 'airDates'],
      [{ airDates: ['2025-06-30'] }, 'airDates'],
    ];
    const answer = await phone.push(...cases.map(([set]) => broadcast(set)));
    expect(answer.results.map((result) => result.slice(1))).toEqual(cases.map(([, field]) => ['held', 'invalid', field]));
  });

  it('a training session without a photo is held at "photos"', async () => {
    expect((await phone.push(training([]))).results[0]?.slice(1)).toEqual(['held', 'invalid', 'photos']);
  });

  it('a day that has not come yet in Việt Nam is held, also from a phone whose clock is past midnight already', async () => {
    server.clock.now = Date.parse('2026-11-24T23:59:59+07:00');
    phone.now = server.clock.now + 3_600_000;
    const tomorrow = broadcast({ airDates: ['2026-11-25'] });
    expect((await phone.push(tomorrow)).results[0]?.slice(1)).toEqual(['held', 'invalid', 'airDates']);
    server.clock.now += 1000;
    expect((await phone.push(tomorrow)).results[0]?.[1]).toBe('ok');
  });

  it('a source that had ended on the day of the entry is held', async () => {
    const answer = await phone.push(
      broadcast({ airDates: ['2025-07-01'], sourceType: 'districtCentre' }),
      broadcast({ airDates: ['2025-07-01'], sourceType: 'own' }),
    );
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['held', 'invalid', 'sourceType'],
      ['ok', 1],
    ]);
  });

  it('a commune, which airs for nobody else, is held when it names communes', async () => {
    const answer = await phone.push(broadcast({ airedFor: [units.phoHien] }), broadcast({ airedFor: [] }));
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['held', 'invalid', 'airedFor'],
      ['ok', 1],
    ]);
  });

  it('a centre says for which of its communes it aired', async () => {
    const centre = await signedIn('trungtam');
    const answer = await centre.push(airing([]), airing(['12004@2025-07-01']), airing([units.hiepCuong, units.phoHien]));
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['held', 'invalid', 'airedFor'],
      ['held', 'invalid', 'airedFor'],
      ['ok', 1],
    ]);
  });

  it('the history keeps before and after', async () => {
    const entry = broadcast();
    await phone.push(entry, { type: 'edit', id: entry.id, set: { durationMinutes: 20 } });
    const rows = await server.parts.database.query.selectFrom('mutation').select('difference').orderBy('n').execute();
    expect(JSON.parse(rows[1]?.difference ?? '')).toEqual({ durationMinutes: [15, 20] });
  });
});

describe('two people change the same entry', () => {
  it('different fields: both stand', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const colleague = await signedIn('hiepcuong');
    await colleague.sync();
    await phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
    const answer = await colleague.push({ type: 'edit', id: entry.id, base: 1, set: { programme: 'Pháp luật và đời sống' } });
    expect(answer.results[0]?.slice(1)).toEqual(['ok', 3]);
    expect(answer.entries[0]?.values).toMatchObject({ durationMinutes: 20, programme: 'Pháp luật và đời sống' });
  });

  it('the same field: the newer one stands and the other is kept beside it', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const colleague = await signedIn('hiepcuong');
    await phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
    server.clock.now += 60_000;
    colleague.now = server.clock.now;
    const answer = await colleague.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 30 } });
    expect(answer.results[0]?.slice(1)).toEqual(['merged', 3]);
    expect(answer.entries[0]?.conflicts).toMatchObject([
      { field: 'durationMinutes', kept: 30, keptBy: colleague.person?.name, lost: 20, lostBy: phone.person?.name, revision: 3 },
    ]);
  });

  it('a number that only a person can choose stays as it was, and nothing is judged until somebody chose', async () => {
    const entry = training([referenceOf(Buffer.from(newId()))]);
    await phone.push(entry);
    const desk = await signedIn('sonoivu');
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'return', remark: 'Sửa số người' });
    await phone.push({ type: 'edit', id: entry.id, base: 2, set: { attendance: 40 } });
    const colleague = await signedIn('hiepcuong');
    const late = await colleague.push({ type: 'edit', id: entry.id, base: 2, set: { attendance: 41 }, submit: true });
    expect(late.results[0]?.slice(1)).toEqual(['merged', 4]);
    expect(late.entries[0]).toMatchObject({ status: 'returned', values: { attendance: 40 }, conflicts: [{ kept: 40, lost: 41 }] });
    expect((await phone.push({ type: 'submit', id: entry.id, base: 4 })).results[0]?.slice(1)).toEqual(['held', 'state', 'attendance']);
    const chosen = await colleague.push(
      { type: 'resolve', id: entry.id, base: 4, field: 'attendance', pick: 41 },
      { type: 'submit', id: entry.id, base: 4 },
    );
    expect(chosen.results.map((result) => result[1])).toEqual(['ok', 'ok']);
    expect((await phone.entry(entry.id)).entry).toMatchObject({ status: 'submitted', values: { attendance: 41 }, conflicts: [] });
  });

  it('what was not chosen stays in the history, also where the value that stood was chosen', async () => {
    const entry = training([referenceOf(Buffer.from(newId()))]);
    await phone.push(entry);
    const colleague = await signedIn('hiepcuong');
    await phone.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 41 } });
    await colleague.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 99 } });
    await phone.push({ type: 'resolve', id: entry.id, base: 3, field: 'attendance', pick: 41 });
    expect((await phone.entry(entry.id)).entry).toMatchObject({ values: { attendance: 41 }, conflicts: [] });
    expect((await historyOf(entry.id)).slice(0, 3)).toMatchObject([
      { type: 'resolve', difference: {}, lost: { attendance: [99] } },
      { type: 'edit', outcome: 'merged', difference: {}, lost: { attendance: [99] } },
      { type: 'edit', outcome: 'ok', difference: { attendance: [48, 41] } },
    ]);
  });

  it('of three values two stay in the history, whichever of them, or none, was chosen', async () => {
    for (const [pick, told] of [
      [41, { difference: {}, lost: { attendance: [77, 99] } }],
      [99, { difference: { attendance: [41, 99] }, lost: { attendance: [77] } }],
      [50, { difference: { attendance: [41, 50] }, lost: { attendance: [77, 99] } }],
    ] as const) {
      const entry = training([referenceOf(Buffer.from(newId()))]);
      await phone.push(entry);
      const [second, third] = [await signedIn('hiepcuong'), await signedIn('hiepcuong')];
      await phone.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 41 } });
      await second.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 99 } });
      await third.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 77 } });
      await phone.push({ type: 'resolve', id: entry.id, base: 4, field: 'attendance', pick });
      const [newest] = await historyOf(entry.id);
      expect(newest).toMatchObject({ type: 'resolve', ...told });
    }
  });

  it('where the newer value won, the history tells it once, as a change of the older one', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const colleague = await signedIn('hiepcuong');
    await phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
    server.clock.now += 60_000;
    colleague.now = server.clock.now;
    await colleague.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 30 } });
    const [newest] = await historyOf(entry.id);
    expect(newest).toMatchObject({ outcome: 'merged', difference: { durationMinutes: [20, 30] } });
    expect(newest).not.toHaveProperty('lost');
  });

  it('a choice settles only what was seen: a third value that came meanwhile asks again', async () => {
    const entry = training([referenceOf(Buffer.from(newId()))]);
    await phone.push(entry);
    const [second, third] = [await signedIn('hiepcuong'), await signedIn('hiepcuong')];
    await second.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 40 } });
    await third.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 41 } });
    await phone.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 42 } });
    await third.push({ type: 'resolve', id: entry.id, base: 3, field: 'attendance', pick: 40 });
    expect((await phone.entry(entry.id)).entry).toMatchObject({ values: { attendance: 40 }, conflicts: [{ lost: 42 }] });
  });

  it('a phone never conflicts with its own chain of edits', async () => {
    const entry = broadcast();
    const answer = await phone.push(
      entry,
      { type: 'edit', id: entry.id, set: { durationMinutes: 20 } },
      { type: 'edit', id: entry.id, set: { durationMinutes: 25 } },
      { type: 'void', id: entry.id },
    );
    expect(answer.results.map((result) => result[1])).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(answer.kept).toEqual([[entry.id, 4]]);
  });
});

describe('an entry that was written for the wrong unit', () => {
  it('is moved by a reviewer of both: gone there, here with its photos, its history whole', async () => {
    const entry = training([referenceOf(Buffer.from(newId()))]);
    await phone.push(entry);
    const other = await signedIn('phohien');
    await other.push();
    const desk = await signedIn('sonoivu');
    const moved = await desk.push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien });
    expect(moved.results[0]?.slice(1)).toEqual(['ok', 2]);
    expect((await phone.push()).gone).toContainEqual([`unit:${units.hiepCuong}`, entry.id, 'moved']);
    expect((await other.push()).entries.map((each) => each.id)).toEqual([entry.id]);
    const unaware = await signedIn('sonoivu');
    expect((await unaware.push({ type: 'move', id: entry.id, base: 1, unit: units.hiepCuong })).results[0]?.[2]).toBe('stale_review');
  });
});

describe('what the author of a moved entry had changed before they heard of it', () => {
  const oneDay = 86_400_000;

  it('is taken where the entry is now, for 90 days; what comes later is held and shown to the new unit’s reviewer', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const desk = await signedIn('sonoivu');
    await desk.push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien });
    const edit = (note: string) => ({ type: 'edit' as const, id: entry.id, base: 1, set: { note } });
    const late = await phone.push(edit('muộn'));
    expect(late.results[0]?.[1]).toBe('ok');
    // It opens nothing: the entry is another unit's.
    expect(late.entries).toEqual([]);
    expect(await storedEntry(server, entry.id)).toMatchObject({ unit: units.phoHien, values: { note: 'muộn' } });

    server.clock.now += 90 * oneDay;
    for (const [each, username] of [
      [phone, 'hiepcuong'],
      [desk, 'sonoivu'],
    ] as const)
      await each.signIn(username);
    expect((await phone.push(edit('ngày thứ 90'))).results[0]?.[1]).toBe('ok');
    server.clock.now += oneDay;
    expect((await phone.push(edit('ngày thứ 91'))).results[0]?.slice(1)).toEqual(['held', 'scope']);
    const shown = (await (await desk.fetch('/v1/held?whose=units')).json()) as HeldPage;
    expect(shown.changes.map((each) => [each.entry?.id, each.reason])).toEqual([[entry.id, 'scope']]);
  });
});

describe('a change that was refused', () => {
  it('is let go by its author alone, and stays in the history', async () => {
    const refused = { ...broadcast(), set: { ...broadcast().set, airings: -1 } };
    expect((await phone.push(refused)).results[0]?.[1]).toBe('held');
    const stranger = await signedIn('phohien');
    const letGo = { type: 'dismiss' as const, id: refused.id, held: [phone.replica, 1] as [string, number] };
    expect((await stranger.push(letGo)).results[0]?.slice(1)).toEqual(['held', 'role']);
    expect((await phone.push(letGo)).results[0]?.[1]).toBe('ok');
    const rows = await server.parts.database.query.selectFrom('mutation').select('type').where('entry', '=', refused.id).execute();
    expect(rows.map((row) => row.type).sort()).toEqual(['dismiss', 'dismiss', 'new']);
  });
});

describe('unknown things', () => {
  it('a change of an entry that is not there is held, with a reason', async () => {
    expect((await phone.push({ type: 'submit', id: newId() })).results).toEqual([[1, 'held', 'unknown_entry']]);
  });

  it('a second remark of the same id is held: nobody is quoted twice', async () => {
    const entry = broadcast();
    const remark = { type: 'comment' as const, id: entry.id, base: 1, comment: newId(), text: 'Đã gọi điện hỏi' };
    const answer = await phone.push(entry, remark, remark);
    expect(answer.results.slice(1)).toEqual([
      [2, 'ok', 2],
      [3, 'held', 'exists'],
    ]);
    expect((await storedEntry(server, entry.id)).comments).toHaveLength(1);
  });

  it('a second entry of the same id is held', async () => {
    const entry = broadcast();
    expect((await phone.push(entry, entry)).results[1]).toEqual([2, 'held', 'exists']);
  });
});
