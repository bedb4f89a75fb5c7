import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../src/server/backup/back-up.ts';
import { copiedRecords } from '../../src/server/backup/copy-folder.ts';
import { type BlobStore, BlobStoreAway } from '../../src/server/blobs/blob-store.ts';
import { openDiskBlobStore } from '../../src/server/blobs/disk/disk-blob-store.ts';
import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import { keysOf, originalKey, pictureKey } from '../../src/server/photos/keys.ts';
import { pdf } from '../fakes/attachments.ts';
import { heic, jpegWithPlace, plainJpeg } from '../fakes/pictures.ts';
import { startS3Server } from '../fakes/s3-server.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { attachmentOf, broadcast, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';

const reason = 'Công văn 12/STP';

let folder: string;
let server: TestServer;
let phone: WirePhone;
let office: WirePhone;
/** What stands between the server and its photos. */
let between: Partial<BlobStore>;

async function startBefore(blobs?: (database: TestServer['parts']['database']) => BlobStore): Promise<void> {
  const disk = await openDiskBlobStore(path.join(folder, 'photos'));
  server = await startTestServer({
    dataFolder: folder,
    blobs: (database) => {
      const store = blobs?.(database) ?? disk;
      return {
        ...store,
        get: (...given) => (between.get ?? store.get)(...given),
        remove: (...given) => (between.remove ?? store.remove)(...given),
        receive: (...given) => (between.receive ?? store.receive)(...given),
      };
    },
  });
  phone = await signedIn('hiepcuong');
  office = await signedIn('quantri');
}

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

async function sent(bytes: Uint8Array, by = phone, unit: string = units.hiepCuong) {
  const photo = referenceOf(bytes);
  const entry = { ...training([photo]), unit };
  expect((await by.push(entry)).results.at(-1)?.[1]).toBe('ok');
  expect((await by.patch(photo.id, 0, bytes)).status).toBe(204);
  await server.parts.pictures.settled();
  for (const size of ['thumbnail', 'preview', 'original']) expect((await by.fetch(`/v1/photos/${photo.id}?size=${size}`)).status).toBe(200);
  return { entry, photo };
}

async function erase(entry: string, photo?: string): Promise<void> {
  const answer = await office.fetch(`/v1/entries/${entry}/erase`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason, ...(photo && { photo }) }),
  });
  expect(answer.status).toBe(200);
}

async function kept(sha256: string, on = server.parts.blobs): Promise<string[]> {
  const found = await Promise.all(keysOf(sha256).map(async (key) => ((await on.get(key)) ? [key] : [])));
  return found.flat();
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'so-erased-'));
  between = {};
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe.each([
  { place: 'a disk', open: async () => ({ blobs: undefined, close: async () => {} }) },
  {
    place: 'an object store',
    open: async () => {
      const objects = await startS3Server();
      const blobs = (database: TestServer['parts']['database']) => openS3BlobStore(objects.address, database);
      return { blobs, close: () => objects.close() };
    },
  },
])('the bytes of what is erased, on $place', ({ open }) => {
  let close: () => Promise<void>;
  beforeEach(async () => {
    const opened = await open();
    close = opened.close;
    await startBefore(opened.blobs);
  });
  afterEach(() => close());

  it('are gone in every size, also those of an attachment and of a picture that was made anew', async () => {
    const [plain, strange] = [await sent(await plainJpeg(1, 1200)), await sent(await heic())];
    const bytes = pdf();
    const file = attachmentOf(bytes);
    const entry = { ...broadcast(), attachments: [file] };
    await phone.push(entry);
    await phone.patch(file.id, 0, bytes);
    await server.parts.pictures.settled();
    const hashes = [plain.photo.sha256, strange.photo.sha256, file.sha256];
    for (const sha256 of hashes) expect(await kept(sha256)).not.toEqual([]);
    await erase(plain.entry.id);
    await erase(strange.entry.id, strange.photo.id);
    await erase(entry.id);
    for (const sha256 of hashes) expect(await kept(sha256)).toEqual([]);
    expect((await phone.fetch(`/v1/attachments/${file.id}`)).status).toBe(404);
  });

  it('stay for as long as another photo that was not erased has the same', async () => {
    const bytes = await plainJpeg();
    const first = await sent(bytes);
    const second = await sent(bytes, await signedIn('phohien'), units.phoHien);
    await erase(first.entry.id);
    expect(await kept(second.photo.sha256)).not.toEqual([]);
    const other = await signedIn('phohien');
    expect((await other.fetch(`/v1/photos/${second.photo.id}?size=original`)).status).toBe(200);
    await erase(second.entry.id, second.photo.id);
    expect(await kept(second.photo.sha256)).toEqual([]);
  });

  it('that had come in part only are forgotten, and the phone is told not to go on', async () => {
    const bytes = await plainJpeg();
    const photo = referenceOf(bytes);
    const entry = training([photo]);
    await phone.push(entry);
    await phone.patch(photo.id, 0, bytes.subarray(0, 5000));
    expect(await server.parts.blobs.staged()).toEqual([photo.id]);
    await erase(entry.id);
    expect(await server.parts.blobs.staged()).toEqual([]);
    expect((await phone.patch(photo.id, 5000, bytes.subarray(5000))).status).toBe(410);
  });

  it('that are just coming are not kept', async () => {
    const bytes = await plainJpeg();
    const photo = referenceOf(bytes);
    const entry = training([photo]);
    await phone.push(entry);
    let goOn: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let started: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => (started = resolve));
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(new Uint8Array(bytes.subarray(0, 1000)));
        started?.();
        await held;
        controller.enqueue(new Uint8Array(bytes.subarray(1000)));
        controller.close();
      },
    });
    const sending = phone.patch(photo.id, 0, body).catch(() => null);
    await begun;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await erase(entry.id);
    goOn?.();
    await sending;
    await server.parts.uploads.settled();
    expect([await kept(photo.sha256), await server.parts.blobs.staged()]).toEqual([[], []]);
    expect((await phone.head(photo.id)).status).toBe(410);
  });
});

describe('bytes that could not be removed at once', () => {
  beforeEach(() => startBefore());

  it('since the store of photos was away: the records are erased, and the bytes go when the act is done again', async () => {
    const { entry, photo } = await sent(await plainJpeg());
    between = {
      remove: async () => {
        throw new BlobStoreAway('away');
      },
    };
    await erase(entry.id);
    expect(await kept(photo.sha256)).not.toEqual([]);
    expect((await phone.fetch(`/v1/entries/${entry.id}`)).status).toBe(404);
    between = {};
    await erase(entry.id);
    expect(await kept(photo.sha256)).toEqual([]);
  });

  it('since the server was killed after the commit: they go at the next start', async () => {
    const { entry, photo } = await sent(await plainJpeg());
    between = { remove: () => Promise.reject(new BlobStoreAway('killed')) };
    await erase(entry.id);
    await server.close();
    between = {};
    await startBefore();
    expect(await kept(photo.sha256)).toEqual([]);
  });

  it('are not taken again from somebody else until they are gone: nobody’s new photo goes with the old one', async () => {
    const bytes = await plainJpeg();
    const { entry, photo } = await sent(bytes);
    const other = await signedIn('phohien');
    const same = referenceOf(bytes);
    const asked: number[] = [];
    between = {
      remove: async (key) => {
        if (key === originalKey(photo.sha256)) {
          await other.push({ ...training([same]), unit: units.phoHien });
          asked.push((await other.patch(same.id, 0, bytes)).status);
        }
        await (await openDiskBlobStore(path.join(folder, 'photos'))).remove(key);
      },
    };
    await erase(entry.id);
    between = {};
    expect(asked).toEqual([503]);
    expect((await other.patch(same.id, 0, bytes)).status).toBe(204);
    expect(await kept(same.sha256)).toEqual([originalKey(same.sha256)]);
  });

  it('kept by one server process while another erases them are not left behind', async () => {
    const bytes = await plainJpeg();
    const photo = referenceOf(bytes);
    const entry = training([photo]);
    await phone.push(entry);
    const beside = await startTestServer({ dataFolder: folder });
    const disk = await openDiskBlobStore(path.join(folder, 'photos'));
    between = {
      receive: async (...given) => {
        const received = await disk.receive(...given);
        const url = office.url;
        office.url = beside.url;
        await erase(entry.id);
        office.url = url;
        return received;
      },
    };
    expect((await phone.patch(photo.id, 0, bytes)).status).toBe(410);
    await beside.close();
    expect(await kept(photo.sha256)).toEqual([]);
  });

  it('made smaller for somebody in that very moment are not left behind', async () => {
    const { entry, photo } = await sent(await plainJpeg(1, 1200));
    const disk = await openDiskBlobStore(path.join(folder, 'photos'));
    for (const key of keysOf(photo.sha256).slice(2)) await disk.remove(key);
    let erasing: Promise<void> | undefined;
    between = {
      get: async (key) => {
        const bytes = await disk.get(key);
        if (key === originalKey(photo.sha256)) await (erasing ??= erase(entry.id));
        return bytes;
      },
    };
    expect((await phone.fetch(`/v1/photos/${photo.id}?size=thumbnail`)).status).toBe(404);
    between = {};
    expect(await kept(photo.sha256)).toEqual([]);
  });
});

describe('what is erased', () => {
  beforeEach(() => startBefore());

  it('cannot be read in the file of the embedded store any more', async () => {
    const secret = 'Nhà bà Nguyễn Thị Sáu';
    const entries = Array.from({ length: 30 }, (_, index) => broadcast({ title: index === 15 ? secret : `Bản tin ${index}` }));
    await phone.push(...entries);
    const file = path.join(folder, 'so.sqlite');
    const holds = (): boolean => ['', '-wal'].some((ending) => existsSync(file + ending) && readFileSync(file + ending).includes(secret));
    expect(holds()).toBe(true);
    await erase(entries[15]?.id ?? '');
    await server.close();
    expect(holds()).toBe(false);
    await startBefore();
  });

  it('leaves a folder of copies with the next copy into it', async () => {
    const copy = path.join(folder, 'copy');
    await mkdir(copy);
    const { database, blobs } = server.parts;
    const copyNow = () => backUp({ database, blobs, records: path.join(folder, 'so.sqlite'), clock: () => server.clock.now }, copy);
    const [bad, good] = [await sent(await plainJpeg(1)), await sent(await heic())];
    const made = await sent(await jpegWithPlace());
    await copyNow();
    const photos = await openDiskBlobStore(path.join(copy, 'photos'));
    for (const each of [bad, good, made]) expect(await kept(each.photo.sha256, photos)).not.toEqual([]);
    await erase(bad.entry.id);
    await erase(made.entry.id, made.photo.id);
    expect(await copyNow()).toMatchObject({ damaged: [] });
    for (const { photo } of [bad, made]) {
      expect(await kept(photo.sha256, photos)).toEqual([]);
      expect(await photos.get(`${pictureKey(photo.sha256)}.sha256`)).toBeNull();
    }
    expect(await kept(good.photo.sha256, photos)).not.toEqual([]);
    expect(readFileSync(path.join(copy, copiedRecords)).includes(bad.entry.id)).toBe(true);
  });
});
