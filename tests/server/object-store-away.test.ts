import { expect, test } from 'vitest';
import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import { problem } from '../../src/protocol/problem.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startS3Server } from '../fakes/s3-server.ts';
import { startTestServer, testNow } from '../fakes/test-server.ts';
import { referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

test('while the store of photos cannot be reached a phone is told to wait, and sends its photo when the store is back', async () => {
  const objects = await startS3Server();
  const away = { ...objects.address, endpoint: 'http://127.0.0.1:9' };
  let isAway = true;
  const server = await startTestServer({
    blobs: (database) => {
      const [near, far] = [openS3BlobStore(objects.address, database), openS3BlobStore(away, database)];
      return { ...near, receive: (...given) => (isAway ? far : near).receive(...given) };
    },
  });
  try {
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const photo = new Uint8Array(await plainJpeg(1, 400));
    const reference = referenceOf(photo);
    await phone.push(training([reference]));

    const refused = await phone.patch(reference.id, 0, photo);
    expect([refused.status, problem.parse(await refused.json()).kind]).toEqual([503, 'unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    isAway = false;
    expect((await phone.patch(reference.id, 0, photo)).status).toBe(204);
  } finally {
    await server.close();
    await objects.close();
  }
});
