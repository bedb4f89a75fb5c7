import { describe, expect, test } from 'vitest';
import type { LocalDatabase } from '../../src/localdb/database.ts';
import { photoElsewhere, putChunks } from '../../src/localdb/photos.ts';
import { sha256 } from '../../src/localdb/sha256.ts';
import { sendPreviews } from '../../src/sync/send-previews.ts';
import { fetchPhoto } from '../../src/sync/photo-source.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { newDevice } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { logTraining, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer } from '../fakes/test-server.ts';
import { emptyAnswer, jsonAnswer, noAnswer, scriptedTransport, textAnswer } from '../fakes/transport.ts';

const taken = emptyAnswer(204, { 'tus-resumable': '1.0.0' });
const slow = () => true;

describe('on a link like 2G', () => {
  test('a preview of each photo goes ahead, once, with its hash', async () => {
    const { db, photos } = await phoneWith({ one: {}, two: {} });
    const transport = scriptedTransport(() => taken);
    const send = () => sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 });
    expect(await send()).toEqual({ status: 'done' });
    expect(transport.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /v1/photos/one/preview',
      'PUT /v1/photos/two/preview',
    ]);
    const [first] = transport.requests;
    expect(first?.body).toEqual(photos.one);
    expect(first?.headers).toEqual({ 'content-type': 'image/jpeg', 'x-sha256': await sha256(photos.one) });
    await send();
    expect(transport.requests).toHaveLength(2);
  });

  test('none goes ahead of what is nearly there, of what this phone cannot show, of an attachment’s kind or of another phone’s photo', async () => {
    const { db } = await phoneWith({
      nearly: { offset: 290_000 },
      unseen: { thumbnail: null },
      other: { own: false },
      sent: { state: 'stored' },
    });
    const transport = scriptedTransport(() => taken);
    await sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 });
    expect(transport.requests).toEqual([]);
  });

  test('text that is saved meanwhile goes before the next preview', async () => {
    const { db } = await phoneWith({ one: {}, two: {} });
    const transport = scriptedTransport(async () => {
      await db.outbox.add({ n: 1, entry: 'entry', body: '{}', at: 0 });
      return taken;
    });
    expect(await sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 })).toEqual({ status: 'textWaiting' });
    expect(transport.requests).toHaveLength(1);
  });

  const endings: [string, WireAnswer, object][] = [
    ['401', emptyAnswer(401, { 'tus-resumable': '1.0.0' }), { status: 'signedOut' }],
    ['503 with a wait', textAnswer(503, 'busy', { 'retry-after': '30' }), { status: 'serverTrouble', retryAfter: 30 }],
    ['429', textAnswer(429, 'busy', { 'retry-after': '5' }), { status: 'serverTrouble', retryAfter: 5 }],
    ['the page of some Wi-Fi', textAnswer(200, '<html>'), { status: 'notOurServer' }],
  ];
  test.each(endings)('%s ends the sending, and the preview goes the next time', async (_name, answer, outcome) => {
    const { db } = await phoneWith({ one: {}, two: {} });
    const transport = scriptedTransport(() => answer);
    const send = () => sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 });
    expect(await send()).toEqual(outcome);
    await send();
    expect(transport.requests.map(({ path }) => path)).toEqual(['/v1/photos/one/preview', '/v1/photos/one/preview']);
  });

  test.each([
    ['nothing', noAnswer],
    ['500', textAnswer(500, '')],
  ])('%s keeps no photo back: the photos go, and the preview the next time', async (_name, answer) => {
    const { db } = await phoneWith({ one: {}, two: {} });
    const transport = scriptedTransport(() => answer);
    expect(await sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 })).toEqual({ status: 'done' });
    expect(transport.requests).toHaveLength(1);
    expect(await db.photos.filter((photo) => photo.previewSent === true).count()).toBe(0);
  });

  const refusals: [string, WireAnswer][] = [
    ['a server that knows of no previews', jsonAnswer(404, { kind: 'not_found', title: 'Không tìm thấy' })],
    ['one that wants no such picture', jsonAnswer(422, { kind: 'invalid', title: 'Chưa đúng' }, { 'tus-resumable': '1.0.0' })],
    ['one that does not want the photo any more', emptyAnswer(410, { 'tus-resumable': '1.0.0' })],
  ];
  test.each(refusals)('%s is not asked again, and holds up nothing', async (_name, answer) => {
    const { db } = await phoneWith({ one: {} });
    const transport = scriptedTransport(() => answer);
    const send = () => sendPreviews(db, { transport, isLinkSlow: slow, newestText: 0 });
    expect(await send()).toEqual({ status: 'done' });
    await send();
    expect(transport.requests).toHaveLength(1);
  });
});

describe('a whole sending over a link like 2G', () => {
  test('shows the desk every photo in small before the first one has come, and all of them whole in the end', async () => {
    const server = await startTestServer();
    try {
      const phone = await signedInPhone(server, 'hiepcuong');
      const { id } = await logTraining(phone, 2);
      const thumbnail = new Uint8Array(await plainJpeg(5, 60));
      await phone.db.photos.toCollection().modify({ thumbnail });
      const cut: Transport = { send: async (request) => (request.method === 'PATCH' ? noAnswer : phone.transport.send(request)) };
      const world = { build: '2026.11.1', now: () => phone.clock.now, onProgress: () => {}, isLinkSlow: slow };
      expect((await sendEverything(phone.db, { ...world, transport: cut })).outcome).toBe('offline');
      const desk = await signedInPhone(server, 'sonoivu');
      const { photos } = (await phone.db.entries.get(id))?.view ?? { photos: [] };
      expect(photos).toHaveLength(2);
      for (const photo of photos) {
        const picture = await fetchPhoto(photo.id, 'preview', desk.transport);
        if (picture.status !== 'here') throw new Error(picture.status);
        expect(new Uint8Array(await picture.blob.arrayBuffer())).toEqual(thumbnail);
      }
      expect((await sendEverything(phone.db, { ...world, transport: phone.transport })).outcome).toBe('allSent');
      for (const photo of photos) expect((await fetchPhoto(photo.id, 'original', desk.transport)).status).toBe('here');
    } finally {
      await server.close();
    }
  });
});

describe('on any other link', () => {
  test('no preview goes: the photos themselves are there nearly as soon', async () => {
    const { db } = await phoneWith({ one: {} });
    const transport = scriptedTransport((_request: WireRequest) => taken);
    expect(await sendPreviews(db, { transport, newestText: 0 })).toEqual({ status: 'done' });
    expect(await sendPreviews(db, { transport, isLinkSlow: () => false, newestText: 0 })).toEqual({ status: 'done' });
    expect(transport.requests).toEqual([]);
  });
});

type Row = Partial<Parameters<LocalDatabase['photos']['put']>[0]>;

async function phoneWith<Name extends string>(rows: Record<Name, Row>) {
  const { db } = await newDevice();
  const photos = {} as Record<Name, Uint8Array<ArrayBuffer>>;
  for (const [id, change] of Object.entries<Row>(rows)) {
    const thumbnail = new Uint8Array(9_000).fill(id.length);
    photos[id as Name] = thumbnail;
    const chunkCount = await putChunks(db, id, new Uint8Array(300_000));
    const reference = { id, sha256: 'x', size: 300_000, type: 'image/jpeg', width: 1, height: 1, takenAt: null, source: 'camera' as const };
    const declared = photoElsewhere(id, { entry: 'entry', state: 'declared', offset: 0 });
    await db.photos.put({ ...declared, own: true, chunkCount, reference, thumbnail, ...change });
  }
  return { db, photos };
}
