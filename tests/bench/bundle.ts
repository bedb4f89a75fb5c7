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
    const initial = await scripts.gzipped();
    const figures = [atMost('JavaScript until "Hôm nay" answers a tap', initial / 1000, 'kB gzip', 140)];
    for (const { id, label } of kindHeads) {
      const form = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
      const formScripts = watchScripts(form);
      await form.page.goto(`${server.url}/new/${id}`);
      await form.page.getByRole('button', { name: /^Lưu/ }).waitFor();
      figures.push(atMost(`form "${label}" beyond that`, ((await formScripts.gzipped()) - initial) / 1000, 'kB gzip', 20));
      await form.close();
      await forgetProfile(form.profile);
    }
    figures.push(atMost('what the worker keeps for a reporter', (await precacheBytes(server.url, browser)) / 1000, 'kB transferred', 450));
    return figures;
  } finally {
    await browser.close();
    await forgetProfile(browser.profile);
    await server.close();
  }
}

/** Every script of the page, static or dynamic; the worker's own downloads come after the first answer and are counted apart. */
function watchScripts(browser: MeasuredBrowser): { gzipped: () => Promise<number> } {
  const bodies = new Map<string, Promise<number>>();
  browser.page.on('response', (response) => {
    const isScript = new URL(response.url()).pathname.endsWith('.js');
    if (isScript && response.serviceWorker() === null && !response.fromServiceWorker()) {
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
