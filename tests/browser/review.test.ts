import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';

/** The review screen in Chromium, against the real server and the built app in `dist`. */

/** A decision travels two seconds after it was taken. */
const soon = { timeout: 20_000 };

let dataFolder: string;
let server: TestServer;
let author: WirePhone;
let desk: Phone;
let page: Page;

beforeAll(async () => {
  desk = await takePhone({ chromium: inject('chromium'), desk: true });
});
afterAll(() => desk.close());

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-review-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  await author.sync();
  ({ page } = desk);
});
afterEach(async () => {
  await desk.context.setOffline(false);
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a reviewer with a keyboard', () => {
  test('approves with Enter and comes to the next item; a held Enter approves one', async () => {
    const ids = await submit(3);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await untilArmed();
    await page.keyboard.down('Enter');
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await rowsLeft(2);
    await untilArmed();
    await page.keyboard.press('Enter');
    await rowsLeft(1);
    expect(await statuses(ids)).toEqual(['approved', 'approved', 'submitted']);
  });

  test('returns with T, an arrow and Enter; the words reach the author', async () => {
    const [id] = await submit(1);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Đã duyệt hết. Mục mới sẽ hiện ở đây.').waitFor();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'returned', review: { remark: 'Số liệu chưa khớp' } });
  });

  test('types in the search without deciding anything', async () => {
    await submit(2);
    await openQueue();
    await page.getByRole('searchbox').fill('buoi 1');
    await rowsLeft(1);
    await page.getByRole('searchbox').press('t');
    await page.getByRole('searchbox').press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('searchbox').fill('');
    await rowsLeft(2);
  });

  test('is not disturbed by what an input method sends', async () => {
    await submit(2);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await untilArmed();
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText('đ');
    await rowsLeft(2);
  });
});

describe('a decision on what was seen', () => {
  test('an entry that changed while open has to be looked at again', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await author.push({ type: 'edit', id, set: { durationMinutes: 20 }, base: 1 });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('Mục vừa được sửa, xem lại trước khi duyệt.').waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Xem bản mới' }).click();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved', values: { durationMinutes: 20 } });
  });

  test('a decision that came too late is shown as such, and the entry is there to be seen again', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await author.push({ type: 'edit', id, set: { durationMinutes: 20 }, base: 1 });
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByRole('heading', { name: 'Quyết định chưa được ghi nhận' }).waitFor();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved' });
  });

  test('without network it is kept and goes later', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await desk.context.setOffline(true);
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Đã duyệt: Buổi 0').waitFor();
    await desk.context.setOffline(false);
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved' });
  });
});

describe('looking at an item', () => {
  test('photos are said to be complete when they are stored, and open in full', async () => {
    const bytes = await plainJpeg();
    const photos = [referenceOf(bytes), referenceOf(bytes)];
    await author.push(training(photos));
    await author.patch(photos[0]?.id ?? '', 0, bytes);
    await openQueue();
    await page.getByText('đã về 1/2 ảnh').waitFor();
    await author.patch(photos[1]?.id ?? '', 0, bytes);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('đủ 2/2 ảnh').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await page.getByRole('img', { name: /^Ảnh 1\/2: Tập huấn/ }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Ảnh 2\/2: Tập huấn/ }).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('dialog')
      .waitFor({ state: 'detached' })
      .catch(() => {});
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('nothing on it keeps anybody out', async () => {
    await submit(2);
    await openQueue();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
  });
});

async function submit(count: number): Promise<string[]> {
  const today = new Date(server.clock.now + 7 * 3_600_000).toISOString().slice(0, 10);
  const entries = Array.from({ length: count }, (_, place) => broadcast({ title: `Buổi ${place}`, airDates: [today] }));
  for (const entry of entries) {
    server.clock.now += 1000;
    await author.push(entry);
  }
  return entries.map((entry) => entry.id);
}

async function openQueue(): Promise<void> {
  await desk.context.clearCookies();
  await page.goto(server.url);
  await signIn(desk, server.url, 'sonoivu');
  await page.goto(`${server.url}/review`);
  await page.getByRole('button', { name: 'Duyệt', exact: true }).waitFor();
}

/** The rule is the screen's own: an Enter sooner than this is meant for the item before. */
const untilArmed = (): Promise<void> => page.waitForTimeout(500);

const rowsLeft = (count: number): Promise<void> => expect.poll(() => page.locator('tbody tr').count(), soon).toBe(count);

interface Answered {
  status: string;
  review: { remark: string } | null;
  values: Record<string, unknown>;
}

async function entryOf(id: string | undefined): Promise<Answered> {
  const answer = await author.fetch(`/v1/entries/${id}`);
  return ((await answer.json()) as { entry: Answered }).entry;
}

async function statuses(ids: readonly string[]): Promise<string[]> {
  const all = async (): Promise<string[]> => Promise.all(ids.map(async (id) => (await entryOf(id)).status));
  await expect.poll(async () => (await all()).filter((status) => status === 'approved').length, soon).toBeGreaterThan(1);
  return all();
}

async function violations(): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations: found } = await new AxeBuilder({ page }).include('main').withTags(tags).analyze();
  return found.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
