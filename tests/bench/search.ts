import type { Page } from 'playwright-core';
import { startServerProcess } from '../journeys/server-process.ts';
import { atLeast, atMost, reported, type Figure } from './figure.ts';
import { fillServer } from './fill-server.ts';
import { cookiesOf, forgetProfile, median, openBrowser, percentile, untilOnDevice, type MeasuredBrowser } from './signed-in-browser.ts';

const entries = 10_000;
const villages = ['Tạ Thượng', 'Trương Xá', 'Động Xá', 'Phượng Lâu', 'Bình Đôi', 'Cao Quán'];
const subjects = ['thanh toán trực tuyến', 'chữ ký số', 'định danh điện tử', 'sát hạch công chức', 'đất đai'];
/** Letter by letter as it is typed, in words that many, few, one and no entry has. */
const searches = ['4321', '987', 'dong xa 56', 'định danh 12', 'chu ky so 1003', 'truong xa 77', 'khong co muc nao'];

/** From the letter typed into "Tìm trong sổ" to the rows on the screen, over ten thousand entries on the device. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
  const { page } = browser;
  try {
    await fillServer(server.url, { entries, days: 28, titleOf });
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    const onDevice = await untilOnDevice(page, entries);
    await page.getByRole('navigation').getByRole('link', { name: 'Sổ' }).click();
    const field = page.getByLabel('Tìm trong sổ');
    await field.waitFor();
    await browser.tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const opened = await firstSearch(page);
    await browser.tools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const letters: Letter[] = [];
    for (const search of searches) letters.push(...(await typeLetters(browser, search)));
    const [waited, worked] = [letters.map((letter) => letter.waited), letters.map((letter) => letter.worked)];
    return [
      atMost('a letter typed to the rows that it leaves, p95', percentile(waited, 95), 'ms', 50),
      reported('the same, median', median(waited), 'ms'),
      reported('the main thread’s own work for a letter, p95', percentile(worked, 95), 'ms'),
      reported('letters that changed what is found', letters.length, 'letters'),
      reported('from touching the field to the whole book found in', opened, 'ms'),
      atLeast('entries on the device', onDevice, 'entries', entries),
    ];
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

function titleOf(number: number): string {
  return `Hướng dẫn ${subjects[number % subjects.length]} tại thôn ${villages[number % villages.length]}, bản tin số ${number}`;
}

/** The first time all of the book is read: the touch of the field begins it. */
async function firstSearch(page: Page): Promise<number> {
  const field = page.getByLabel('Tìm trong sổ');
  const begun = await page.evaluate(() => performance.now());
  await field.focus();
  await field.pressSequentially('h');
  await page.getByRole('heading', { name: `${entries} mục trên máy này` }).waitFor();
  const found = await page.evaluate(() => performance.now());
  await field.fill('');
  await page.waitForTimeout(1500);
  return found - begun;
}

interface Letter {
  waited: number;
  worked: number;
}

async function typeLetters(browser: MeasuredBrowser, search: string): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (let length = 1; length <= search.length; length += 1) {
    const letter = await typeOnce(browser, search.slice(0, length));
    if (letter !== null) letters.push(letter);
    // As somebody types who is quick at it.
    await browser.page.waitForTimeout(150);
  }
  return letters;
}

/**
 * Until the number of what was found is another one and its frame is drawn, and what the main thread worked for it, which
 * a machine with other work to do does not change; null for a letter that leaves the same entries.
 */
async function typeOnce(browser: MeasuredBrowser, text: string): Promise<Letter | null> {
  const before = await workedSoFar(browser);
  const waited = await browser.page.evaluate(async (typed) => {
    const field = document.querySelector<HTMLInputElement>('search input');
    const main = document.querySelector('main');
    if (!field || !main) throw new Error('there is no field to search in');
    const drawn = new Promise<number | null>((resolve) => {
      const watcher = new MutationObserver((changes) => {
        if (!changes.some(({ target }) => target.parentElement?.closest('h2'))) return;
        watcher.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      });
      watcher.observe(main, { subtree: true, characterData: true });
      setTimeout(() => resolve(null), 2000);
    });
    const begun = performance.now();
    field.value = typed;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const ended = await drawn;
    return ended === null ? null : ended - begun;
  }, text);
  return waited === null ? null : { waited, worked: (await workedSoFar(browser)) - before };
}

/** Milliseconds that the page's main thread was at work, by its own processor time. */
async function workedSoFar({ tools }: MeasuredBrowser): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
