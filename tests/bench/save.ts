import type { Page } from 'playwright-core';
import { readWaiting } from '../browser/phone-database.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atMost, reported, type Figure } from './figure.ts';
import { fillServer, plainTitle } from './fill-server.ts';
import { cookiesOf, untilOnDevice, forgetProfile, median, openBrowser, percentile } from './signed-in-browser.ts';

const entriesOnDevice = 2000;
const saves = 30;

/** From the tap on "Lưu" to "Đã lưu trên máy", which is said only after the strict transaction completed. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
  const { page } = browser;
  try {
    await fillServer(server.url, { entries: entriesOnDevice, days: 28, titleOf: plainTitle });
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    const onDevice = await untilOnDevice(page, entriesOnDevice);
    await browser.tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const times: number[] = [];
    for (let round = 0; round < saves; round += 1) times.push(await saveOnce(page, server.url, round));
    return [
      atMost('tap "Lưu" to the durable confirmation, p95', percentile(times, 95), 'ms', 60),
      reported('the same, median', median(times), 'ms'),
      reported('entries on the device', onDevice, 'entries'),
    ];
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

async function saveOnce(page: Page, url: string, round: number): Promise<number> {
  await page.goto(`${url}/new/broadcast`);
  await page.getByLabel('Nội dung chính').fill(`Bản tin đo thời gian lưu lần ${round}`);
  // The draft's own saving is over before the tap, and what was saved before has been sent: a person takes longer to fill in
  // a form than this runner.
  await page.getByText(/Đã tự lưu trên máy/).waitFor();
  while ((await readWaiting(page)).length > 0) await page.waitForTimeout(50);
  const save = page.getByRole('button', { name: 'Lưu buổi phát' });
  await save.evaluate((button) => {
    const marks = window as unknown as { tappedAt?: number; savedAt?: number };
    delete marks.savedAt;
    button.addEventListener('click', () => (marks.tappedAt = performance.now()), { capture: true, once: true });
    new MutationObserver(() => {
      const said = [...document.querySelectorAll('[role="status"], [aria-live]')].some((place) =>
        place.textContent?.includes('Đã lưu trên máy'),
      );
      if (said && marks.tappedAt !== undefined) marks.savedAt ??= performance.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await save.click();
  await page.waitForFunction(() => (window as unknown as { savedAt?: number }).savedAt !== undefined);
  return page.evaluate(() => {
    const marks = window as unknown as { tappedAt: number; savedAt: number };
    return marks.savedAt - marks.tappedAt;
  });
}
