import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { viewOf } from '../../src/localdb/entry-view.ts';
import { decideReview, reopenDecided } from '../../src/localdb/review.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { fetchDevices, signOutDevice } from '../../src/sync/devices.ts';
import { signIn } from '../../src/sync/sign-in.ts';
import { fetchEntry } from '../../src/sync/older-entries.ts';
import { fetchPhoto } from '../../src/sync/photo-source.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { broadcastValues, newDraft, setFields, trainingValues } from '../fakes/device.ts';
import { decide, loadAll, logBroadcast, logTraining, send, type ServerPhone, sha256, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => server.close());

describe('a phone and the real server', () => {
  test('an entry and its photos arrive once and byte for byte, and the phone knows it', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const { id, bytes } = await logTraining(phone, 3);
    expect(await send(phone)).toBe('allSent');
    const row = await phone.db.entries.get(id);
    expect(row).toMatchObject({ sync: 'clean', server: { revision: 1, status: 'submitted' } });
    expect((await phone.db.photos.toArray()).map((photo) => photo.state)).toEqual(['stored', 'stored', 'stored']);
    for (const [index, reference] of (row?.view.photos ?? []).entries()) {
      const picture = await fetchPhoto(reference.id, 'original', phone.transport);
      expect(picture.status).toBe('here');
      if (picture.status === 'here')
        expect(sha256(new Uint8Array(await picture.blob.arrayBuffer()))).toBe(sha256(bytes[index] ?? new Uint8Array()));
    }
  });

  test('what the phone derives from "kept as you sent it" is what the server gives to anybody else', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const { id } = await logTraining(phone, 1);
    await send(phone);
    const other = await signedInPhone(server, 'hiepcuong');
    await send(other);
    const [here, there] = [await phone.db.entries.get(id), await other.db.entries.get(id)];
    expect(here?.server).toEqual(there?.server);
  });

  test('a phone that was signed out from afar sends everything, once, when its owner is back on it', async () => {
    const [lost, other] = [await signedInPhone(server, 'hiepcuong'), await signedInPhone(server, 'hiepcuong')];
    const sent = await logBroadcast(lost);
    expect(await send(lost)).toBe('allSent');
    const waits = await logBroadcast(lost);
    await signOutOthers(other);
    expect(await send(lost)).toBe('signedOut');
    await signIn({ username: 'hiepcuong', password: 'demo-2026' }, lost.transport);
    const { id: before } = await readReplica(lost.db);
    expect(await send(lost)).toBe('allSent');
    expect((await readReplica(lost.db)).id).not.toBe(before);
    expect(await send(other)).toBe('allSent');
    const there = await other.db.entries.bulkGet([sent, waits]);
    expect(there.map((row) => row?.server?.revision)).toEqual([1, 1]);
  });

  test('a store that was put back to an earlier moment by hand gets again what it lost, and each thing once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'so-put-back-'));
    const before = join(folder, 'before');
    let own = await startTestServer({ dataFolder: folder });
    const phone = await signedInPhone(own, 'hiepcuong', () => own.url);
    const logged = [await logBroadcast(phone), (await logTraining(phone, 1)).id];
    expect(await send(phone)).toBe('allSent');
    await own.close();
    await cp(join(folder, 'so.sqlite'), before);
    own = await startTestServer({ dataFolder: folder });
    logged.push(await logBroadcast(phone), (await logTraining(phone, 1)).id);
    expect(await send(phone)).toBe('allSent');
    await own.close();
    await cp(before, join(folder, 'so.sqlite'));
    own = await startTestServer({ dataFolder: folder });
    // More than one request carries: asking without end would show here.
    for (let count = 0; count < 201; count += 1) logged.push(await logBroadcast(phone));
    expect(await send(phone)).toBe('allSent');
    const check = await signedInPhone(own, 'hiepcuong');
    await send(check);
    const rows = await check.db.entries.bulkGet(logged);
    expect(rows.filter((row) => row?.server?.revision !== 1)).toEqual([]);
    expect((await own.parts.database.query.selectFrom('photo').select('state').execute()).map(({ state }) => state)).toEqual([
      'stored',
      'stored',
    ]);
    await own.close();
    await rm(folder, { recursive: true });
  });

  test('what is saved while an answer is on its way goes before the first photo', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    await logTraining(phone, 1);
    const asked: string[] = [];
    const { send: sendPlain } = phone.transport;
    phone.transport = {
      send: async (request) => {
        asked.push(request.method === 'PATCH' ? 'photo' : request.path);
        const answer = await sendPlain(request);
        if (asked.length === 1) await logBroadcast(phone);
        return answer;
      },
    };
    expect(await send(phone)).toBe('allSent');
    const texts = asked.flatMap((path, place) => (path === '/v1/sync' ? [place] : []));
    expect(texts[1]).toBeLessThan(asked.indexOf('photo'));
  });

  test('an entry taken back before it was ever sent arrives as taken back', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const id = await logBroadcast(phone);
    await voidEntry(phone.db, id, phone.clock.now);
    expect(await send(phone)).toBe('allSent');
    expect(await phone.db.held.toArray()).toEqual([]);
    expect((await phone.db.entries.get(id))?.server?.status).toBe('void');
  });

  test('a returned entry reaches the phone with its remark, is mended offline and approved', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const desk = await signedInPhone(server, 'sonoivu');
    const { id } = await logTraining(phone, 1);
    await send(phone);
    await decide(desk, id, { verdict: 'return', remark: 'Bổ sung số người dự', flags: ['attendance'] });
    await send(phone);
    const returned = await phone.db.entries.get(id);
    expect(returned?.view).toMatchObject({ status: 'returned', review: { remark: 'Bổ sung số người dự', flags: ['attendance'] } });
    const draft = newDraft(phone, {
      id,
      kind: 'training',
      mode: 'edit',
      base: returned?.server?.revision ?? 0,
      photos: returned?.view.photos.map((photo) => photo.id) ?? [],
    });
    await saveDraft(phone.db, draft);
    await saveEntry(phone.db, draft, { values: { ...trainingValues(), attendance: 52 }, setFields }, phone.clock.now);
    await send(phone);
    const listed = await decide(desk, id, { verdict: 'approve', remark: '', flags: [] });
    expect(listed?.entry.changes).toEqual({ attendance: [48, 52] });
    await send(phone);
    expect((await phone.db.entries.get(id))?.view.status).toBe('approved');
  });

  test('nobody approves what they did not see: the decision is kept and shown as refused', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const desk = await signedInPhone(server, 'sonoivu');
    const id = await logBroadcast(phone);
    await send(phone);
    await loadAll(desk);
    const seen = await desk.db.review.get(id);
    const draft = newDraft(phone, { id, mode: 'edit', base: 1 });
    await saveDraft(phone.db, draft);
    await saveEntry(phone.db, draft, { values: { ...broadcastValues(), airings: 2 }, setFields }, phone.clock.now);
    await send(phone);
    if (!seen) throw new Error('the queue did not show the entry');
    await decideReview(desk.db, seen.entry, { verdict: 'approve', remark: '', flags: [] }, desk.clock.now);
    await send(desk);
    expect(await desk.db.held.toArray()).toMatchObject([{ entry: id, reason: 'stale_review' }]);
    await send(phone);
    expect((await phone.db.entries.get(id))?.view.status).toBe('submitted');
  });

  test('a rejected entry that the reviewer opens again without network is the reporter’s to mend, with the words', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const desk = await signedInPhone(server, 'sonoivu');
    const id = await logBroadcast(phone);
    await send(phone);
    await decide(desk, id, { verdict: 'reject', remark: 'Trùng với mục khác', flags: [] });
    const seen = await fetchEntry(id, desk.transport);
    if (seen.status !== 'loaded') throw new Error(seen.status);
    expect(await reopenDecided(desk.db, seen.listed.entry, 'Không trùng. Ghi rõ giờ phát', desk.clock.now)).toBe('reopened');
    expect(await viewOf(desk.db, seen.listed.entry)).toMatchObject({ sync: 'pending', view: { status: 'returned' } });
    expect(await reopenDecided(desk.db, seen.listed.entry, 'Một lần nữa', desk.clock.now)).toBe('changed');
    await send(desk);
    await send(phone);
    expect((await phone.db.entries.get(id))?.view).toMatchObject({
      status: 'returned',
      review: { verdict: 'return', remark: 'Không trùng. Ghi rõ giờ phát' },
    });
  });

  test('nobody opens again what they did not see', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const desk = await signedInPhone(server, 'sonoivu');
    const id = await logBroadcast(phone);
    await send(phone);
    await decide(desk, id, { verdict: 'reject', remark: 'Trùng với mục khác', flags: [] });
    const seen = await fetchEntry(id, desk.transport);
    if (seen.status !== 'loaded') throw new Error(seen.status);
    await send(phone);
    await voidEntry(phone.db, id, phone.clock.now);
    await send(phone);
    await reopenDecided(desk.db, seen.listed.entry, 'Không trùng', desk.clock.now);
    await send(desk);
    expect(await desk.db.held.toArray()).toMatchObject([{ entry: id, reason: 'state' }]);
    await send(phone);
    expect((await phone.db.entries.get(id))?.view.status).toBe('void');
  });

  test('one person’s outbox is not accepted under another’s session', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    await logBroadcast(phone);
    const stranger = await signedInPhone(server, 'phohien');
    expect(await send({ ...phone, transport: stranger.transport })).toBe('wrongUser');
    expect(await countWaiting(phone.db)).toBe(1);
  });
});

describe('through a network that cuts at random bytes and repeats requests', () => {
  test('every entry arrives once and every photo whole', async () => {
    const random = seeded(7);
    const target = Number(new URL(server.url).port);
    const proxy = await startCuttingProxy({ target: () => target, random, within: 20_000, share: 0.3 });
    const phone = await signedInPhone(server, 'phohien', () => proxy.url);
    const unit = '11953@2025-07-01';
    const logged: { id: string; bytes: Uint8Array[] }[] = [];
    for (let count = 0; count < 6; count += 1) logged.push(await logTraining(phone, 2, unit));
    proxy.cutting = true;
    for (let round = 0; round < 200 && (await send(phone)) !== 'allSent'; round += 1);
    proxy.cutting = false;
    expect(proxy.cuts).toBeGreaterThan(2);
    expect(proxy.duplicates.photos).toBeGreaterThan(0);
    expect(await send(phone)).toBe('allSent');
    const check = await signedInPhone(server, 'phohien');
    await send(check);
    for (const { id, bytes } of logged) {
      const row = await check.db.entries.get(id);
      expect(row?.server).toMatchObject({ revision: 1, status: 'submitted' });
      for (const [index, reference] of (row?.view.photos ?? []).entries()) {
        const picture = await fetchPhoto(reference.id, 'original', check.transport);
        if (picture.status !== 'here') throw new Error(`photo ${reference.id}: ${picture.status}`);
        expect(sha256(new Uint8Array(await picture.blob.arrayBuffer()))).toBe(sha256(bytes[index] ?? new Uint8Array()));
      }
    }
    expect(await check.db.entries.filter((row) => row.unit === unit).count()).toBe(logged.length);
    await proxy.close();
  });
});

async function signOutOthers({ transport }: ServerPhone): Promise<void> {
  const answer = await fetchDevices(transport);
  if (answer.status !== 'loaded') throw new Error(answer.status);
  for (const device of answer.devices.filter(({ isThis }) => !isThis)) await signOutDevice(device.id, transport);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
