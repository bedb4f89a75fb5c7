import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import type { Database } from '../../src/server/db/database.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { type S3Server, startS3Server } from '../fakes/s3-server.ts';
import { startTestServer, testNow } from '../fakes/test-server.ts';
import { uploadThroughCuts } from '../fakes/uploads-through-cuts.ts';
import { referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

/** The bench `upload` does the same with more of everything. */
describe('a network that cuts and cuts again', () => {
  let photos: Buffer[];
  let objects: S3Server;
  const blobs = (database: Database) => openS3BlobStore(objects.address, database);

  beforeAll(async () => {
    photos = await Promise.all([400, 500, 600, 700, 800].map((edge) => plainJpeg(edge, edge)));
    objects = await startS3Server();
  });
  afterAll(() => objects.close());

  const arrived = { notIdentical: 0, leftOnTheWay: 0 };

  it('to a disk: every photo arrives, and a cut costs no more than what was on its way', async () => {
    const run = await uploadThroughCuts({ photos, cuts: 20, seed: 11 });
    expect(run).toMatchObject({ ...arrived, wasteful: 0 });
    expect(run.cuts).toBeGreaterThan(5);
  });

  it('to an object store: the same', async () => {
    const run = await uploadThroughCuts({ photos, cuts: 20, seed: 12, blobs });
    expect(run).toMatchObject({ ...arrived, wasteful: 0 });
    expect(await objects.keys('staging/')).toEqual([]);
  });

  it('and two servers that share an object store receive pieces of the same photos', async () => {
    expect(await uploadThroughCuts({ photos, cuts: 20, seed: 13, blobs, servers: 2 })).toMatchObject(arrived);
    expect(await objects.keys('staging/')).toEqual([]);
  });

  it('and a piece that comes to the second server once more, while the first one stores the photo, is not left behind', async () => {
    const [bytes = Buffer.alloc(0)] = photos;
    const first = await startTestServer({ blobs });
    const second = await startTestServer({ blobs, database: first.parts.database });
    const phone = new WirePhone(first.url, testNow);
    await phone.signIn('hiepcuong');
    const photo = referenceOf(bytes);
    await phone.push(training([photo]));
    const again = new WirePhone(second.url, testNow);
    again.cookie = phone.cookie;
    const { readable: slow, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    void writer.write(bytes.subarray(0, 10_000));
    const repeated = again.patch(photo.id, 0, slow);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await phone.patch(photo.id, 0, bytes)).headers.get('x-photo')).toBe('stored');
    await writer.close();
    expect((await repeated).headers.get('x-photo')).toBe('stored');
    expect(await objects.keys(`staging/${photo.id}`)).toEqual([]);
    await second.close();
    await first.close();
  });
});
