import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import type { PhotoReference } from '../../src/domain/entry.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import { signIn } from '../../src/sync/session.ts';
import { fetchPhoto } from '../../src/sync/photo-source.ts';
import { loadReviewPage } from '../../src/sync/review.ts';
import type { Transport } from '../../src/sync/transport.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { broadcastValues, newDraft, setFields, openPhone, trainingValues, type TestDevice } from '../fakes/device.ts';
import { httpTransport } from '../fakes/http-transport.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => server.close());

describe('a phone and the real server', () => {
  test('an entry and its photos arrive once and byte for byte, and the phone knows it', async () => {
    const phone = await signedInPhone('hiepcuong');
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
    const phone = await signedInPhone('hiepcuong');
    const { id } = await logTraining(phone, 1);
    await send(phone);
    const other = await signedInPhone('hiepcuong');
    await send(other);
    const [here, there] = [await phone.db.entries.get(id), await other.db.entries.get(id)];
    expect(here?.server).toEqual(there?.server);
  });

  test('an entry taken back before it was ever sent arrives as taken back', async () => {
    const phone = await signedInPhone('hiepcuong');
    const id = await logBroadcast(phone);
    await voidEntry(phone.db, id, phone.clock.now);
    expect(await send(phone)).toBe('allSent');
    expect(await phone.db.held.toArray()).toEqual([]);
    expect((await phone.db.entries.get(id))?.server?.status).toBe('void');
  });

  test('a returned entry reaches the phone with its remark, is mended offline and approved', async () => {
    const phone = await signedInPhone('hiepcuong');
    const desk = await signedInPhone('sonoivu');
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
    const phone = await signedInPhone('hiepcuong');
    const desk = await signedInPhone('sonoivu');
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
    const phone = await signedInPhone('hiepcuong');
    await logBroadcast(phone);
    const stranger = await signedInPhone('phohien');
    expect(await send({ ...phone, transport: stranger.transport })).toBe('wrongUser');
    expect(await phone.db.outbox.count()).toBe(1);
  });
});

describe('through a network that cuts at random bytes and repeats requests', () => {
  test('every entry arrives once and every photo whole', async () => {
    const random = seeded(7);
    const target = Number(new URL(server.url).port);
    const proxy = await startCuttingProxy({ target: () => target, random, within: 20_000, share: 0.3 });
    const phone = await signedInPhone('phohien', () => proxy.url);
    const unit = '11953@2025-07-01';
    const logged: { id: string; bytes: Uint8Array[] }[] = [];
    for (let count = 0; count < 6; count += 1) logged.push(await logTraining(phone, 2, unit));
    proxy.cutting = true;
    for (let round = 0; round < 200 && (await send(phone)) !== 'allSent'; round += 1);
    proxy.cutting = false;
    expect(proxy.cuts).toBeGreaterThan(5);
    expect(await send(phone)).toBe('allSent');
    const check = await signedInPhone('phohien');
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

/** Every photo of the test is another picture. */
let pictures = 0;

interface Phone extends TestDevice {
  transport: Transport;
}

async function signedInPhone(username: string, url: () => string = () => server.url): Promise<Phone> {
  const transport = httpTransport(url);
  const session = await signIn({ username, password: 'demo-2026' }, transport);
  if (session.status !== 'signedIn') throw new Error(`${username} could not sign in: ${session.status}`);
  const db = await openPhone(session.person);
  return { db, transport, clock: server.clock };
}

async function send(phone: Phone): Promise<string> {
  server.clock.now += 1000;
  const world = { transport: phone.transport, build: '2026.11.1', now: () => phone.clock.now, onProgress: () => {} };
  return (await sendEverything(phone.db, world)).outcome;
}

async function logBroadcast(phone: Phone): Promise<string> {
  const draft = newDraft(phone);
  await saveDraft(phone.db, draft);
  await saveEntry(phone.db, draft, { values: broadcastValues(), setFields }, phone.clock.now);
  return draft.id;
}

async function logTraining(phone: Phone, photos: number, unit?: string): Promise<{ id: string; bytes: Uint8Array[] }> {
  const draft = newDraft(phone, { kind: 'training', ...(unit && { unit }) });
  await saveDraft(phone.db, draft);
  const bytes: Uint8Array[] = [];
  for (let count = 0; count < photos; count += 1) bytes.push(await addPhoto(phone, draft.id));
  const result = await saveEntry(phone.db, draft, { values: trainingValues(), setFields }, phone.clock.now);
  if (result.status !== 'saved') throw new Error(result.status);
  return { id: draft.id, bytes };
}

async function addPhoto(phone: Phone, draft: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await plainJpeg((pictures += 1)));
  const reference: PhotoReference = {
    id: newIdentifier(phone.clock.now),
    sha256: sha256(bytes),
    size: bytes.length,
    type: 'image/jpeg',
    width: 640,
    height: 480,
    takenAt: null,
    source: 'camera',
  };
  await storeRawPhoto(phone.db, {
    id: reference.id,
    draft,
    bytes,
    type: 'image/jpeg',
    source: 'camera',
    takenAt: null,
    now: phone.clock.now,
  });
  await storeReadyPhoto(phone.db, { reference, bytes, thumbnail: null });
  return bytes;
}

async function decide(desk: Phone, id: string, decision: Parameters<typeof decideReview>[2]) {
  await loadAll(desk);
  const row = await desk.db.review.get(id);
  if (!row) throw new Error('the queue does not show the entry');
  await decideReview(desk.db, row.entry, decision, desk.clock.now);
  await send(desk);
  return row;
}

async function loadAll(desk: Phone): Promise<void> {
  let after: string | null = null;
  do {
    const page = await loadReviewPage(desk.db, { after, now: desk.clock.now }, desk.transport);
    if (page.status !== 'loaded') throw new Error(page.status);
    after = page.next;
  } while (after !== null);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
