import { gzipSync } from 'node:zlib';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atMost, type Figure } from './figure.ts';
import { cookiesOf, forgetProfile, homeAnsweredAt, openBrowser, tapWhenHomeAnswers, type MeasuredBrowser } from './signed-in-browser.ts';

/** What Chromium fetches: until the first screen answers, for each form, and for a week offline. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
  try {
    const scripts = watchScripts(browser);
    await browser.page.addInitScript(holdTimers, 'homeAnsweredAt' as const);
    await browser.page.addInitScript(tapWhenHomeAnswers);
    await browser.page.goto(server.url);
    const untilHome = await scripts.gzipped((await homeAnsweredAt(browser.page)).answered);
    const figures = [atMost('JavaScript until "Hôm nay" answers a tap', sum(untilHome) / 1000, 'kB gzip', 140)];
    for (const { id, label } of kindHeads)
      figures.push(
        atMost(`form "${label}", until it can be filled in`, (await formBytes(server.url, id, untilHome)) / 1000, 'kB gzip', 20),
      );
    figures.push(atMost('what the worker keeps for a reporter', (await precacheBytes(server.url, browser)) / 1000, 'kB transferred', 450));
    return figures;
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

/** Straight to the form in a fresh browser, where nothing was fetched while idle. */
async function formBytes(url: string, kind: string, known: ReadonlyMap<string, number>): Promise<number> {
  // A worker would answer from its cache, and nothing would be counted.
  const browser = await openBrowser({ cookies: await cookiesOf(url, 'hiepcuong'), withoutWorker: true });
  const scripts = watchScripts(browser);
  await browser.page.addInitScript(holdTimers, 'formShownAt' as const);
  await browser.page.addInitScript(noteWhenFormShows);
  await browser.page.goto(`${url}/new/${kind}`);
  await browser.page.waitForFunction(() => (window as unknown as { formShownAt?: number }).formShownAt !== undefined);
  const fetched = await scripts.gzipped(await browser.page.evaluate(() => (window as unknown as { formShownAt: number }).formShownAt));
  await browser.close();
  await forgetProfile(browser.profile);
  for (const address of known.keys()) fetched.delete(address);
  return sum(fetched);
}

/**
 * Put into the page before its own code. What sends comes by a timer a while after the first screen, on every screen
 * alike; on a slow machine it would come before the screen that is measured: timers wait until that has said when.
 */
function holdTimers(mark: 'homeAnsweredAt' | 'formShownAt'): void {
  const marks = window as unknown as Record<typeof mark, number | undefined>;
  const begin = window.setTimeout.bind(window);
  const afterMark = (work: () => void, milliseconds: number): number =>
    begin(() => (marks[mark] === undefined ? afterMark(work, milliseconds) : work()), milliseconds);
  const later = (work: () => void, milliseconds = 0): number =>
    milliseconds < 300 ? begin(work, milliseconds) : afterMark(work, milliseconds);
  window.setTimeout = later as typeof window.setTimeout;
}

/** Put into the page before its own code. What a part of the form still waits for was asked for before the form was shown. */
function noteWhenFormShows(): void {
  const marks = window as unknown as { formShownAt?: number };
  new MutationObserver(() => {
    const shown = [...document.querySelectorAll('button')].some((button) => button.textContent?.startsWith('Lưu'));
    if (shown) marks.formShownAt ??= performance.now();
  }).observe(document, { subtree: true, childList: true });
}

/**
 * Every script of the page, static or dynamic, that was asked for up to a moment of the page's own clock; the worker's own
 * downloads come after the first answer and are counted apart.
 */
function watchScripts(browser: MeasuredBrowser): { gzipped: (until: number) => Promise<Map<string, number>> } {
  const bodies = new Map<string, Promise<number>>();
  browser.page.on('response', (response) => {
    const isScript = new URL(response.url()).pathname.endsWith('.js');
    if (isScript && response.request().serviceWorker() === null && !response.fromServiceWorker()) {
      bodies.set(
        response.url(),
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      );
    }
  });
  return {
    gzipped: async (until) => {
      // What was asked for by then may still be on its way.
      await browser.page.waitForLoadState('networkidle');
      const asked = await browser.page.evaluate(
        (moment) => performance.getEntriesByType('resource').flatMap(({ name, startTime }) => (startTime <= moment ? [name] : [])),
        until,
      );
      const sizes = new Map<string, number>();
      for (const [address, size] of bodies) if (asked.includes(address)) sizes.set(address, await size);
      return sizes;
    },
  };
}

function sum(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((before, size) => before + size, 0);
}

/** As a browser would be sent each kept file: compressed where the server compresses. */
async function precacheBytes(url: string, browser: MeasuredBrowser): Promise<number> {
  const addresses = await browser.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = (await caches.keys()).filter((name) => name.includes('precache'));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  let bytes = 0;
  for (const address of addresses) {
    const answer = await fetch(url + address, { headers: { 'accept-encoding': 'gzip, br' } });
    const length = Number(answer.headers.get('content-length'));
    const body = new Uint8Array(await answer.arrayBuffer());
    bytes += answer.headers.get('content-encoding') ? length || gzipSync(body).length : body.length;
  }
  return bytes;
}
