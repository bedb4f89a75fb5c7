import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { formatDayLong } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';

/** A book so long that most of it is not in the page. */

const days = ['2026-09-04', '2026-09-03', '2026-09-02'];
const ofEachDay = 80;
const soon = { timeout: 60_000 };

let dataFolder: string;
let server: TestServer;
let phone: Phone;
let page: Page;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-long-log-'));
  server = await startTestServer({
    dataFolder,
    clock: { now: Date.parse('2026-09-04T20:00:00+07:00') },
    client: path.resolve('dist'),
  });
  const author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  for (const [place, day] of days.entries()) {
    const titles = Array.from({ length: ofEachDay }, (_, index) => `Bản tin số ${place * ofEachDay + index + 1}`);
    await author.push(...titles.map((title) => broadcast({ title, airDates: [day] })));
  }
  phone = await takePhone({ chromium: inject('chromium') });
  await phone.page.clock.setFixedTime(server.clock.now);
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  ({ page } = phone);
  await page.goto(`${server.url}/log`);
  await page.getByRole('heading', { name: `${days.length * ofEachDay} mục` }).waitFor(soon);
});

describe('a month of two hundred and forty entries', () => {
  test('has only rows near the screen in the page, each day under its heading, and all of them where one scrolls to', async () => {
    const seen = new Set<string>();
    for (let screen = 0; screen < 60; screen += 1) {
      const titles = await rows().allInnerTexts();
      expect(titles.length).toBeLessThan(40);
      for (const text of titles) seen.add(/Bản tin số \d+/.exec(text)?.[0] ?? text);
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(60);
    }
    expect(seen.size).toBe(days.length * ofEachDay);
    await page.getByRole('heading', { name: formatDayLong('2026-09-02') }).waitFor({ state: 'detached' });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.getByRole('heading', { name: formatDayLong('2026-09-04') }).waitFor();
  });

  test('stands where it stood when an entry was opened and left again, and after a visit to another screen', async () => {
    await page.mouse.wheel(0, 9000);
    const row = await rowInSight();
    const before = await placeOf(row);
    await row.click();
    await page.getByRole('heading', { name: 'Phát thanh', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await expectAt(row, before);
    await page.getByRole('navigation').getByRole('link', { name: 'Tôi' }).click();
    await page.getByRole('heading', { name: 'Tôi', level: 1 }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Sổ' }).click();
    await expectAt(row, before);
  });

  test('is walked through with the Tab key row by row, also after it was scrolled away from the focus', async () => {
    await rows().first().focus();
    const walked = [];
    for (let step = 0; step < 40; step += 1) {
      walked.push(await focusedTitle());
      if (step === 20) await page.mouse.wheel(0, 12_000);
      await page.waitForTimeout(step === 20 ? 300 : 30);
      await page.keyboard.press('Tab');
    }
    const inOrder = await orderOnDevice();
    expect(walked).toEqual(inOrder.slice(0, 40));
  });

  test('keeps nobody out, and says of a row which of how many it is', async () => {
    await page.mouse.wheel(0, 3000);
    await rowInSight();
    const { violations } = await new AxeBuilder({ page })
      .include('main')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
    await expect.poll(() => page.locator('[data-row]').first().getAttribute('aria-setsize')).toBe(String(ofEachDay));
  });
});

const rows = (): Locator => page.getByRole('main').getByRole('link', { name: /Bản tin số/ });

/** Once scrolling has come to rest: a row in the middle of the screen. */
async function rowInSight(): Promise<Locator> {
  await page.waitForTimeout(600);
  const title = await page.evaluate(() => {
    const middle = document.elementFromPoint(180, 400)?.closest('[data-row]');
    return /Bản tin số \d+/.exec(middle?.textContent ?? '')?.[0] ?? '';
  });
  expect(title).not.toBe('');
  return page.getByRole('link', { name: new RegExp(`${title}(?!\\d)`) });
}

const placeOf = (row: Locator): Promise<number> => row.evaluate((element) => element.getBoundingClientRect().top);

async function expectAt(row: Locator, place: number): Promise<void> {
  await row.waitFor();
  await expect.poll(async () => Math.abs((await placeOf(row)) - place), soon).toBeLessThan(3);
}

function focusedTitle(): Promise<string> {
  return page.evaluate(() => /Bản tin số \d+/.exec(document.activeElement?.textContent ?? '')?.[0] ?? '');
}

/** Newest day first, and in each the one that was written last. */
async function orderOnDevice(): Promise<string[]> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name ?? '';
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
    });
    const reading = db.transaction('entries').objectStore('entries').index('occurredOn').getAll();
    await new Promise((resolve) => {
      reading.addEventListener('success', resolve);
    });
    db.close();
    const entries = reading.result as { occurredOn: string; view: { createdAt: number; values: { title: string } } }[];
    return entries
      .sort((one, other) => other.occurredOn.localeCompare(one.occurredOn) || other.view.createdAt - one.view.createdAt)
      .map((entry) => entry.view.values.title);
  });
}
