import type { Page } from 'playwright-core';
import { addDays, dayOf } from '../../src/domain/text.ts';
import { broadcastValues } from '../fakes/device.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atLeast, atMost, reported, type Figure } from './figure.ts';
import { mainThreadTasks } from './main-thread.ts';
import { cookiesOf, forgetProfile, openBrowser, untilOnDevice, type MeasuredBrowser } from './signed-in-browser.ts';

const entries = 100_000;
/**
 * A cheap phone. The processor's own time is multiplied: slowness as browsers emulate it goes by the clock, which on a
 * machine with other work to do measures that work.
 */
const slowdown = 4;
const flingScreens = 120;
const leaps = 40;

/** Scrolling "Sổ" through a hundred thousand entries: what a search finds in all that the device keeps. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
  const { page, tools } = browser;
  try {
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await page.waitForTimeout(3000);
    await page.evaluate(writeEntries, { count: entries, days: lastDays(), common: broadcastValues() });
    const onDevice = await untilOnDevice(page, entries);
    // No sync may end up in the frames.
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${server.url}/help`);
    await page.getByRole('heading', { name: 'Trợ giúp', level: 1 }).waitFor();
    await page.evaluate(watchLongFrames);
    const [firstRow, read] = await openLog(page);
    const opening = await longFrames(page);
    // What reading left behind is not what scrolling needs.
    await page.waitForTimeout(5000);
    const bytesBefore = await usedBytes(browser);
    const flung = await tasksOf(browser, () => fling(page));
    const leapt = await tasksOf(browser, () => leap(page));
    const bytesAfter = await usedBytes(browser);
    const ends = await reachBothEnds(page);
    await longFrames(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await fling(page);
    const slow = await longFrames(page);
    return [
      atMost(`longest frame, flung through ${flingScreens} screens`, longest(flung.tasks) * slowdown, 'ms', 50),
      atMost(`longest frame, in ${leaps} leaps over the whole list`, longest(leapt.tasks) * slowdown, 'ms', 50),
      atMost('memory after all of it, more than before', (bytesAfter - bytesBefore) / 1e6, 'MB', 5),
      atMost('rows in the page at most', Math.max(flung.answer, leapt.answer), 'rows', 100),
      reported('frames over 50 ms by the clock, flung again on a processor slowed down so', slow.length, 'frames'),
      reported('the longest of them', longest(slow), 'ms'),
      reported('memory of the page with the book open', bytesBefore / 1e6, 'MB'),
      reported('from the search’s first letter to its first rows', firstRow, 'ms'),
      reported('to all of it', read, 'ms'),
      reported('longest frame by the clock while it is read', longest(opening), 'ms'),
      atLeast('the newest and the oldest row are reached', ends, 'rows', 2),
      atLeast('entries on the device', onDevice, 'entries', entries),
    ];
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

/** Milliseconds until rows are there, and until all are counted. */
async function openLog(page: Page): Promise<[number, number]> {
  await page.getByRole('navigation').getByRole('link', { name: 'Sổ' }).click();
  const field = page.getByLabel('Tìm trong sổ');
  await field.waitFor();
  const begun = Date.now();
  await field.pressSequentially('bản tin');
  await page.locator('[data-row]').first().waitFor();
  const firstRow = Date.now() - begun;
  await page.getByRole('heading', { name: `${entries} mục trên máy này` }).waitFor();
  return [firstRow, Date.now() - begun];
}

async function tasksOf<Answer>({ tools }: MeasuredBrowser, act: () => Promise<Answer>): Promise<{ tasks: number[]; answer: Answer }> {
  const answers: Answer[] = [];
  const tasks = await mainThreadTasks(tools, async () => answers.push(await act()));
  const [answer] = answers;
  if (answer === undefined) throw new Error('nothing was done');
  return { tasks, answer };
}

async function usedBytes({ tools }: MeasuredBrowser): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage');
  return (await tools.send('Runtime.getHeapUsage')).usedSize;
}

/** Six thousand pixels a second, as a strong flick goes. Answers the most rows that were in the page. */
async function fling(page: Page): Promise<number> {
  return page.evaluate(async (pixels) => {
    let rows = 0;
    for (let moved = 0; moved < pixels; moved += 100) {
      window.scrollBy(0, 100);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      rows = Math.max(rows, document.querySelectorAll('[data-row]').length);
    }
    return rows;
  }, flingScreens * 740);
}

async function leap(page: Page): Promise<number> {
  return page.evaluate(async (times) => {
    let rows = 0;
    for (let time = 0; time < times; time += 1) {
      // Forwards and backwards over all of it, and never twice to one place.
      window.scrollTo(0, ((time * 37) % times) * (document.documentElement.scrollHeight / times));
      await new Promise((resolve) => setTimeout(resolve, 150));
      rows = Math.max(rows, document.querySelectorAll('[data-row]').length);
    }
    return rows;
  }, leaps);
}

async function reachBothEnds(page: Page): Promise<number> {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.getByText(`Bản tin số ${entries} `).first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByText('Bản tin số 1 ').first().waitFor();
  return 2;
}

function longest(milliseconds: readonly number[]): number {
  return milliseconds.reduce((most, each) => Math.max(most, each), 0);
}

/** Those that the browser itself calls long, which is over 50 ms. */
function watchLongFrames(): void {
  const watched = window as unknown as { longFrames: number[] };
  watched.longFrames = [];
  const watcher = new PerformanceObserver((list) => watched.longFrames.push(...list.getEntries().map(({ duration }) => duration)));
  watcher.observe({ type: 'long-animation-frame' });
}

async function longFrames(page: Page): Promise<number[]> {
  await page.waitForTimeout(300);
  return page.evaluate(() => (window as unknown as { longFrames: number[] }).longFrames.splice(0));
}

/** Of the two quarters that a phone keeps, newest first. */
function lastDays(): string[] {
  return Array.from({ length: 170 }, (_, back) => addDays(dayOf(Date.now()), -back));
}

/** Written straight to where a hundred thousand exchanges would have left them. */
async function writeEntries({ count, days, common }: { count: number; days: string[]; common: object }): Promise<void> {
  const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name ?? '';
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(new Error('the database does not open')));
  });
  const unit = '12322@2025-07-01';
  const by = { id: name.slice(3), name: 'Nguyễn Văn Ấp' };
  for (let first = 1; first <= count; first += 2000) {
    const writing = db.transaction('entries', 'readwrite');
    for (let number = first; number < first + 2000 && number <= count; number += 1) {
      const id = `01a20b83-8f48-7000-8000-${String(number).padStart(12, '0')}`;
      const day = days[Math.floor(((number - 1) * days.length) / count)] ?? '';
      const title = `Bản tin số ${number} hướng dẫn nộp hồ sơ trực tuyến${number % 3 === 0 ? ' tại Bộ phận Một cửa và điểm phục vụ của thôn' : ''}`;
      const values = { ...common, title, airDates: [day] };
      const times = { createdAt: 1e12 - number, updatedAt: 1e12, submittedAt: 1e12, receivedAt: 1e12 };
      const rest = { photos: [], comments: [], changes: {}, conflicts: [], review: null, ...times };
      const view = { id, unit, kind: 'broadcast', values, author: by, status: 'submitted', revision: 1, ...rest };
      const search = `ban tin so ${number} huong dan nop ho so truc tuyen`;
      writing.objectStore('entries').add({ id, unit, status: 'submitted', occurredOn: day, sync: 'clean', search, server: view, view });
    }
    await new Promise((resolve) => {
      writing.addEventListener('complete', resolve);
    });
  }
  db.close();
}
