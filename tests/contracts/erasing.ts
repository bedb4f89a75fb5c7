import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tables } from '../../src/server/db/tables.ts';
import type { HistoryItem } from '../../src/protocol/history.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { slowToCommit } from '../fakes/slow-to-commit.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, type Change, newId, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';
import type { MadeStore } from './stores.ts';

const secret = 'Nhà bà Nguyễn Thị Sáu, thôn Chợ';
const reason = 'Công văn 12/STP ngày 20/11/2026';

const said = (id: string): Change[] => [
  { ...broadcast({ title: secret }), id },
  { type: 'edit', id, base: 1, set: { programme: secret } },
  { type: 'comment', id, base: 2, comment: newId(), text: secret },
];

async function listed(by: WirePhone, whose: 'own' | 'units'): Promise<number> {
  return ((await (await by.fetch(`/v1/held?whose=${whose}&state=all`)).json()) as { total: number }).total;
}

/** What erasing an entry for good promises, whatever the server keeps its records in. */
export function promisesOfErasing(open: () => Promise<MadeStore>): void {
  let made: MadeStore;
  let server: TestServer;
  let phone: WirePhone;
  let office: WirePhone;
  let reviewer: WirePhone;

  beforeEach(async () => {
    made = await open();
    server = await startTestServer({ database: made.database });
    [phone, office, reviewer] = await Promise.all([signedIn('hiepcuong'), signedIn('quantri'), signedIn('sonoivu')]);
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

  async function erase(id: string, by = office, body: object = { reason }) {
    const answer = await by.fetch(`/v1/entries/${id}/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const history = async (id: string, by = phone) =>
    ((await (await by.fetch(`/v1/entries/${id}/history`)).json()) as { changes: HistoryItem[] }).changes;

  /** Every table, in words. */
  async function everything(): Promise<string> {
    const tables: (keyof Tables)[] = [
      'entry',
      'entry_contributor',
      'mutation',
      'photo',
      'fact',
      'feed',
      'receipt',
      'erasure',
      'staged_body',
    ];
    const rows = await Promise.all(tables.map((table) => made.database.query.selectFrom(table).selectAll().execute()));
    return JSON.stringify(rows);
  }

  describe('an entry that has to go for good', () => {
    it('goes with every word that was ever sent of it; who sent what kind of change, and when, stays', async () => {
      const id = newId();
      const bytes = await plainJpeg();
      const photo = referenceOf(bytes);
      await phone.push(...said(id));
      await phone.push({ type: 'edit', id, base: 3, photosAdded: [photo] });
      await phone.patch(photo.id, 0, bytes);
      // Refused, and named under another unit.
      await (await signedIn('phohien')).push({ ...broadcast({ title: secret }), id, unit: units.phoHien });
      await reviewer.push({ type: 'review', id, base: 4, verdict: 'return', remark: secret });
      const before = await history(id);
      expect(await everything()).toContain(secret);
      server.clock.now += 60_000;

      expect(await erase(id)).toEqual({
        status: 200,
        body: { entry: id, photo: null, at: server.clock.now, by: 'Đỗ Minh Quân', reason },
      });
      const left = await everything();
      for (const word of [secret, photo.sha256]) expect(left).not.toContain(word);
      const rows = await made.database.query.selectFrom('mutation').select(['body', 'difference']).where('entry', '=', id).execute();
      expect(rows).toHaveLength(6);
      for (const row of rows) expect(row).toEqual({ body: '{"erased":true}', difference: '{}' });
      const after = await history(id);
      expect(after[0]).toMatchObject({ type: 'erase', by: 'Đỗ Minh Quân', at: server.clock.now, remark: reason });
      // How a reviewer decided was said in words that are gone.
      expect(after.slice(1)).toEqual(before.map(({ verdict: _verdict, remark: _remark, ...item }) => ({ ...item, difference: {} })));
      for (const by of [phone, reviewer, office]) {
        expect((await by.fetch(`/v1/entries/${id}`)).status).toBe(404);
        expect((await by.fetch(`/v1/photos/${photo.id}`)).status).toBe(404);
      }
      expect((await (await signedIn('trungtam')).fetch(`/v1/entries/${id}/history`)).status).toBe(404);
    });

    it('counts nowhere any more, and waits for nobody', async () => {
      const entry = broadcast();
      await phone.push(entry);
      expect(await made.database.query.selectFrom('fact').selectAll().execute()).not.toEqual([]);
      await erase(entry.id);
      expect(await made.database.query.selectFrom('fact').selectAll().execute()).toEqual([]);
      expect(await (await reviewer.fetch('/v1/review?limit=10')).json()).toMatchObject({ entries: [], total: 0 });
    });

    it('is erased once, however often that is asked for, by several at once too', async () => {
      const entry = broadcast();
      await phone.push(entry);
      const answers = await Promise.all([erase(entry.id), erase(entry.id), erase(entry.id, office, { reason: 'Lý do khác' })]);
      server.clock.now += 60_000;
      answers.push(await erase(entry.id));
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(answers[0]?.status).toBe(200);
      expect(await made.database.query.selectFrom('erasure').selectAll().execute()).toHaveLength(1);
    });

    it('by an administrator, and with a reason', async () => {
      const entry = broadcast();
      await phone.push(entry);
      for (const by of [phone, reviewer, await signedIn('phohien')])
        expect(await erase(entry.id, by)).toMatchObject({ status: 403, body: { kind: 'forbidden' } });
      expect((await erase(entry.id, new WirePhone(server.url, testNow))).status).toBe(401);
      expect(await erase(entry.id, office, { reason: '  ' })).toMatchObject({ status: 422, body: { kind: 'invalid' } });
      expect((await erase(entry.id, office, {})).status).toBe(400);
      expect((await phone.entry(entry.id)).entry.revision).toBe(1);
    });

    it('is told to everybody who ever had it, also after it was moved and held with others, and stays told for ever', async () => {
      const id = newId();
      await phone.push({ ...broadcast(), id, set: { ...broadcast().set, coOrganisers: [units.phoHien] } });
      await phone.push({ type: 'edit', id, base: 1, remove: { coOrganisers: [units.phoHien] } });
      const former = await signedIn('trungtam');
      const ended = {
        person: former.person?.id ?? '',
        unit: units.hiepCuong,
        role: 'reporter',
        from_day: '2025-07-01',
        to_day: '2026-11-01',
      } as const;
      await made.database.query.insertInto('granted_role').values(ended).execute();
      expect((await reviewer.push({ type: 'move', id, base: 2, unit: units.phoHien })).results[0]?.slice(1)).toEqual(['ok', 3]);
      await erase(id);
      // Whoever wrote of it has that on their phone, and whoever can or could may have begun to, whatever units they have by then.
      const people = [phone, await signedIn('phohien'), reviewer, former].map(({ person }) => `person:${person?.id}`);
      const feed = await made.database.query.selectFrom('feed').select(['unit', 'operation']).where('id', '=', id).execute();
      expect(new Map(feed.map((row) => [row.unit, row.operation]))).toEqual(
        new Map([units.hiepCuong, units.phoHien, `joint:${units.phoHien}`, ...people].map((unit) => [unit, 'purged'])),
      );
      const fresh = await signedIn('phohien');
      const scopes = [`person:${fresh.person?.id}`, `unit:${units.phoHien}`];
      expect((await fresh.sync()).gone).toEqual(scopes.map((scope) => [scope, id, 'purged']));
    });
  });

  describe('an entry that a restored copy does not have, when what was erased is erased again', () => {
    it('is not taken from a phone that comes later, and no word of it is kept', async () => {
      const [change, ...later] = said(newId());
      if (!change) throw new Error('nothing was said');
      expect(await erase(change.id)).toMatchObject({ status: 200, body: { entry: change.id, photo: null, reason } });
      expect(await erase(change.id)).toEqual(await erase(change.id));
      const { results } = await phone.push(change, ...later);
      for (const result of results) expect(result.slice(1)).toEqual(['held', 'unknown_entry', 'erased']);
      expect(await everything()).not.toContain(secret);
      expect((await office.fetch(`/v1/entries/${change.id}`)).status).toBe(404);
      expect((await history(change.id, office))[0]).toMatchObject({ type: 'erase', remark: reason });
    });

    it('goes with what was refused of it before, also from its author’s phone', async () => {
      const id = newId();
      await phone.push({ type: 'edit', id, base: 1, set: { programme: secret } });
      expect(await everything()).toContain(secret);
      expect((await erase(id)).status).toBe(200);
      expect(await everything()).not.toContain(secret);
      expect(await listed(phone, 'own')).toBe(0);
      // Nobody knows any more who had it.
      const feed = await made.database.query
        .selectFrom('feed')
        .select('unit')
        .where('id', '=', id)
        .where('operation', '=', 'purged')
        .execute();
      const people = await made.database.query.selectFrom('person').select('id').execute();
      expect(new Set(feed.map(({ unit }) => unit))).toEqual(new Set(people.map((person) => `person:${person.id}`)));
    });

    it('has no photo that could go alone before it has come again', async () => {
      expect((await erase(newId(), office, { reason, photo: newId() })).status).toBe(404);
    });

    it('is no photo: the address of one is not taken for an entry’s, before it came or after, and the photo can still go', async () => {
      const [kept, early] = [referenceOf(await plainJpeg(1)), referenceOf(await plainJpeg(2))];
      expect((await erase(early.id)).status).toBe(200);
      const entry = training([kept, early]);
      expect((await phone.push(entry)).results[0]?.[1]).toBe('ok');
      expect((await erase(kept.id)).status).toBe(404);
      for (const photo of [kept, early]) expect((await erase(entry.id, office, { reason, photo: photo.id })).status).toBe(200);
      expect((await erase(kept.id)).status).toBe(404);
      expect((await phone.entry(entry.id)).entry.photos).toEqual([]);
    });

    it('goes with what is refused of it in the very moment', async () => {
      const id = newId();
      const slow = await startTestServer({ database: { ...slowToCommit(made.database), close: async () => {} } });
      const author = new WirePhone(slow.url, testNow);
      expect((await author.signIn('hiepcuong')).status).toBe(200);
      const pushed = author.push({ type: 'edit', id, base: 1, set: { programme: secret } });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await erase(id)).status).toBe(200);
      await pushed;
      expect(await everything()).not.toContain(secret);
      await slow.close();
    });
  });

  describe('a phone that still has something of an erased entry', () => {
    it('and sends again what was taken, is answered as the first time, and nothing comes back', async () => {
      const id = newId();
      const sent = phone.number(...said(id));
      const first = await phone.sync(sent);
      await erase(id);
      const again = await phone.sync(sent, { cursors: {} });
      expect(again.results).toEqual(first.results);
      expect(again.entries).toEqual([]);
      expect(again.gone).toContainEqual([`unit:${units.hiepCuong}`, id, 'purged']);
      expect(await everything()).not.toContain(secret);
      // A copy of the phone, that numbers everything anew.
      const copy = await signedIn('hiepcuong');
      const twins = copy.number(...said(id)).map((change, index) => ({ ...sent[index], n: change.n, origin: [phone.replica, change.n] }));
      expect((await copy.sync(twins)).results).toEqual(first.results);
      expect(await everything()).not.toContain(secret);
    });

    it('and sends a later change of it, is told that it was erased, and no word of that is kept', async () => {
      const id = newId();
      await phone.push(...said(id));
      await erase(id);
      const { results, gone } = await phone.push(
        { type: 'edit', id, base: 3, set: { title: secret } },
        { type: 'comment', id, base: 3, comment: newId(), text: secret },
        { ...broadcast({ title: secret }), id },
      );
      expect(results.map((result) => result.slice(1))).toEqual(Array.from({ length: 3 }, () => ['held', 'unknown_entry', 'erased']));
      expect(gone).toContainEqual([`unit:${units.hiepCuong}`, id, 'purged']);
      // What cannot be read as a change is kept as it came; not of this one.
      await phone.sync([{ n: (phone.n += 1), at: testNow, base: 3, id, type: 'edit', set: { title: { [secret]: 1 } } }]);
      expect((await reviewer.push({ type: 'review', id, base: 3, verdict: 'return', remark: secret })).results[0]?.slice(1)).toEqual([
        'held',
        'unknown_entry',
        'erased',
      ]);
      expect(await everything()).not.toContain(secret);
      expect((await history(id)).filter((item) => item.outcome === 'held')).toHaveLength(4);
    });

    it('and had something refused before: that is listed to nobody any more', async () => {
      const id = newId();
      await phone.push(...said(id), { type: 'edit', id, base: 3, set: { airings: -1 } });
      expect([await listed(phone, 'own'), await listed(reviewer, 'units')]).toEqual([1, 1]);
      await erase(id);
      await phone.push({ type: 'edit', id, base: 3, set: { title: secret } });
      expect([await listed(phone, 'own'), await listed(reviewer, 'units')]).toEqual([0, 0]);
    });

    it('lets go of what was refused', async () => {
      const id = newId();
      await phone.push(...said(id));
      await erase(id);
      await phone.push({ type: 'edit', id, base: 3, set: { title: secret } });
      expect((await phone.push({ type: 'dismiss', id, held: [phone.replica, phone.n] })).results[0]?.slice(1)).toEqual(['ok', 0]);
    });

    it('and edits it in the very moment, has its change taken or refused, and nothing of it stays', async () => {
      const ids = Array.from({ length: 6 }, newId);
      await phone.push(...ids.map((id) => ({ ...broadcast(), id })));
      const colleague = await signedIn('hiepcuong');
      await Promise.all([
        ...ids.map((id) => erase(id)),
        phone.push(...ids.map((id): Change => ({ type: 'edit', id, base: 1, set: { title: secret } }))),
        colleague.push(...ids.map((id): Change => ({ type: 'comment', id, base: 1, comment: newId(), text: secret }))),
      ]);
      expect(await everything()).not.toContain(secret);
      expect(await made.database.query.selectFrom('entry').selectAll().execute()).toEqual([]);
    });
  });

  describe('one photo of an entry that has to go for good', () => {
    it('goes with its bytes; the entry goes on without it, as after any edit', async () => {
      const [one, two] = [await plainJpeg(1), await plainJpeg(2)];
      const [bad, good] = [referenceOf(one), referenceOf(two)];
      const entry = training([bad, good]);
      await phone.push(entry);
      for (const [photo, bytes] of [
        [bad, one],
        [good, two],
      ] as const)
        await phone.patch(photo.id, 0, bytes);
      await phone.sync();
      expect(await erase(entry.id, office, { reason, photo: bad.id })).toMatchObject({ status: 200, body: { photo: bad.id } });
      expect(await erase(entry.id, office, { reason, photo: bad.id })).toMatchObject({ status: 200, body: { photo: bad.id } });
      const answer = await phone.sync();
      expect(answer.entries).toMatchObject([{ id: entry.id, revision: 2, status: 'submitted', photos: [{ id: good.id }] }]);
      expect(answer.gone).toContainEqual([`unit:${units.hiepCuong}`, bad.id, 'purged']);
      expect((await phone.fetch(`/v1/photos/${bad.id}`)).status).toBe(404);
      expect((await phone.fetch(`/v1/photos/${good.id}`)).status).toBe(200);
      expect((await history(entry.id)).map(({ type, by }) => [type, by])).toEqual([
        ['erase', 'Đỗ Minh Quân'],
        ['new', 'Nguyễn Văn Ấp'],
      ]);
      // Nobody decides about what they have not seen.
      const [result] = (await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' })).results;
      expect(result?.slice(1)).toEqual(['held', 'stale_review']);
      expect((await reviewer.push({ type: 'review', id: entry.id, base: 2, verdict: 'approve' })).results[0]?.[1]).toBe('ok');
    });

    it('and was the only one: who mends what the entry says adds another, and nobody else is hindered', async () => {
      const photo = referenceOf(await plainJpeg());
      const entry = training([photo]);
      await phone.push(entry);
      await erase(entry.id, office, { reason, photo: photo.id });
      const { id } = entry;
      const answers = [
        await phone.push({ type: 'comment', id, base: 2, comment: newId(), text: 'Ảnh đã xóa theo công văn' }),
        await phone.push({ type: 'edit', id, base: 3, set: { attendance: 41 } }),
        await reviewer.push({ type: 'comment', id, base: 3, comment: newId(), text: 'Đã rõ' }),
        await reviewer.push({ type: 'move', id, base: 4, unit: units.phoHien }),
        await reviewer.push({ type: 'review', id, base: 5, verdict: 'approve' }),
        await reviewer.push({ type: 'withdraw', id, base: 6 }),
      ];
      expect(answers.map(({ results: [result] }) => result?.slice(1))).toEqual([
        ['ok', 3],
        ['held', 'invalid', 'photos'],
        ['ok', 4],
        ['ok', 5],
        ['ok', 6],
        ['ok', 7],
      ]);
    });

    it('is not taken again, by its name or by its hash', async () => {
      const bytes = await plainJpeg();
      const photo = referenceOf(bytes);
      const entry = training([photo]);
      await phone.push(entry);
      await phone.patch(photo.id, 0, bytes);
      await erase(entry.id, office, { reason, photo: photo.id });
      expect([(await phone.head(photo.id)).status, (await phone.patch(photo.id, 0, bytes)).status]).toEqual([410, 410]);
      const back = await phone.push({ type: 'edit', id: entry.id, base: 2, photosAdded: [photo] });
      expect(back.results[0]?.slice(1)).toEqual(['held', 'invalid', 'photos']);
      const again = referenceOf(bytes);
      await phone.push(training([again]));
      expect((await phone.head(again.id)).headers.get('upload-offset')).toBe('0');
    });

    it('of another entry is not found, and of an entry that is erased too the answer is the entry’s', async () => {
      const photo = referenceOf(await plainJpeg());
      const entry = training([photo]);
      const other = broadcast();
      await phone.push(entry, other);
      expect((await erase(other.id, office, { reason, photo: photo.id })).status).toBe(404);
      await erase(entry.id, office, { reason, photo: photo.id });
      const { body } = await erase(entry.id);
      expect(body).toMatchObject({ photo: null });
      expect((await erase(entry.id, office, { reason, photo: photo.id })).body).toEqual(body);
    });
  });
}
