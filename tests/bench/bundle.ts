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
    await browser.page.addInitScript(tapWhenHomeAnswers);
    await browser.page.goto(server.url);
    await homeAnsweredAt(browser.page);
    const figures = [atMost('JavaScript until "Hôm nay" answers a tap', sum(await scripts.gzipped()) / 1000, 'kB gzip', 140)];
    // What sends comes right after the first screen, on every screen alike.
    await browser.page.waitForTimeout(1000);
    const ofEveryScreen = await scripts.gzipped();
    for (const { id, label } of kindHeads)
      figures.push(
        atMost(`form "${label}", until it can be filled in`, (await formBytes(server.url, id, ofEveryScreen)) / 1000, 'kB gzip', 20),
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
  await browser.page.goto(`${url}/new/${kind}`);
  await browser.page.getByRole('button', { name: /^Lưu/ }).waitFor();
  const fetched = await scripts.gzipped();
  await browser.close();
  await forgetProfile(browser.profile);
  for (const address of known.keys()) fetched.delete(address);
  return sum(fetched);
}

/** Every script of the page, static or dynamic; the worker's own downloads come after the first answer and are counted apart. */
function watchScripts(browser: MeasuredBrowser): { gzipped: () => Promise<Map<string, number>> } {
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
    gzipped: async () => {
      const sizes = await Promise.all(bodies.values());
      return new Map([...bodies.keys()].map((address, index) => [address, sizes[index] ?? 0]));
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
