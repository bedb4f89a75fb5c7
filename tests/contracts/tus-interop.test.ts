import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import { type CuttingProxy, startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { type S3Server, startS3Server } from '../fakes/s3-server.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { seeded } from '../fakes/seeded.ts';
import { referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

describe('tus-js-client, as it is published, sends a photo', () => {
  describe('to a disk', () => {
    promisesToATusClient(async () => ({ server: await startTestServer(), close: async () => {} }));
  });

  describe('to an object store', () => {
    promisesToATusClient(async () => {
      const objects: S3Server = await startS3Server();
      return {
        server: await startTestServer({ blobs: (database) => openS3BlobStore(objects.address, database) }),
        close: objects.close,
      };
    });
  });
});

function promisesToATusClient(open: () => Promise<{ server: TestServer; close: () => Promise<void> }>): void {
  let opened: Awaited<ReturnType<typeof open>>;
  let phone: WirePhone;
  let proxy: CuttingProxy;

  beforeEach(async () => {
    opened = await open();
    phone = new WirePhone(opened.server.url, testNow);
    await phone.signIn('hiepcuong');
    const port = Number(new URL(opened.server.url).port);
    proxy = await startCuttingProxy({ target: () => port, random: seeded(7), within: 60_000, share: 0.5 });
  });
  afterEach(async () => {
    await proxy.close();
    await opened.server.close();
    await opened.close();
  });

  async function declare(): Promise<{ id: string; bytes: Buffer }> {
    const bytes = await plainJpeg(7, 900);
    const reference = referenceOf(bytes);
    await phone.push(training([reference]));
    return { id: reference.id, bytes };
  }

  function send(photo: { id: string; bytes: Buffer }, options: { url: string; chunkSize?: number }): Promise<number> {
    return new Promise((resolve, reject) => {
      let requests = 0;
      const upload = new Upload(photo.bytes, {
        uploadUrl: `${options.url}/v1/photos/${photo.id}`,
        headers: { cookie: phone.cookie },
        retryDelays: Array.from({ length: 40 }, () => 10),
        chunkSize: options.chunkSize ?? Number.POSITIVE_INFINITY,
        onBeforeRequest: () => void (requests += 1),
        onError: reject,
        onSuccess: () => resolve(requests),
      });
      upload.start();
    });
  }

  async function expectWhole(photo: { id: string; bytes: Buffer }): Promise<void> {
    const read = await phone.fetch(`/v1/photos/${photo.id}?size=original`);
    expect(Buffer.from(await read.arrayBuffer()).equals(photo.bytes)).toBe(true);
  }

  it('in one request after asking where it stands', async () => {
    const photo = await declare();
    expect(await send(photo, { url: opened.server.url })).toBe(2);
    await expectWhole(photo);
  });

  it('in chunks', async () => {
    const photo = await declare();
    await send(photo, { url: opened.server.url, chunkSize: 40_000 });
    await expectWhole(photo);
  });

  it('through cuts, and goes on where each one fell', async () => {
    const photo = await declare();
    proxy.cutting = true;
    await send(photo, { url: proxy.url });
    proxy.cutting = false;
    expect(proxy.cuts).toBeGreaterThan(1);
    expect(proxy.bodies.passed).toBeLessThanOrEqual(photo.bytes.length);
    await expectWhole(photo);
  });

  it('that is stored already: nothing is sent', async () => {
    const photo = await declare();
    await send(photo, { url: opened.server.url });
    expect(await send(photo, { url: opened.server.url })).toBe(1);
  });
}
