import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heic, jpegWithPlace, plainJpeg, progressiveJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, newId, referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = new WirePhone(server.url, testNow);
  await phone.signIn('hiepcuong');
});
afterEach(() => server.close());

async function declare(bytes: Uint8Array, type = 'image/jpeg') {
  const reference = referenceOf(bytes, { type });
  const entry = training([reference]);
  const { results } = await phone.push(entry);
  expect(results.at(-1)?.[1]).toBe('ok');
  return { reference, entry };
}

async function another(username: string): Promise<WirePhone> {
  const other = new WirePhone(server.url, testNow);
  await other.signIn(username);
  return other;
}

async function stored(bytes: Uint8Array, type?: string) {
  const declared = await declare(bytes, type);
  await phone.patch(declared.reference.id, 0, new Uint8Array(bytes));
  await server.parts.pictures.settled();
  return declared;
}

describe('a photo is sent', () => {
  it('and is on the server byte for byte', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const sent = await phone.patch(reference.id, 0, bytes);
    expect([sent.status, sent.headers.get('upload-offset'), sent.headers.get('x-photo')]).toEqual([204, String(bytes.length), 'stored']);
    const read = await phone.fetch(`/v1/photos/${reference.id}?size=original`);
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
    const { photos } = await phone.sync();
    expect(photos).toEqual([[reference.id, bytes.length, 'stored', expect.any(String)]]);
  });

  it('before its entry was: the server asks for the entry first', async () => {
    const answer = await phone.patch(newId(), 0, 'abc');
    expect([answer.status, await answer.json()]).toMatchObject([404, { kind: 'not_ready' }]);
  });

  it('and cut: what arrived stays, and the rest is enough', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const half = Math.floor(bytes.length / 2);
    const first = await phone.patch(reference.id, 0, bytes.subarray(0, half));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(half)]);
    const where = await phone.head(reference.id);
    expect([where.headers.get('upload-offset'), where.headers.get('upload-length')]).toEqual([String(half), String(bytes.length)]);
    expect(where.headers.get('x-photo')).toBeNull();
    const wrong = await phone.patch(reference.id, 5, bytes.subarray(5));
    expect([wrong.status, wrong.headers.get('upload-offset')]).toEqual([409, String(half)]);
    const rest = await phone.patch(reference.id, half, bytes.subarray(half));
    expect([rest.status, rest.headers.get('x-photo')]).toEqual([204, 'stored']);
  });

  it('and the connection breaks in the middle of the body: what arrived stays', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const broken = new ReadableStream({
      async pull(controller) {
        controller.enqueue(bytes.subarray(0, 10_000));
        await new Promise((resolve) => setTimeout(resolve, 100));
        controller.error(new Error('no network'));
      },
    });
    await expect(phone.patch(reference.id, 0, broken)).rejects.toThrow();
    const where = await phone.head(reference.id);
    expect(where.headers.get('upload-offset')).toBe('10000');
  });

  it('by several connections at once: it is stored whole, whoever comes first', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const half = Math.floor(bytes.length / 2);
    const answers = await Promise.all(
      [phone.patch(reference.id, 0, bytes), phone.patch(reference.id, 0, bytes.subarray(0, half)), phone.patch(reference.id, 0, bytes)].map(
        (answer) => answer.catch(() => null),
      ),
    );
    // Whoever was pushed aside lost its connection or is told where the body stands.
    for (const answer of answers) expect([undefined, 204, 409]).toContain(answer?.status);
    const where = await phone.head(reference.id);
    if (where.headers.get('x-photo') !== 'stored') {
      const offset = Number(where.headers.get('upload-offset'));
      expect((await phone.patch(reference.id, offset, bytes.subarray(offset))).headers.get('x-photo')).toBe('stored');
    }
    const read = await phone.fetch(`/v1/photos/${reference.id}?size=original`);
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('and spoiled on the way: it is asked for again from the start', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const spoiled = Buffer.from(bytes);
    spoiled[100] = (spoiled[100] ?? 0) ^ 1;
    const answer = await phone.patch(reference.id, 0, spoiled);
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([460, '0']);
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(204);
  });

  it('longer than declared: nothing past the declared size is written', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    const answer = await phone.patch(reference.id, 0, Buffer.concat([bytes, Buffer.alloc(2_000_000)]));
    expect([204, 413]).toContain(answer.status);
    const read = await phone.fetch(`/v1/photos/${reference.id}?size=original`);
    expect((await read.arrayBuffer()).byteLength).toBe(bytes.length);
  });

  it('that was taken out of its entry: it is not wanted any more', async () => {
    const bytes = await plainJpeg();
    const spare = referenceOf(await plainJpeg(2));
    const reference = referenceOf(bytes);
    const entry = training([reference, spare]);
    await phone.push(entry);
    await phone.push({ type: 'edit', id: entry.id, base: 1, photosRemoved: [reference.id] });
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(410);
    await phone.push({ type: 'edit', id: entry.id, base: 2, photosAdded: [reference] });
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(204);
  });

  it('a second time for another entry of the unit: not one byte is asked for', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    await phone.patch(reference.id, 0, bytes);
    const again = referenceOf(bytes);
    const { photos } = await phone.push(training([again]));
    expect(photos.find(([id]) => id === again.id)?.[2]).toBe('stored');
    expect((await phone.head(again.id)).headers.get('x-photo')).toBe('stored');
  });

  it('that another unit has sent: the bytes are asked for, a hash alone opens nothing', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    await phone.patch(reference.id, 0, bytes);
    const other = await another('phohien');
    const again = referenceOf(bytes);
    await other.push({ ...training([again]), unit: '11953@2025-07-01' });
    expect((await other.head(again.id)).headers.get('upload-offset')).toBe('0');
    expect((await other.fetch(`/v1/photos/${again.id}`)).status).toBe(404);
  });

  it('and the server was stopped between the last byte and its keeping: it is finished at the next start', async () => {
    const bytes = await plainJpeg();
    const { reference } = await declare(bytes);
    await writeFile(path.join(server.dataFolder, 'photos', 'staging', reference.id), bytes);
    expect((await phone.sync()).photos[0]?.[2]).toBe('declared');
    await server.parts.uploads.recover();
    expect((await phone.head(reference.id)).headers.get('x-photo')).toBe('stored');
    expect(await server.parts.blobs.staged()).toEqual([]);
  });
});

describe('a photo is opened', () => {
  it('small, middle and whole, as a JPEG that no cache keeps', async () => {
    const { reference } = await stored(await plainJpeg(1, 1200));
    for (const [size, edge] of [
      ['thumbnail', 240],
      ['preview', 960],
      ['original', 1200],
    ] as const) {
      const answer = await phone.fetch(`/v1/photos/${reference.id}?size=${size}`);
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const { width, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([size, width, format]).toEqual([size, edge, 'jpeg']);
    }
  });

  it('by nobody of another unit, by the reviewer it is routed to, never by an administrator alone', async () => {
    const { reference } = await stored(await plainJpeg());
    const status = async (username: string) => (await (await another(username)).fetch(`/v1/photos/${reference.id}?size=thumbnail`)).status;
    expect(await status('hiepcuong')).toBe(200);
    expect(await status('phohien')).toBe(404);
    expect(await status('trungtam')).toBe(404);
    expect(await status('quantri')).toBe(404);
    expect(await status('sonoivu')).toBe(200);
    const stranger = new WirePhone(server.url, testNow);
    expect((await stranger.fetch(`/v1/photos/${reference.id}`)).status).toBe(401);
  });

  it('by nobody who names its id in an entry of their own', async () => {
    const { reference } = await stored(await plainJpeg());
    const other = await another('phohien');
    const { results } = await other.push({ ...broadcast(), unit: '11953@2025-07-01', photos: [reference] });
    expect(results[0]?.slice(1)).toEqual(['held', 'invalid', 'photos']);
    expect((await other.fetch(`/v1/photos/${reference.id}`)).status).toBe(404);
  });

  it('taken as HEIC: everybody gets an upright JPEG without the place', async () => {
    const { reference } = await stored(await heic(), 'image/heic');
    const answer = await phone.fetch(`/v1/photos/${reference.id}?size=original`);
    const { width, height, format, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([width, height, format, exif]).toEqual([320, 240, 'jpeg', undefined]);
    expect(await server.parts.blobs.get(`original/${reference.sha256.slice(0, 2)}/${reference.sha256}`)).toBeNull();
  });

  it('taken with its place in the file: nobody gets the place, and it stands upright', async () => {
    const bytes = await jpegWithPlace();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const { reference } = await stored(bytes);
    const read = Buffer.from(await (await phone.fetch(`/v1/photos/${reference.id}?size=original`)).arrayBuffer());
    const { width, height, exif } = await sharp(read).metadata();
    expect([width, height, exif]).toEqual([200, 400, undefined]);
    expect(read.includes('Dien thoai')).toBe(false);
  });

  it('that a small phone could not make smaller: everybody gets what a larger phone would have sent, and the whole is not kept', async () => {
    const whole = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#3355aa' } })
      .jpeg()
      .toBuffer();
    const { reference } = await stored(whole);
    const read = Buffer.from(await (await phone.fetch(`/v1/photos/${reference.id}?size=original`)).arrayBuffer());
    expect(await sharp(read).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1200 });
    expect(await server.parts.blobs.get(`original/${reference.sha256.slice(0, 2)}/${reference.sha256}`)).toBeNull();
  });

  for (const [made, bytes] of [
    ['in one scan', plainJpeg],
    ['in several scans', progressiveJpeg],
  ] as const)
    it(`made by a phone ${made}, without a word about the place: everybody gets the very bytes`, async () => {
      const photo = await bytes();
      expect((await openedWhole(photo)).equals(photo)).toBe(true);
    });

  for (const [hidden, bytes] of [
    ['text behind its end', async () => Buffer.concat([await plainJpeg(), secret, endOfImage])],
    ['one byte behind its end', async () => Buffer.concat([await plainJpeg(), endOfImage])],
    ['a second picture behind its end', async () => Buffer.concat([await plainJpeg(), await jpegWithPlace()])],
    ['a second picture behind its end, of several scans', async () => Buffer.concat([await progressiveJpeg(), await jpegWithPlace()])],
    ['a comment between two scans', async () => beforeLastScan(await progressiveJpeg(), segment(0xfe, secret))],
    ['EXIF between two scans', async () => beforeLastScan(await progressiveJpeg(), segment(0xe1, Buffer.concat([exifName, secret])))],
    ['a comment between its last scan and its end', async () => beforeEnd(await plainJpeg(), segment(0xfe, secret))],
    ['text between two scans', async () => beforeLastScan(await progressiveJpeg(), secret)],
    ["an editor's notes", async () => behindStart(await plainJpeg(), segment(0xed, secret))],
    [
      'text behind the JFIF name',
      async () => behindStart(await plainJpeg(), segment(0xe0, Buffer.concat([Buffer.from('JFIF\0'), secret]))),
    ],
    [
      'text behind the Adobe name',
      async () => behindStart(await plainJpeg(), segment(0xee, Buffer.concat([Buffer.from('Adobe'), secret]))),
    ],
  ] as const)
    it(`with ${hidden}: everybody gets a picture made anew, without it`, async () => {
      const photo = await bytes();
      const read = await openedWhole(photo);
      expect((await sharp(read).metadata()).format).toBe('jpeg');
      expect(read.equals(photo)).toBe(false);
      expect([read.includes('Dien thoai'), read.includes(secret), read.includes('Exif')]).toEqual([false, false, false]);
    });

  it('said to be a JPEG but a page: nobody opens it, and its author is told', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const { reference } = await stored(page);
    expect((await phone.fetch(`/v1/photos/${reference.id}?size=original`)).status).toBe(404);
    expect((await phone.sync()).photos[0]?.[2]).toBe('failed');
  });
});

const secret = Buffer.from('20.8333 N 106.0333 E');
const exifName = Buffer.from('Exif\0\0');
const endOfImage = Buffer.from([0xff, 0xd9]);

async function openedWhole(bytes: Buffer): Promise<Buffer> {
  const { reference } = await stored(bytes);
  const answer = await phone.fetch(`/v1/photos/${reference.id}?size=original`);
  return Buffer.from(await answer.arrayBuffer());
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function insertAt(bytes: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

const behindStart = (bytes: Buffer, piece: Buffer): Buffer => insertAt(bytes, 2, piece);
const beforeEnd = (bytes: Buffer, piece: Buffer): Buffer => insertAt(bytes, bytes.length - 2, piece);

/** Before the table of the last scan, where a segment may stand. */
function beforeLastScan(bytes: Buffer, piece: Buffer): Buffer {
  return insertAt(bytes, bytes.lastIndexOf(Buffer.from([0xff, 0xc4])), piece);
}
