import { expect, test } from 'vitest';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import { readProblem } from '../../src/protocol/problem.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startS3Server } from '../fakes/s3-server.ts';
import { startTestServer, testNow } from '../fakes/test-server.ts';
import { referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

test('while the store of photos cannot be reached a phone is told to wait, and sends its photo when the store is back', async () => {
  const store = { isAway: true };
  const { server, close } = await startBefore((near, far) => ({ receive: (...given) => (store.isAway ? far : near).receive(...given) }));
  try {
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const photo = new Uint8Array(await plainJpeg(1, 400));
    const reference = referenceOf(photo);
    await phone.push(training([reference]));

    const refused = await phone.patch(reference.id, 0, photo);
    expect([refused.status, readProblem(await refused.json())?.kind]).toEqual([503, 'unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    store.isAway = false;
    expect((await phone.patch(reference.id, 0, photo)).status).toBe(204);
  } finally {
    await close();
  }
});

test('a picture that could not be looked at while the store was away is looked at when somebody asks for it', async () => {
  const store = { isAway: true };
  const { server, close } = await startBefore((near, far) => ({ get: (...given) => (store.isAway ? far : near).get(...given) }));
  try {
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const photo = new Uint8Array(await plainJpeg(2, 400));
    const reference = referenceOf(photo);
    await phone.push(training([reference]));
    expect((await phone.patch(reference.id, 0, photo)).status).toBe(204);
    const address = `/v1/photos/${reference.id}?size=original`;
    expect((await phone.fetch(address)).status).not.toBe(200);

    store.isAway = false;
    const shown = await phone.fetch(address);
    expect(shown.status).toBe(200);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(photo);
  } finally {
    await close();
  }
});

/** A server before an object store, some of whose work goes to a place where nobody answers. */
async function startBefore(changed: (near: BlobStore, far: BlobStore) => Partial<BlobStore>) {
  const objects = await startS3Server();
  const server = await startTestServer({
    blobs: (database) => {
      const near = openS3BlobStore(objects.address, database);
      return { ...near, ...changed(near, openS3BlobStore({ ...objects.address, endpoint: 'http://127.0.0.1:9' }, database)) };
    },
  });
  const close = async (): Promise<void> => {
    await server.close();
    await objects.close();
  };
  return { server, close };
}
