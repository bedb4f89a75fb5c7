import { readyForOffline } from '../journeys/phone.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { atMost, reported, type Figure } from './figure.ts';
import {
  cookiesOf,
  forgetProfile,
  homeAnsweredAt,
  median,
  openBrowser,
  tapWhenHomeAnswers,
  type MeasuredBrowser,
} from './signed-in-browser.ts';

/** DevTools' own presets: bytes per second and milliseconds of latency. */
const fast3G = { downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8, latency: 150 * 3.75 };
const slow3G = { downloadThroughput: (500 * 1024 * 0.8) / 8, uploadThroughput: (500 * 1024 * 0.8) / 8, latency: 400 * 5 };
const rounds = 5;

/** Milliseconds from the beginning of the navigation to a "Hôm nay" that has answered a tap. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const proxy = await startCuttingProxy({ target: () => server.port, random: Math.random, within: 1, share: 0 });
  try {
    const offline = await offlineStarts(proxy, [4, 6]);
    return [
      atMost('offline, fresh process, 4× CPU', (offline[0] ?? Number.NaN) / 1000, 's', 1.2),
      atMost('first visit, valid cookie, Fast 3G, 4× CPU', (await firstVisits(server.url, fast3G)) / 1000, 's', 3.5),
      atMost('first visit, valid cookie, Slow 3G, 4× CPU', (await firstVisits(server.url, slow3G)) / 1000, 's', 10),
      atMost('offline, fresh process, 6× CPU', (offline[1] ?? Number.NaN) / 1000, 's', 2),
      reported('sign-in page, Fast 3G, 4× CPU', (await signInPage(server.url)) / 1000, 's'),
    ];
  } finally {
    await proxy.close();
    await server.close();
  }
}

/** The worker is installed once; then the cable is out, and each start has a browser process of its own. */
async function offlineStarts(proxy: { url: string; plugged: boolean }, rates: readonly number[]): Promise<number[]> {
  const first = await openBrowser({ cookies: await cookiesOf(proxy.url, 'hiepcuong') });
  await first.page.goto(proxy.url);
  await first.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  await readyForOffline(first);
  await first.page.waitForTimeout(1500);
  await first.close();
  proxy.plugged = false;
  const medians: number[] = [];
  for (const rate of rates) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const browser = await openBrowser({ profile: first.profile });
      // The process is fresh, but up: its own first seconds belong to the browser.
      await browser.page.waitForTimeout(2000);
      times.push(await startOnce(browser, proxy.url, rate));
      await browser.close();
    }
    medians.push(median(times));
  }
  proxy.plugged = true;
  await forgetProfile(first.profile);
  return medians;
}

async function firstVisits(url: string, network: typeof fast3G): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const browser = await openBrowser({ cookies: await cookiesOf(url, 'hiepcuong') });
    await browser.tools.send('Network.enable');
    await browser.tools.send('Network.emulateNetworkConditions', { offline: false, ...network });
    times.push(await startOnce(browser, url, 4));
    await browser.close();
    await forgetProfile(browser.profile);
  }
  return median(times);
}

async function startOnce(browser: MeasuredBrowser, url: string, cpuRate: number): Promise<number> {
  await browser.tools.send('Emulation.setCPUThrottlingRate', { rate: cpuRate });
  await browser.page.addInitScript(tapWhenHomeAnswers);
  await browser.page.goto(url, { waitUntil: 'commit' });
  return (await homeAnsweredAt(browser.page)).answered;
}

async function signInPage(url: string): Promise<number> {
  const browser = await openBrowser();
  await browser.tools.send('Network.enable');
  await browser.tools.send('Network.emulateNetworkConditions', { offline: false, ...fast3G });
  await browser.tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await browser.page.goto(url, { waitUntil: 'commit' });
  await browser.page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
  const shown = await browser.page.evaluate(() => performance.now());
  await browser.close();
  await forgetProfile(browser.profile);
  return shown;
}
