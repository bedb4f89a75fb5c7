import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import type { SignedInDevice } from '../../src/protocol/devices.ts';
import type { EntryPage } from '../../src/protocol/review.ts';
import type { HeldPage } from '../../src/protocol/held.ts';
import { slowToCommit } from '../fakes/slow-to-commit.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, type Change, newId, type NumberedChange, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';
import type { MadeStore } from './stores.ts';

const verdictsOf = (answer: SyncResponse | undefined): unknown[] | undefined => answer?.results.map(([_n, ...verdict]) => verdict);

/** What phones may rely on, whatever the server keeps its records in. */
export function promisesOfSynchronising(open: () => Promise<MadeStore>): void {
  let made: MadeStore;
  let server: TestServer;
  let phone: WirePhone;

  beforeEach(async () => {
    made = await open();
    server = await startTestServer({ database: made.database });
    phone = await signedIn('hiepcuong');
  });
  afterEach(async () => {
    await server.close();
    await made.remove();
  });

  async function signedIn(username: string): Promise<WirePhone> {
    const device = new WirePhone(server.url, testNow);
    expect((await device.signIn(username)).status).toBe(200);
    return device;
  }

  const count = async (table: 'entry' | 'receipt' | 'mutation' | 'photo' | 'replica'): Promise<number> =>
    (await made.database.query.selectFrom(table).selectAll().execute()).length;

  const heldBodies = async (): Promise<unknown[]> => {
    const rows = await made.database.query.selectFrom('mutation').select('body').where('outcome', '=', 'held').execute();
    return rows.map(({ body }) => JSON.parse(body) as unknown);
  };

  const doublesOf = async (id: string): Promise<unknown> => {
    const reviewer = await signedIn('sonoivu');
    const { entries } = (await (await reviewer.fetch('/v1/review')).json()) as EntryPage;
    return entries.find(({ entry }) => entry.id === id)?.doubles;
  };

  describe('what may have been written down twice', () => {
    it('the same title on the same day of a unit is told of both, but not at another time of day', async () => {
      const [one, again, later] = [broadcast(), broadcast(), broadcast({ startTimes: ['05:00'] })];
      await phone.push(one, again, later);
      expect(await doublesOf(one.id)).toEqual([{ why: 'alike', entry: again.id }]);
      expect(await doublesOf(again.id)).toEqual([{ why: 'alike', entry: one.id }]);
      expect(await doublesOf(later.id)).toBeUndefined();
      await phone.push({ type: 'void', id: again.id, base: 1 });
      expect(await doublesOf(one.id)).toBeUndefined();
    });

    it('a photo that another entry uses is told; which entry, only to who may read it', async () => {
      const bytes = Buffer.from('the same picture');
      const [one, again] = [training([referenceOf(bytes)]), training([referenceOf(bytes)], { title: 'Tập huấn kỹ năng số' })];
      await phone.push(one, again);
      expect(await doublesOf(one.id)).toEqual([{ why: 'photo', entry: again.id }]);
      const { query } = made.database;
      await query.updateTable('review_route').set({ to_day: '2026-11-23' }).where('unit', '=', units.phoHien).execute();
      const elsewhere = await signedIn('phohien');
      const foreign = { ...training([referenceOf(bytes)], { title: 'Tập huấn ở phường' }), unit: units.phoHien };
      await elsewhere.push(foreign);
      expect(await doublesOf(one.id)).toEqual(
        expect.arrayContaining([
          { why: 'photo', entry: again.id },
          { why: 'photo', entry: null },
        ]),
      );
    });
  });

  describe('what arrives twice', () => {
    it('one after the other is done once, with the same answer', async () => {
      const numbered = phone.number(broadcast(), broadcast());
      const first = await phone.sync(numbered);
      expect((await phone.sync(numbered)).results).toEqual(first.results);
      expect([await count('entry'), await count('mutation')]).toEqual([2, 2]);
    });

    it('eight times at once, from a phone that was never seen, is done once', async () => {
      const request = phone.request(phone.number(broadcast(), broadcast(), broadcast()));
      const answers = await Promise.all(Array.from({ length: 8 }, () => phone.post(request)));
      const bodies = await Promise.all(answers.map(async (answer) => (await answer.json()) as { results: unknown }));
      for (const body of bodies) {
        expect(body.results).toEqual([
          [1, 'ok', 1],
          [2, 'ok', 1],
          [3, 'ok', 1],
        ]);
      }
      expect([await count('replica'), await count('entry'), await count('mutation'), await count('receipt')]).toEqual([1, 3, 3, 3]);
    });

    it('in a file, several times at once, and from the phone itself, is done once', async () => {
      const numbered = phone.number(broadcast(), broadcast());
      const changes = numbered.map((change) => ({ replica: phone.replica, body: JSON.stringify(change) }));
      const body = JSON.stringify({ person: phone.person?.id, exportedAt: testNow, changes });
      const headers = { 'content-type': 'application/json' };
      const handIn = async () => (await (await phone.fetch('/v1/import', { method: 'POST', headers, body })).json()) as unknown;
      const [sent, ...files] = await Promise.all([phone.sync(numbered), handIn(), handIn(), handIn()]);
      const results = sent.results.map(([, ...result]) => result);
      expect(files).toEqual(files.map(() => ({ results })));
      expect([await count('replica'), await count('entry'), await count('mutation'), await count('receipt')]).toEqual([1, 2, 2, 2]);
    });

    it('in the file of a copied phone, whole and in pieces, several times at once, is done once', async () => {
      await phone.push(broadcast());
      phone.n = 0;
      const changes = phone
        .number(broadcast(), broadcast(), broadcast())
        .map((change) => ({ replica: phone.replica, body: JSON.stringify(change) }));
      const headers = { 'content-type': 'application/json' };
      const handIn = async (held: typeof changes) => {
        const body = JSON.stringify({ person: phone.person?.id, exportedAt: testNow, changes: held });
        return (await (await phone.fetch('/v1/import', { method: 'POST', headers, body })).json()) as unknown;
      };
      const pieces = [changes, changes.slice(0, 1), changes, changes.slice(0, 2)];
      const answers = await Promise.all(pieces.map(handIn));
      expect(answers).toEqual(pieces.map((piece) => ({ results: piece.map(() => ['ok', 1]) })));
      expect([await count('replica'), await count('entry'), await count('mutation'), await count('receipt')]).toEqual([2, 4, 4, 4]);
    });

    it('with another content is a fork', async () => {
      await phone.push(broadcast());
      expect((await phone.post(phone.request([{ ...broadcast(), n: 1, at: testNow, base: 0 }]))).status).toBe(409);
    });

    it('with another content, behind something new: nothing of the request is done, and the new thing goes through alone', async () => {
      await phone.push(broadcast());
      const next = phone.number(broadcast());
      expect((await phone.post(phone.request([...next, { ...broadcast(), n: 1, at: testNow, base: 0 }]))).status).toBe(409);
      expect([await count('entry'), await count('receipt')]).toEqual([1, 1]);
      expect((await phone.sync([...next, ...next])).results).toEqual([
        [2, 'ok', 1],
        [2, 'ok', 1],
      ]);
    });

    it('from a phone and its clone at once is done once', async () => {
      const clone = await signedIn('hiepcuong');
      await Promise.all([phone.sync(), clone.sync()]);
      const numbered = phone.number(broadcast(), broadcast());
      const renumbered = numbered.map((change) => ({ ...change, origin: [phone.replica, change.n] }));
      const [left, right] = await Promise.all([phone.sync(numbered), clone.sync(renumbered)]);
      expect(left.results).toEqual(right.results);
      expect([await count('entry'), await count('mutation')]).toEqual([2, 2]);
    });
  });

  describe('an edit that comes from a phone and its clone while the first of them is being written', () => {
    it.each(['the phone', 'its clone'])('is done once, and both are told the same: %s is the first', async (which) => {
      const entry = broadcast();
      await phone.push(entry);
      const clone = await signedIn('hiepcuong');
      await clone.sync();
      const slow = await startTestServer({ database: { ...slowToCommit(made.database), close: async () => {} } });
      const edits = phone.number(
        { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } },
        { type: 'edit', id: entry.id, base: 1, set: { programme: 'Bản tin chiều' } },
      );
      const renamed = edits.map((edit, index) => ({ ...edit, n: index + 1, origin: [phone.replica, edit.n] }));
      const send = [() => phone.sync(edits), () => clone.sync(renamed)];
      if (which === 'its clone') send.reverse();
      (which === 'its clone' ? clone : phone).url = slow.url;
      const first = send[0]?.();
      await new Promise((resolve) => setTimeout(resolve, 150));
      const second = await send[1]?.();
      expect(verdictsOf(second)).toEqual(verdictsOf(await first));
      expect((await phone.entry(entry.id)).entry.revision).toBe(3);
      await slow.close();
    });
  });

  describe('a device that had to take another name', () => {
    it('does not conflict with what it had written itself before it knew the answer', async () => {
      const entry = broadcast();
      const sent = phone.number(entry, { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
      await phone.sync(sent);
      const renamed = await signedIn('hiepcuong');
      const answer = await renamed.sync([
        ...sentAgain(phone, sent),
        madeOnFirst(entry.id, { set: { durationMinutes: 30 } }, 3),
        madeOnFirst(entry.id, { type: 'void' }, 4),
      ]);
      expect(answer.results.slice(2)).toEqual([
        [3, 'ok', 3],
        [4, 'ok', 4],
      ]);
      expect((await phone.entry(entry.id)).entry).toMatchObject({ status: 'void', values: { durationMinutes: 30 }, conflicts: [] });
    });

    it('nor where it has forgotten what is safe already', async () => {
      const entry = broadcast();
      await phone.push(entry, { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
      const renamed = await signedIn('hiepcuong');
      const waiting = { ...madeOnFirst(entry.id, { set: { durationMinutes: 30 } }, 1), origin: [phone.replica, 3] };
      expect((await renamed.sync([waiting])).results).toEqual([[1, 'ok', 3]]);
    });

    it('nor the one that kept the name with what its copy was first to send', async () => {
      const entry = broadcast();
      const [first, ...waiting] = phone.number(
        entry,
        { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } },
        { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 30 } },
      );
      await phone.sync([first]);
      const copy = await signedIn('hiepcuong');
      await copy.sync(sentAgain(phone, waiting.slice(0, 1)));
      expect((await phone.sync(waiting)).results).toEqual([
        [2, 'ok', 2],
        [3, 'ok', 3],
      ]);
    });

    it('but it does with what the other copy wrote under the old name since', async () => {
      const entry = broadcast();
      const sent = phone.number(entry);
      await phone.sync(sent);
      await phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } });
      const copy = await signedIn('hiepcuong');
      const own = { ...madeOnFirst(entry.id, { set: { durationMinutes: 30 } }, 2), origin: [phone.replica, 2] };
      const answer = await copy.sync([...sentAgain(phone, sent), own, madeOnFirst(entry.id, { type: 'void' }, 3)]);
      expect(answer.results.slice(1)).toEqual([
        [2, 'merged', 3],
        [3, 'held', 'stale_review'],
      ]);
    });
  });

  describe('what cannot be carried out', () => {
    it('is held with its body and a reason, and the next one is done', async () => {
      const answer = await phone.sync([
        { n: 1, type: 'from-the-future', id: 'x\0y', at: 1 },
        ...[broadcast()].map((each) => ({ ...each, n: 2, at: testNow, base: 0 })),
      ]);
      expect(answer.results).toEqual([
        [1, 'held', 'invalid', 'type'],
        [2, 'ok', 1],
      ]);
      expect(await heldBodies()).toEqual([{ n: 1, type: 'from-the-future', id: 'x\0y', at: 1 }]);
    });

    it('since its id is none, and longer than a store can index, is held with its body, and the next one is done', async () => {
      const sent = { n: 1, type: 'edit', id: longText(), at: testNow, base: 0 };
      const answer = await phone.sync([sent, ...[broadcast()].map((each) => ({ ...each, n: 2, at: testNow, base: 0 }))]);
      expect(answer.results).toEqual([
        [1, 'held', 'invalid', 'id'],
        [2, 'ok', 1],
      ]);
      expect(await heldBodies()).toEqual([sent]);
    });

    it.each([
      ['longer than a store can index', () => [longText(), 3]],
      ['a number that is none', () => ['A'.repeat(22), -3]],
      ['not even a pair', () => 'elsewhere'],
    ])('since where it was numbered first is %s is held with its body, and the next one is done', async (_what, origin) => {
      const sent = { ...broadcast(), n: 1, at: testNow, base: 0, origin: origin() };
      const answer = await phone.sync([sent, { ...broadcast(), n: 2, at: testNow, base: 0 }]);
      expect(answer.results).toEqual([
        [1, 'held', 'invalid', 'origin'],
        [2, 'ok', 1],
      ]);
      expect(await heldBodies()).toEqual([sent]);
    });

    it('since it builds on a revision that no entry can have is held, and its own fault is named', async () => {
      const entry = broadcast();
      await phone.push(entry);
      const answer = await phone.push({ type: 'edit', id: entry.id, base: 2 ** 31, set: { durationMinutes: 30 } });
      expect(answer.results).toEqual([[2, 'held', 'invalid', 'base']]);
    });

    it('because the program fails: only its own writes are undone', async () => {
      const poisoned = broadcast();
      await made.poison(poisoned.id);
      const answer = await phone.push(broadcast(), poisoned, broadcast());
      expect(answer.results).toEqual([
        [1, 'ok', 1],
        [2, 'held', 'internal'],
        [3, 'ok', 1],
      ]);
      expect([await count('entry'), await count('mutation')]).toEqual([2, 3]);
    });

    it('because it builds on a number that the store cannot have: it is held, not fatal', async () => {
      const entry = broadcast();
      const beyond = Number.MAX_SAFE_INTEGER;
      const answer = await phone.push(
        entry,
        { type: 'edit', id: entry.id, base: beyond, at: beyond, set: { durationMinutes: 20 } },
        broadcast(),
      );
      expect(answer.acknowledged).toBe(3);
      expect(answer.results[2]).toEqual([3, 'ok', 1]);
    });

    it('because the same entry was made elsewhere at the same time: one is made, the other told', async () => {
      const other = await signedIn('hiepcuong');
      const entry = broadcast();
      const answers = await Promise.all([
        phone.push(entry),
        other.push({ ...entry, set: { ...entry.set, title: 'Bản tin của người khác' } }),
      ]);
      expect(answers.map(firstResult).sort()).toEqual(['held exists', 'ok 1']);
      expect(await count('entry')).toBe(1);
    });
  });

  describe('a decision', () => {
    it('stands on what was seen: of two at once one is taken', async () => {
      const entry = broadcast();
      await phone.push(entry);
      const reviewers = await Promise.all([signedIn('sonoivu'), signedIn('sonoivu')]);
      const answers = await Promise.all(
        reviewers.map((reviewer, index) =>
          reviewer.push({
            type: 'review',
            id: entry.id,
            base: 1,
            verdict: index === 0 ? 'approve' : 'return',
            remark: 'Mời xem lại giờ phát',
          }),
        ),
      );
      expect(answers.map(firstResult).sort()).toEqual(['held state', 'ok 2']);
    });

    it('meets an edit at the same moment: never both as if the other were not there', async () => {
      const reviewer = await signedIn('sonoivu');
      for (let round = 0; round < 4; round += 1) {
        const entry = broadcast();
        await phone.push(entry);
        const [decided, edited] = await Promise.all([
          reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' }),
          phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } }),
        ]);
        const outcomes = [decided.results[0]?.slice(1), edited.results[0]?.slice(1)];
        const approvedFirst = [
          ['ok', 2],
          ['held', 'locked'],
        ];
        const editedFirst = [
          ['held', 'stale_review'],
          ['ok', 2],
        ];
        expect([approvedFirst, editedFirst]).toContainEqual(outcomes);
      }
    });
  });

  describe('many edits of one entry at once', () => {
    it('all count: each gets its own revision and none is lost', async () => {
      const entry = broadcast();
      await phone.push(entry);
      const phones = await Promise.all(Array.from({ length: 4 }, () => signedIn('hiepcuong')));
      const fields = [{ durationMinutes: 20 }, { programme: 'Pháp luật và đời sống' }, { airings: 2 }, { clustersOn: 11 }];
      const answers = await Promise.all(
        phones.map((each, index) => each.push({ type: 'edit', id: entry.id, base: 1, set: fields[index] ?? {} })),
      );
      expect(answers.map(firstResult).sort()).toEqual(['ok 2', 'ok 3', 'ok 4', 'ok 5']);
      const [stored] = (await (await signedIn('hiepcuong')).sync()).entries;
      expect(stored?.values).toMatchObject(Object.assign({}, ...fields) as object);
    });
  });

  describe('reading on from a cursor', () => {
    it('page after page gives every entry once, at its latest state, to the end', async () => {
      const entries = Array.from({ length: 24 }, () => broadcast());
      await phone.push(...entries);
      const fresh = await signedIn('hiepcuong');
      const seen: string[] = [];
      let pages = 0;
      for (let more = true; more; pages += 1) {
        const answer = await fresh.sync([], { budget: 5000 });
        seen.push(...answer.entries.map((entry) => entry.id));
        more = answer.more;
      }
      expect(seen).toEqual(entries.map((entry) => entry.id));
      expect(pages).toBeGreaterThan(3);
      await phone.push({ type: 'edit', id: seen[0] ?? '', base: 1, set: { durationMinutes: 20 } });
      expect((await fresh.sync()).entries.map((entry) => [entry.id, entry.revision])).toEqual([[seen[0], 2]]);
    });

    it('a reviewer of many units finds what waits, oldest first', async () => {
      const entries = Array.from({ length: 5 }, () => broadcast());
      for (const entry of entries) {
        await phone.push(entry);
        server.clock.now += 1000;
      }
      const reviewer = await signedIn('sonoivu');
      const first = (await (await reviewer.fetch('/v1/review?limit=3')).json()) as {
        entries: { entry: { id: string } }[];
        next: string;
        total: number;
      };
      const strange = await reviewer.fetch(`/v1/review?limit=3&after=abc~${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`);
      expect([strange.status, ((await strange.json()) as typeof first).next]).toEqual([200, first.next]);
      const second = (await (await reviewer.fetch(`/v1/review?limit=3&after=${first.next}`)).json()) as typeof first;
      expect([...first.entries, ...second.entries].map(({ entry }) => entry.id)).toEqual(entries.map((entry) => entry.id));
      expect([first.total, second.next]).toEqual([5, null]);
    });
  });

  describe('what was not taken', () => {
    it('is found by who reviews the unit, page by page, and by its author, until the author gives it up', async () => {
      const entry = broadcast();
      await phone.push(entry);
      const desk = await signedIn('sonoivu');
      await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
      await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 30 } }, training([], { attendance: -1 }));
      await phone.sync([{ n: (phone.n += 1), type: 'from-the-future', id: 'x\0y', at: testNow }]);
      const first = await readHeld(desk, 'limit=2');
      const second = await readHeld(desk, `limit=2&after=${first.next ?? ''}`);
      expect(
        [...first.changes, ...second.changes].map(({ type, reason, title, sent }) => [type, reason, title, Object.keys(sent).length > 3]),
      ).toEqual([
        ['from-the-future', 'invalid', null, false],
        ['new', 'invalid', 'Tập huấn dịch vụ công trực tuyến', true],
        ['edit', 'locked', 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa', false],
      ]);
      expect([first.total, second.next]).toEqual([3, null]);
      await phone.push({ type: 'dismiss', id: entry.id, held: [phone.replica, 2] });
      expect([(await readHeld(desk, 'limit=1')).total, (await readHeld(phone, 'whose=own')).total]).toEqual([2, 2]);
      expect((await readHeld(desk, 'state=all')).changes.map(({ state }) => state)).toEqual(['open', 'open', 'dismissed']);
    });
  });

  describe('what several units held together', () => {
    it('is told to the other unit without a hole, however many write while it reads', async () => {
      const other = await signedIn('phohien');
      const writers = await Promise.all(Array.from({ length: 3 }, () => signedIn('hiepcuong')));
      const written = writers.map((writer) => Array.from({ length: 6 }, () => ({ writer, entry: together() })));
      const writing = Promise.all(
        written.map(async (each) => {
          for (const { writer, entry } of each) await writer.push(entry);
        }),
      );
      const seen = new Set<string>();
      const read = async () => {
        for (let more = true; more; ) {
          const answer = await other.sync([], { joint: true, budget: 2000 });
          for (const { id } of answer.entries) seen.add(id);
          more = answer.more;
        }
      };
      for (let round = 0; round < 5; round += 1) await read();
      await writing;
      await read();
      expect([...seen].sort()).toEqual(
        written
          .flat()
          .map(({ entry }) => entry.id)
          .sort(),
      );
    });

    it('is listed, counted and proved for both, and for the other no more once it is named no more', async () => {
      const entry = together();
      await phone.push(entry);
      const other = await signedIn('phohien');
      expect((await other.sync([], { joint: true })).entries.map(({ id }) => id)).toEqual([entry.id]);
      const told = async () => [
        await listed(other, '/v1/entries'),
        await listed(other, `/v1/plans/plan-2026/proof?task=t07&unit=${units.phoHien}`),
      ];
      expect(await told()).toEqual([[entry.id], [entry.id]]);
      await phone.push({ type: 'edit', id: entry.id, base: 1, remove: { coOrganisers: [units.phoHien] } });
      expect(await told()).toEqual([[], []]);
      expect((await other.sync([], { joint: true })).gone).toEqual([[`joint:${units.phoHien}`, entry.id, 'moved']]);
      const { length } = await made.database.query.selectFrom('fact').select('entry').where('unit', '=', units.phoHien).execute();
      expect(length).toBe(0);
    });
  });

  describe('a photo', () => {
    it('is declared by its entry, goes on where it stopped, and is there once', async () => {
      const bytes = Buffer.alloc(5000, 7);
      const reference = referenceOf(bytes);
      await phone.push(training([reference]));
      expect((await phone.patch(reference.id, 0, bytes.subarray(0, 2000))).headers.get('upload-offset')).toBe('2000');
      const wrong = await phone.patch(reference.id, 0, bytes);
      expect([wrong.status, wrong.headers.get('upload-offset')]).toEqual([409, '2000']);
      expect((await phone.patch(reference.id, 2000, bytes.subarray(2000))).headers.get('x-photo')).toBe('stored');
      const row = await made.database.query.selectFrom('photo').select(['state', 'received', 'size', 'taken_at']).execute();
      expect(row).toMatchObject([{ received: 5000, size: 5000, taken_at: null }]);
    });

    it('of somebody else cannot be named by another entry, not even at the same moment', async () => {
      const reference = referenceOf(Buffer.alloc(100, 1));
      const other = await signedIn('phohien');
      const theirs = { ...training([reference]), unit: units.phoHien };
      const answers = await Promise.all([phone.push(training([reference])), other.push(theirs)]);
      expect(answers.map(firstResult).sort()).toEqual(['held invalid photos', 'ok 1']);
      expect(await count('photo')).toBe(1);
    });
  });

  describe('a session', () => {
    it('lasts 90 days from its last use, and ends when it is ended', async () => {
      server.clock.now += 60 * 86_400_000;
      expect((await phone.fetch('/v1/session')).status).toBe(200);
      server.clock.now += 60 * 86_400_000;
      expect((await phone.fetch('/v1/session')).status).toBe(200);
      server.clock.now += 91 * 86_400_000;
      expect((await phone.fetch('/v1/session')).status).toBe(401);
      await phone.signIn('hiepcuong');
      await phone.fetch('/v1/session', { method: 'DELETE' });
      expect((await phone.post(phone.request([]))).status).toBe(401);
    });

    it('cannot be guessed faster by guessing many times at once', async () => {
      const guesses = await Promise.all(Array.from({ length: 8 }, () => new WirePhone(server.url, testNow).signIn('phohien', 'doan-mo')));
      expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(5);
      expect(guesses.filter((answer) => answer.status === 429)).toHaveLength(3);
    });

    it('of a device that its owner signed out is over; what waits there goes once they have signed in on it again', async () => {
      await phone.push(broadcast());
      const kept = await signedIn('hiepcuong');
      const { devices } = (await (await kept.fetch('/v1/devices')).json()) as { devices: SignedInDevice[] };
      await kept.fetch(`/v1/devices/${devices.find((device) => !device.isThis)?.id}`, { method: 'DELETE' });
      const waiting = phone.number(broadcast());
      expect((await phone.post(phone.request(waiting))).status).toBe(401);
      expect((await phone.fetch('/v1/session')).status).toBe(401);
      await phone.signIn('hiepcuong');
      // The device's old name is over as well: it goes on under another, as a copy does.
      expect((await phone.post(phone.request(waiting))).status).toBe(409);
      const renamed = await signedIn('hiepcuong');
      expect((await renamed.sync([{ ...waiting[0], n: 1, origin: [phone.replica, 2] }])).results).toEqual([[1, 'ok', 1]]);
    });
  });

  it('an unknown entry is told as such', async () => {
    expect((await phone.push({ type: 'submit', id: newId() })).results).toEqual([[1, 'held', 'unknown_entry']]);
  });
}

function firstResult({ results }: SyncResponse): string {
  return results[0]?.slice(1).join(' ') ?? '';
}

/** By chance, so that no store can make it short. */
function longText(): string {
  return randomBytes(4000).toString('base64url');
}

/** As a device does that goes on under another name, with all that it does not know to be safe. */
function sentAgain({ replica }: WirePhone, changes: readonly NumberedChange[]): NumberedChange[] {
  return changes.map((change, index) => ({ ...change, n: index + 1, origin: [replica, change.n] }));
}

function madeOnFirst(entry: string, change: Partial<Change>, n: number): object {
  return { type: 'edit', id: entry, base: 1, at: testNow, n, ...change };
}

function together() {
  return broadcast({ coOrganisers: [units.phoHien] });
}

async function listed(device: WirePhone, path: string): Promise<string[]> {
  const { entries } = (await (await device.fetch(path)).json()) as { entries: { entry: { id: string } }[] };
  return entries.map(({ entry }) => entry.id);
}

async function readHeld(by: WirePhone, query: string): Promise<HeldPage> {
  return (await (await by.fetch(`/v1/held?${query}`)).json()) as HeldPage;
}
