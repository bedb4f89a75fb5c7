import { createHash } from 'node:crypto';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { textOf } from '../../src/domain/kinds/field.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { WirePhone } from '../fakes/wire-phone.ts';
import { sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const soon = { timeout: 60_000 };
/**
 * The app itself takes 2.1 MB of it once it is on the phone (1.6 the shell, 0.4 an empty log, 0.1 the worker), and up to
 * 0.9 more for code that the browser keeps compiled. The browser counts late, what was deleted as well, and may let
 * more in than fits before it lets in nothing, not even text: then the words must stay where the person sees them.
 */
const quotaSize = 5_000_000;
const picturesOfOne = 3;
/** More than find room, with their photos. */
const mostInTheField = 8;

let server: ServerProcess;
let proxy: CuttingProxy;
let phone: Phone;
let tools: CDPSession;

describe('a browser that gives the site 5 MB, from the first visit on', () => {
  beforeAll(async () => {
    server = await startServerProcess();
    proxy = await startCuttingProxy({ target: () => server.port, random: () => 1, within: 1, share: 0 });
    phone = await takePhone({ chromium: inject('chromium') });
    tools = await phone.context.newCDPSession(phone.page);
    await tools.send('Storage.overrideQuotaForOrigin', { origin: proxy.url, quotaSize });
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
  });
  afterAll(async () => {
    await phone.close();
    await proxy.close();
    await server.close();
  });

  test('is filled in the field: what is saved stays, what has no room is said to have none, and all is sent in the end', async () => {
    const { page } = phone;
    proxy.plugged = false;
    const kept: Record<string, number> = {};
    let [isFull, isSaved] = [false, true];
    for (let number = 1; number <= mostInTheField && !isFull; number += 1) {
      const title = `Bản tin số ${number} trong ngày`;
      await openBroadcast();
      await page.getByLabel('Nội dung chính').fill(title);
      const chosen = await choosePictures(number);
      kept[title] = chosen.photos;
      isSaved = await save();
      isFull = chosen.isFull || !isSaved;
    }
    expect(isFull, 'the phone says that it is full').toBe(true);
    const [last = ''] = Object.keys(kept).slice(-1);
    const whole = Object.values(kept).slice(0, -1);
    expect(whole.length).toBeGreaterThan(0);
    expect(new Set(whole)).toEqual(new Set([picturesOfOne]));

    const { quota, usage } = await tools.send('Storage.getUsageAndQuota', { origin: proxy.url });
    expect(quota).toBe(quotaSize);
    expect(usage, 'most of it is taken').toBeGreaterThan(0.8 * quotaSize);
    // What was not saved is on the screen, which said so. With room again it is saved: by itself, or when asked once more.
    if (!isSaved) expect(await page.getByLabel('Nội dung chính').inputValue()).toBe(last);
    await tools.send('Storage.overrideQuotaForOrigin', { origin: proxy.url });
    await expect.poll(isSavedAfterAll, { timeout: 60_000, interval: 1000 }).toBe(true);
    await page.reload();
    const waiting = new RegExp(`${Object.keys(kept).length} mục chờ gửi`);
    await page.getByRole('navigation').getByRole('link', { name: waiting }).waitFor();
    proxy.plugged = true;
    await sendAll(phone);
    expect(await photosArrived()).toEqual(kept);
  });
});

/** Of a form that is open: until all are there, or the phone says that it has no room for them, or for the form itself. */
async function choosePictures(number: number): Promise<{ photos: number; isFull: boolean }> {
  const { page } = phone;
  const choosing = page.locator('input[accept="image/*"]');
  const full = page.getByText(/^(Máy đầy: tạm không chụp|Chưa giữ được ảnh vì máy hết chỗ|Chưa lưu được vì máy hết chỗ)/).first();
  const there = page.getByRole('button', { name: /^Bỏ ảnh/ });
  await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click();
  await expect.poll(async () => (await choosing.count()) + (await full.count()), soon).toBeGreaterThan(0);
  if ((await full.count()) === 0) {
    const seeds = Array.from({ length: picturesOfOne }, (_, index) => number * picturesOfOne + index);
    await choosing.setInputFiles(await Promise.all(seeds.map(picture)));
    await expect.poll(async () => (await full.count()) > 0 || (await there.count()) === picturesOfOne, soon).toBe(true);
  }
  const isFull = (await full.count()) > 0;
  const photos = await there.count();
  const done = page.getByRole('button', { name: /^Xong/ });
  if ((await done.count()) > 0) await done.click();
  await page.getByRole('button', { name: 'Lưu buổi phát' }).waitFor();
  return { photos, isFull };
}

/** Whether there was room for it; if not, the screen says that there was none, or that it waits for photos to be made ready. */
async function save(): Promise<boolean> {
  await phone.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
  await expect.poll(async () => (await isAtHome()) || (await isRefused()) || (await isWaitingInVain()), soon).toBe(true);
  return isAtHome();
}

async function isSavedAfterAll(): Promise<boolean> {
  if (await isAtHome()) return true;
  if (await isRefused()) await phone.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
  return false;
}

async function isAtHome(): Promise<boolean> {
  return (await phone.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).count()) > 0;
}

async function isRefused(): Promise<boolean> {
  return (await phone.page.getByText('Có trục trặc, chưa lưu được. Nội dung đã ghi vẫn còn.').count()) > 0;
}

/** The photos are whole on the phone, and there is no room to make them ready; nobody is at it any more. */
async function isWaitingInVain(): Promise<boolean> {
  const { page } = phone;
  const waiting = page.getByText('Đang chuẩn bị ảnh. Xong ảnh sẽ tự lưu.');
  for (let look = 0; look < 4; look += 1) {
    if ((await waiting.count()) === 0) return false;
    const isAtWork = await page.evaluate(async () => (await navigator.locks.query()).held?.some((lock) => lock.name === 'so-photos'));
    if (isAtWork === true) return false;
    await page.waitForTimeout(500);
  }
  return true;
}

async function openBroadcast(): Promise<void> {
  await phone.page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
  await phone.page.getByRole('heading', { name: 'Ghi buổi phát', level: 1 }).waitFor();
}

/** By title, the photos that the server has whole. */
async function photosArrived(): Promise<Record<string, number>> {
  const reader = new WirePhone(server.url, Date.now());
  await reader.signIn('hiepcuong');
  const arrived: Record<string, number> = {};
  for (const { values, photos } of (await reader.sync()).entries) {
    const title = textOf(values, 'title') ?? '';
    arrived[title] = 0;
    for (const { id, sha256 } of photos) {
      const bytes = Buffer.from(await (await reader.fetch(`/v1/photos/${id}?size=original`)).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('base64url'), `a photo of ${title}`).toBe(sha256);
      arrived[title] += 1;
    }
  }
  return arrived;
}

/** A quarter of a megabyte. */
async function picture(seed: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: `IMG_${seed}.jpg`, mimeType: 'image/jpeg', buffer: await plainJpeg(seed, 700) };
}
