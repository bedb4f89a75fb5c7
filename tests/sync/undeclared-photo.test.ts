import { describe, expect, test } from 'vitest';
import { photoElsewhere } from '../../src/localdb/photos.ts';
import { sendPhotos } from '../../src/sync/send-photos.ts';
import { newDevice, type TestDevice } from '../fakes/device.ts';
import { emptyAnswer, scriptedTransport } from '../fakes/transport.ts';

describe('a photo that the server does not know', () => {
  test('waits for the change that names it', async () => {
    const device = await withPhoto();
    const photos = [{ id: 'photo' }];
    const body = JSON.stringify({ n: 1, type: 'new', id: 'entry', photos });
    await device.db.outbox.put({ n: 1, entry: 'entry', body, at: 0 });
    const { db, requests } = await sendThrice(device);
    expect(requests).toEqual(['PATCH']);
    expect(await db.photos.get('photo')).toMatchObject({ state: 'ready', chunkCount: 1 });
  });

  test('though its change was taken is asked for once a round, and no byte is sent in vain again', async () => {
    const { db, requests } = await sendThrice(await withPhoto());
    expect(requests).toEqual(['PATCH', 'HEAD', 'HEAD']);
    expect(await db.photos.get('photo')).toMatchObject({ state: 'declared', chunkCount: 1 });
  });
});

async function withPhoto(): Promise<TestDevice> {
  const device = await newDevice();
  const { db } = device;
  await db.photos.put({ ...photoElsewhere('photo', { entry: 'entry', state: 'declared', offset: 0 }), own: true, chunkCount: 1 });
  await db.chunks.put({ photo: 'photo', index: 0, bytes: new Uint8Array(1000) });
  return device;
}

async function sendThrice({ db }: TestDevice): Promise<{ db: TestDevice['db']; requests: string[] }> {
  const transport = scriptedTransport(() => emptyAnswer(404, { 'tus-resumable': '1.0.0' }));
  // The waiting change goes before a photo only where it is newer than the text that was sent last.
  for (let round = 0; round < 3; round += 1) await sendPhotos(db, { transport, onProgress: () => {}, newestText: 1 });
  return { db, requests: transport.requests.map(({ method }) => method) };
}
