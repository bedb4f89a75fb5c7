import { expect, test } from 'vitest';
import { photoElsewhere } from '../../src/localdb/photos.ts';
import { sendPhotos } from '../../src/sync/send-photos.ts';
import { newDevice } from '../fakes/device.ts';
import { emptyAnswer, scriptedTransport } from '../fakes/transport.ts';

test('a photo that a restored server does not know waits for its entry and is not sent again and again', async () => {
  const { db } = await newDevice();
  const bytes = new Uint8Array(1000);
  await db.photos.put({ ...photoElsewhere('photo', { entry: 'entry', state: 'declared', offset: 0 }), own: true, chunkCount: 1 });
  await db.chunks.put({ photo: 'photo', index: 0, bytes });
  const transport = scriptedTransport(() => emptyAnswer(404, { 'tus-resumable': '1.0.0' }));
  for (let round = 0; round < 3; round += 1) await sendPhotos(db, { transport, onProgress: () => {}, newestText: 0 });
  expect(transport.requests).toHaveLength(1);
  expect(await db.photos.get('photo')).toMatchObject({ state: 'ready', chunkCount: 1 });
});
