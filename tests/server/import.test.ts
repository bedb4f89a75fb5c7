import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeFile, ImportResult } from '../../src/protocol/change-file.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, newId, referenceOf, training, WirePhone, type NumberedChange } from '../fakes/wire-phone.ts';

let server: TestServer;
/** The one whose changes could not be sent. */
let lost: WirePhone;
let other: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  lost = await signedIn('hiepcuong');
  other = await signedIn('hiepcuong');
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

function fileOf(phone: WirePhone, changes: readonly NumberedChange[], more: Partial<ChangeFile> = {}): ChangeFile {
  return {
    person: phone.person?.id ?? '',
    exportedAt: testNow,
    build: '2026.11.1',
    changes: changes.map((change) => ({ replica: phone.replica, body: JSON.stringify(change) })),
    ...more,
  };
}

function post(by: WirePhone, file: unknown): Promise<Response> {
  return by.fetch('/v1/import', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(file) });
}

async function handIn(by: WirePhone, file: unknown): Promise<ImportResult[]> {
  const answer = await post(by, file);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { results: ImportResult[] }).results;
}

async function count(table: 'entry' | 'mutation' | 'receipt'): Promise<number> {
  return (await server.parts.database.query.selectFrom(table).selectAll().execute()).length;
}

describe('the changes of a phone that cannot send', () => {
  it('are handed in as a file from another one, as if the phone had sent them itself', async () => {
    const changes = lost.number(broadcast(), broadcast());
    expect(await handIn(other, fileOf(lost, changes))).toEqual([
      ['ok', 1],
      ['ok', 1],
    ]);
    const { entry } = await lost.entry(changes[0]?.id ?? '');
    expect([entry.author.name, entry.status]).toEqual(['Nguyễn Văn Ấp', 'submitted']);
  });

  it('handed in again and again, or sent by the phone after all, are done once, with the same answers', async () => {
    const changes = lost.number(broadcast(), training([], { attendance: -3 }));
    const first = await handIn(other, fileOf(lost, changes));
    expect(first).toEqual([
      ['ok', 1],
      ['held', 'invalid', 'attendance'],
    ]);
    expect(await handIn(other, fileOf(lost, changes))).toEqual(first);
    const sent = await lost.sync(changes);
    expect([sent.acknowledged, sent.results.map(([, ...result]) => result)]).toEqual([2, first]);
    expect([await count('entry'), await count('mutation'), await count('receipt')]).toEqual([1, 2, 2]);
  });

  it('eight times at once are done once', async () => {
    const file = fileOf(lost, lost.number(broadcast(), broadcast()));
    const answers = await Promise.all(Array.from({ length: 8 }, () => handIn(other, file)));
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await count('entry')).toBe(2);
  });

  it('of several phones may stand in one file, in any order', async () => {
    const mine = lost.number(broadcast(), broadcast());
    const theirs = other.number(broadcast());
    const file = fileOf(lost, mine);
    const [first, second] = file.changes;
    const mixed = [second, ...fileOf(other, theirs).changes, first];
    expect(await handIn(other, { ...file, changes: mixed })).toEqual([
      ['ok', 1],
      ['ok', 1],
      ['ok', 1],
    ]);
  });

  it('behind something that is not here wait: nothing is taken before what it builds on', async () => {
    const [, second] = lost.number(broadcast(), broadcast());
    expect(await handIn(other, fileOf(lost, second ? [second] : []))).toEqual([['waiting']]);
    expect(await count('entry')).toBe(0);
  });

  it('name photos that the phone can still bring', async () => {
    const bytes = new Uint8Array(await plainJpeg(1, 320));
    const photo = referenceOf(bytes);
    await handIn(other, fileOf(lost, lost.number(training([photo]))));
    expect((await lost.patch(photo.id, 0, bytes)).status).toBe(204);
  });

  it('make no new device of the one that hands them in, and take nothing from the phone', async () => {
    await handIn(other, fileOf(lost, lost.number(broadcast())));
    expect((await lost.push(broadcast())).results).toEqual([[2, 'ok', 1]]);
    const rows = await server.parts.database.query.selectFrom('session_replica').select('replica').execute();
    expect(rows.map((row) => row.replica)).toEqual([lost.replica]);
  });

  it('are no newer than they are, however long the file was on its way', async () => {
    const entry = broadcast();
    await other.push(entry);
    lost.now = server.clock.now += 60_000;
    const changes = lost.number({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
    const file = fileOf(lost, changes, { exportedAt: lost.now });
    other.now = server.clock.now += 86_400_000;
    await other.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 45 } });
    server.clock.now += 86_400_000;
    expect(await handIn(other, file)).toEqual([['merged', 3]]);
    expect((await other.entry(entry.id)).entry).toMatchObject({
      values: { durationMinutes: 45 },
      conflicts: [{ field: 'durationMinutes', kept: 45, lost: 20 }],
    });
  });
});

describe('the file of a copied phone, with the same numbers for other changes', () => {
  beforeEach(async () => {
    await lost.push(broadcast(), broadcast());
    lost.n = 0;
  });

  it('is taken under a name of its own, whole and once, however often and by however many at once', async () => {
    const file = fileOf(lost, lost.number(broadcast(), training([], { attendance: -3 }), broadcast()));
    const answers = await Promise.all(Array.from({ length: 8 }, () => handIn(other, file)));
    for (const answer of answers)
      expect(answer).toEqual([
        ['ok', 1],
        ['held', 'invalid', 'attendance'],
        ['ok', 1],
      ]);
    expect([await count('entry'), await count('mutation'), await count('receipt')]).toEqual([4, 5, 5]);
  });

  it('in pieces that come at once: each of them is taken, and none of it twice', async () => {
    const changes = lost.number(...Array.from({ length: 6 }, () => broadcast()));
    await handIn(other, fileOf(lost, changes.slice(0, 1)));
    const pieces = changes.map((_change, index) => fileOf(lost, changes.slice(0, index + 1)));
    for (const answer of await Promise.all(pieces.map((file) => handIn(other, file))))
      expect(new Set(answer.flat())).toEqual(new Set(['ok', 1]));
    expect([await count('entry'), await count('receipt')]).toEqual([8, 8]);
  });

  it('that names no moment at which it was made is taken once all the same', async () => {
    const { exportedAt: _none, ...file } = fileOf(lost, lost.number(broadcast()));
    expect(await handIn(other, file)).toEqual([['ok', 1]]);
    expect(await handIn(other, file)).toEqual([['ok', 1]]);
    expect([await count('entry'), await count('receipt')]).toEqual([3, 3]);
  });

  it('has its own change of an entry that it made itself, and keeps where it stood first', async () => {
    const entry = broadcast();
    const changes = lost.number(entry, { type: 'edit', id: entry.id, base: 0, set: { durationMinutes: 45 } });
    expect(await handIn(other, fileOf(lost, changes))).toEqual([
      ['ok', 1],
      ['ok', 2],
    ]);
    const rows = await server.parts.database.query
      .selectFrom('receipt')
      .selectAll()
      .where('origin_replica', 'is not', null)
      .orderBy('n')
      .execute();
    expect(rows.map((row) => [row.n, row.origin_replica, row.origin_n])).toEqual([
      [1, lost.replica, 1],
      [2, lost.replica, 2],
    ]);
  });

  it('with a hole in it waits behind the hole, and goes on once that is there', async () => {
    const changes = lost.number(broadcast(), broadcast(), broadcast());
    const file = fileOf(lost, changes);
    const holed = { ...file, changes: file.changes.map((change, index) => (index === 1 ? { ...change, body: '{"n":' } : change)) };
    expect(await handIn(other, holed)).toEqual([['ok', 1], ['unreadable'], ['waiting']]);
    expect(await handIn(other, file)).toEqual([
      ['ok', 1],
      ['ok', 1],
      ['ok', 1],
    ]);
    expect(await count('entry')).toBe(5);
  });

  it('stays somebody’s own: with numbers of somebody else’s phone nothing of it is taken', async () => {
    const stranger = await signedIn('phohien');
    const file = { ...fileOf(lost, lost.number(broadcast())), person: stranger.person?.id };
    expect((await post(stranger, file)).status).toBe(403);
    expect(await count('receipt')).toBe(2);
  });
});

describe('a file of what was refused', () => {
  it('as builds before wrote it is read still: each is answered as it was', async () => {
    await lost.push(training([], { attendance: -3 }));
    const [change] = lost.number(broadcast());
    const file = {
      person: lost.person?.id,
      entry: newId(),
      changes: [
        {
          change: { ...training([], { attendance: -3 }), ...change, n: 2 },
          savedAt: '2026-11-24T03:05:00.000Z',
          refusedAt: '2026-11-24T03:05:00.000Z',
          reason: 'invalid',
          field: 'attendance',
          sentAs: [lost.replica, 2],
        },
      ],
    };
    expect((await handIn(other, file))[0]?.[0]).toBe('ok');
  });
});

describe('a file that is not for here', () => {
  it('somebody else’s is left to them', async () => {
    const stranger = await signedIn('phohien');
    const answer = await post(stranger, fileOf(lost, lost.number(broadcast())));
    expect([answer.status, await answer.json()]).toMatchObject([403, { kind: 'wrong_user' }]);
    expect(await count('receipt')).toBe(0);
  });

  it('that says it is one’s own, with numbers of somebody else’s phone, is refused', async () => {
    await lost.sync();
    const stranger = await signedIn('phohien');
    const file = { ...fileOf(lost, lost.number(broadcast())), person: stranger.person?.id };
    expect((await post(stranger, file)).status).toBe(403);
  });

  it('nobody’s without signing in', async () => {
    expect((await post(new WirePhone(server.url, testNow), fileOf(lost, lost.number(broadcast())))).status).toBe(401);
  });

  it('that was cut or written in: what is no change is named, the rest is taken', async () => {
    const [change] = lost.number(broadcast());
    const file = fileOf(lost, change ? [change] : []);
    const changes = [
      { replica: lost.replica, body: '{"n":1,' },
      { body: '{"n":1}' },
      { replica: lost.replica, body: '7' },
      ...file.changes,
    ];
    expect(await handIn(other, { ...file, changes })).toEqual([['unreadable'], ['unreadable'], ['unreadable'], ['ok', 1]]);
  });

  it('that is none at all is refused politely', async () => {
    for (const body of [{ rows: [] }, { person: 'a', changes: 'b' }, []]) expect((await post(other, body)).status).toBe(400);
  });
});
