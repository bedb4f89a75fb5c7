import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { fetchPhoto } from '../../src/sync/photo-source.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { broadcastValues, newDraft, setFields, trainingValues } from '../fakes/device.ts';
import { decide, loadAll, logBroadcast, logTraining, send, sha256, signedInPhone } from '../fakes/server-phone.ts';
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

  test('one person’s outbox is not accepted under another’s session', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    await logBroadcast(phone);
    const stranger = await signedInPhone(server, 'phohien');
    expect(await send({ ...phone, transport: stranger.transport })).toBe('wrongUser');
    expect(await phone.db.outbox.count()).toBe(1);
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
    expect(proxy.cuts).toBeGreaterThan(5);
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
    expect(await check.db.entries.where('unit').equals(unit).count()).toBe(logged.length);
    await proxy.close();
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
