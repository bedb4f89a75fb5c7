import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DraftRow, PhotoRow } from '../../src/localdb/rows.ts';
import { heic } from '../fakes/pictures.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { readBytes, readRows } from './phone-database.ts';

/** The photo pipeline in Chromium: real pictures, the real worker, the real database. */

const patient = { timeout: 60_000 };

let dataFolder: string;
let server: TestServer;
let phone: Phone;
let page: Page;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-photos-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});
beforeEach(() => {
  ({ page } = phone);
});

describe('a picture from the gallery', () => {
  test('of 12 MP, lying on its side, lands upright under 350 kB and 1600 px, with its time and without its EXIF', async () => {
    const row = await choose('chup-bang-may.jpg', 'image/jpeg', await lyingPicture());
    const bytes = await readBytes(page, row.id);
    expect(row).toMatchObject({
      state: 'ready',
      source: 'gallery',
      takenAt: Date.parse('2026-11-24T08:05:00+07:00'),
      reference: { type: 'image/jpeg', width: 1200, height: 1600, size: bytes.length, sha256: hashOf(bytes) },
    });
    expect(bytes.length).toBeLessThanOrEqual(350_000);
    const made = await sharp(bytes).metadata();
    expect(made).toMatchObject({ format: 'jpeg', width: 1200, height: 1600 });
    expect(made.exif).toBeUndefined();
    expect(await colourAt(bytes, { left: 40, top: 40 })).toBe('red');
    expect(row.thumbnail?.length).toBeLessThan(20_000);
  });

  test('is chosen with one tap from the form, whose text is on disk by then', async () => {
    await page.goto(`${server.url}/new/training`);
    await page.getByLabel('Tên lớp tập huấn').fill('Tập huấn dịch vụ công trực tuyến');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click()]);
    const drafts = await readRows<DraftRow>(page, 'drafts');
    expect(drafts.map((draft) => draft.input['title'])).toContain('Tập huấn dịch vụ công trực tuyến');
    await chooser.setFiles({
      name: 'tu-may.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp(blank(640, 480)).jpeg().toBuffer(),
    });
    await page.getByRole('img', { name: /^Ảnh/ }).waitFor();
    await page.getByRole('button', { name: /^Xong/ }).click();
    await page.getByRole('button', { name: /^Bỏ ảnh/ }).waitFor();
  });

  test('that this browser cannot open is kept byte for byte for the server to open', async () => {
    const file = await heic();
    const row = await choose('IMG_0007.HEIC', 'image/heic', file);
    expect(row).toMatchObject({
      state: 'undecodable',
      thumbnail: null,
      reference: { type: 'image/heic', width: 0, height: 0, size: file.length, sha256: hashOf(file) },
    });
    expect((await readBytes(page, row.id)).equals(file)).toBe(true);
  });

  test('that is no picture at all is kept too, and keeps nobody from taking the next', async () => {
    const file = Buffer.from('không phải ảnh');
    const row = await choose('hong.jpg', 'image/jpeg', file);
    expect(row).toMatchObject({ state: 'undecodable', reference: { size: file.length, sha256: hashOf(file) } });
    const next = await choose('tot.jpg', 'image/jpeg', await sharp(blank(800, 600)).jpeg().toBuffer());
    expect(next).toMatchObject({ state: 'ready', reference: { width: 800, height: 600 } });
  });
});

describe('a phone of 2 GB', () => {
  let small: Page;
  beforeAll(async () => {
    // Whichever window comes first makes a picture ready: on one phone all have as much memory, here only one may be open.
    await phone.page.goto('about:blank');
    small = await phone.context.newPage();
    await small.addInitScript(() => Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 }));
  });
  beforeEach(() => {
    page = small;
  });
  afterAll(() => small.close());

  test('keeps a picture of 48 MP as it is, says that it is kept, and takes its time', async () => {
    const file = await sharp(blank(8000, 6000))
      .jpeg()
      .withExif({ IFD2: { DateTimeOriginal: '2026:11:24 08:05:00' } })
      .toBuffer();
    const row = await choose('chup-48mp.jpg', 'image/jpeg', file);
    expect(row).toMatchObject({
      state: 'undecodable',
      takenAt: Date.parse('2026-11-24T08:05:00+07:00'),
      reference: { type: 'image/jpeg', size: file.length, sha256: hashOf(file) },
    });
    expect((await readBytes(page, row.id)).equals(file)).toBe(true);
    await page.getByText('Ảnh vẫn được giữ và gửi.', { exact: false }).first().waitFor();
  });

  test('makes a picture of 12 MP small itself', async () => {
    const row = await choose('chup-12mp.jpg', 'image/jpeg', await sharp(blank(4000, 3000)).jpeg().toBuffer());
    expect(row).toMatchObject({ state: 'ready', reference: { width: 1600, height: 1200 } });
  });
});

describe('a file of more than 12 MB that the phone cannot make smaller', () => {
  test('is taken out of the form with a sentence that says so, and what was typed stays', async () => {
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill('Bản tin có ảnh quá lớn');
    await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click();
    const before = await photosNow();
    const raw = { name: 'anh-cua-may-anh.dng', mimeType: 'image/x-adobe-dng', buffer: Buffer.alloc(12_000_001, 'raw') };
    await page.locator('input[accept="image/*"]').setInputFiles(raw);
    await page.getByText('Một ảnh quá lớn (trên 12 MB) và máy không thu nhỏ được, nên đã bỏ ra.', { exact: false }).waitFor(patient);
    expect(await photosNow()).toEqual(before);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await expect.poll(() => page.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin có ảnh quá lớn');
    expect(await page.getByRole('button', { name: /^Bỏ ảnh/ }).count()).toBe(0);
  });
});

describe('a picture taken in the app', () => {
  test('carries the time, the unit and the subject in the picture, and is on disk under its draft', async () => {
    await page.goto(`${server.url}/capture`);
    const before = await photosNow();
    await page.getByRole('button', { name: 'Chụp', exact: true }).click();
    const row = await newPhoto(before);
    expect(row).toMatchObject({ state: 'ready', source: 'camera', reference: { type: 'image/jpeg' } });
    expect(Math.abs(Date.now() - (row.takenAt ?? 0))).toBeLessThan(120_000);
    const bytes = await readBytes(page, row.id);
    const { width, height } = await sharp(bytes).metadata();
    const strip = await brightness(bytes, { left: 0, top: height - 14, width, height: 10 });
    const above = await brightness(bytes, { left: 0, top: Math.round(height * 0.85), width, height: 10 });
    expect(strip).toBeLessThan(above * 0.8);
    const drafts = await readRows<{ id: string; photos: string[]; kind: string | null }>(page, 'drafts');
    expect(drafts.find((draft) => draft.id === row.entry)).toMatchObject({ kind: null, photos: [row.id] });
  });

  test('is made ready after a restart when the app was closed in between', async () => {
    await page.goto(`${server.url}/capture`);
    const before = await photosNow();
    await page.getByRole('button', { name: 'Chụp', exact: true }).click();
    await expect.poll(async () => (await photosNow()).length, patient).toBe(before.length + 1);
    await page.goto('about:blank');
    await page.goto(`${server.url}/capture`);
    expect(await newPhoto(before)).toMatchObject({ state: 'ready' });
  });
});

async function choose(name: string, mimeType: string, buffer: Buffer): Promise<PhotoRow> {
  await page.goto(`${server.url}/capture?from=gallery`);
  const before = await photosNow();
  await page.locator('input[accept="image/*"]').setInputFiles({ name, mimeType, buffer });
  return newPhoto(before);
}

/** The one that was not there before, once it is ready or given up on. */
async function newPhoto(before: PhotoRow[]): Promise<PhotoRow> {
  const known = new Set(before.map((row) => row.id));
  let found: PhotoRow | undefined;
  await expect
    .poll(async () => {
      found = (await photosNow()).find((row) => !known.has(row.id));
      return found?.state;
    }, patient)
    .toMatch(/^(ready|undecodable)$/);
  if (!found) throw new Error('no photo came');
  return found;
}

function photosNow(): Promise<PhotoRow[]> {
  return readRows<PhotoRow>(page, 'photos');
}

/** 4000×3000 of fine detail as a sensor writes it, to be turned a quarter: the upright picture has a red corner at the top left. */
async function lyingPicture(): Promise<Buffer> {
  const upright = await sharp(noise(1500, 2000), { raw: { width: 1500, height: 2000, channels: 3 } })
    .resize(3000, 4000, { kernel: 'cubic' })
    .composite([{ input: { create: { width: 300, height: 300, channels: 3, background: '#ff0000' } }, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return sharp(upright)
    .rotate(-90)
    .jpeg({ quality: 90 })
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: 'Dien thoai', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:11:24 08:05:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '20/1 50/1 0/1' },
    })
    .toBuffer();
}

function noise(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(width * height * 3);
  let state = 7;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // Houses and leaves rather than static: a slow wave with grain on it.
    bytes[index] = 110 + 60 * Math.sin(index / 4000) + ((state >> 16) % 70);
  }
  return bytes;
}

function blank(width: number, height: number) {
  return { create: { width, height, channels: 3 as const, background: '#3355aa' } };
}

async function colourAt(bytes: Buffer, place: { left: number; top: number }): Promise<string> {
  const [red = 0, green = 0, blue = 0] = await sharp(bytes)
    .extract({ ...place, width: 1, height: 1 })
    .raw()
    .toBuffer();
  return red > 180 && green < 80 && blue < 80 ? 'red' : `rgb(${red} ${green} ${blue})`;
}

async function brightness(bytes: Buffer, area: { left: number; top: number; width: number; height: number }): Promise<number> {
  const { channels } = await sharp(await sharp(bytes).extract(area).toBuffer()).stats();
  return channels.reduce((sum, channel) => sum + channel.mean, 0);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
