import { gzipSync } from 'node:zlib';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atMost, reported, type Figure } from './figure.ts';
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
    const initial = await scripts.gzipped();
    const figures = [atMost('JavaScript until "Hôm nay" answers a tap', initial / 1000, 'kB gzip', 140)];
    // What comes by itself once the first screen is there belongs to no form.
    await browser.page.waitForLoadState('networkidle');
    for (const { id, label } of kindHeads)
      figures.push(atMost(`form "${label}", opened from there`, (await formBytes(server.url, id)) / 1000, 'kB gzip', 20));
    figures.push(
      reported('a form opened by its own address, beyond the first screen', ((await directBytes(server.url)) - initial) / 1000, 'kB gzip'),
    );
    figures.push(atMost('what the worker keeps for a reporter', (await precacheBytes(server.url, browser)) / 1000, 'kB transferred', 450));
    return figures;
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

/** From a settled home in a fresh browser to the form, by its own links. */
async function formBytes(url: string, kind: string): Promise<number> {
  // A worker would answer from its cache, and nothing would be counted.
  const browser = await openBrowser({ cookies: await cookiesOf(url, 'hiepcuong'), withoutWorker: true });
  const scripts = watchScripts(browser);
  const { page } = browser;
  await page.goto(url);
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  await page.waitForTimeout(4000);
  const before = await scripts.gzipped();
  await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
  await page.locator(`main a[href="/new/${kind}"]`).click();
  await page.getByRole('button', { name: /^Lưu/ }).waitFor();
  await page.waitForTimeout(1000);
  const bytes = (await scripts.gzipped()) - before;
  await browser.close();
  await forgetProfile(browser.profile);
  return bytes;
}

/** Straight to the broadcast form in a fresh browser: nothing was fetched before. */
async function directBytes(url: string): Promise<number> {
  const browser = await openBrowser({ cookies: await cookiesOf(url, 'hiepcuong'), withoutWorker: true });
  const scripts = watchScripts(browser);
  await browser.page.goto(`${url}/new/broadcast`);
  await browser.page.getByRole('button', { name: /^Lưu/ }).waitFor();
  const bytes = await scripts.gzipped();
  await browser.close();
  await forgetProfile(browser.profile);
  return bytes;
}

/** Every script of the page, static or dynamic; the worker's own downloads come after the first answer and are counted apart. */
function watchScripts(browser: MeasuredBrowser): { gzipped: () => Promise<number> } {
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
      return sizes.reduce((sum, size) => sum + size, 0);
    },
  };
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
