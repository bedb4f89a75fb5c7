import type { Page } from 'playwright-core';
import { broadcastValues } from '../fakes/device.ts';
import { WirePhone } from '../fakes/wire-phone.ts';
import { atLeast, atMost, reported, type Figure } from './figure.ts';
import { fillServer, plainTitle } from './fill-server.ts';
import { startMeasuredServer, type MeasuredServer, type Memory } from './measured-server.ts';
import { cookiesOf, forgetProfile, openBrowser, type MeasuredBrowser } from './signed-in-browser.ts';

const entries = 10_000;
/** The two quarters that a phone keeps. */
const daysKept = 150;

/** Ten thousand entries to a new device, and ten thousand from one, in real Chromium against the real server. */
export async function measure(): Promise<Figure[]> {
  const server = await startMeasuredServer();
  try {
    return [...(await pulled(server)), ...(await pulledByMany(server)), ...(await pushed(server))];
  } finally {
    await server.close();
  }
}

async function pulled(server: MeasuredServer): Promise<Figure[]> {
  await fillServer(server.url, { entries, days: daysKept, titleOf: plainTitle });
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'hiepcuong') });
  const wire = watchWire(browser);
  await browser.page.goto(server.url);
  await untilAnswer(browser.page, countEntries, (count) => count >= entries);
  const { requests, bytes, milliseconds } = wire.told();
  await browser.close();
  await forgetProfile(browser.profile);
  return [
    atMost('10,000 entries to a new device', milliseconds / 1000, 's', 3),
    atMost('requests for them', requests, 'requests', 30),
    atMost('bytes of each on the wire', bytes / entries, 'B gzip', 650),
  ];
}

/** New devices, one after the other, whose whole pulls the server has answered when it is looked at. */
const newDevices = 4;
/**
 * What the server may keep of the second half of its answers. They are some 14 MB of JSON: had it kept them, or a list
 * as long as they are, it would show. What it does keep meanwhile is of a size that does not depend on them: compiled
 * code, prepared statements, numbers for its own figures.
 */
const keptOfAnswers = 2_000_000;
/** The system's count is coarser: the allocator gives whole pages back when it pleases. Still less than the answers. */
const residentOfAnswers = 10_000_000;

/** The same answers without a browser, so that each page is asked for when the server stands still. */
async function pulledByMany(server: MeasuredServer): Promise<Figure[]> {
  const pages: number[] = [];
  let [half, answered, answeredByHalf]: [Memory | null, number, number] = [null, 0, 0];
  for (let device = 0; device < newDevices; device += 1) {
    if (device === newDevices / 2) [half, answeredByHalf] = [await server.readMemory(), answered];
    const phone = new WirePhone(server.url, Date.now());
    await phone.signIn('hiepcuong');
    let count = 0;
    for (let more = true; more; ) {
      const answer = await phone.sync();
      count += answer.entries.length;
      answered += JSON.stringify(answer).length;
      pages.push(answer.entries.length);
      ({ more } = answer);
    }
    if (count < entries) throw new Error(`a new device was told ${count} entries`);
  }
  const end = await server.readMemory();
  const grown = (which: keyof Memory): number => (end[which] - (half?.[which] ?? 0)) / 1e6;
  return [
    atLeast('answers to new devices after the half', Math.round((answered - answeredByHalf) / 1e6), 'MB', 10),
    atMost('what the server kept of them', grown('kept'), 'MB', keptOfAnswers / 1e6),
    atMost('growth of its process over them', grown('resident'), 'MB', residentOfAnswers / 1e6),
    reported('pages of them', pages.length, 'answers'),
  ];
}

/** Ten thousand changes are some 8 MB of JSON; code that runs for the first time is compiled, and stays. */
const keptOfChanges = 2_000_000;

/** The entries are written straight to where ten thousand saves would have left them; the cable is put in then. */
async function pushed(server: MeasuredServer): Promise<Figure[]> {
  const browser = await openBrowser({ cookies: await cookiesOf(server.url, 'phohien') });
  await browser.page.goto(server.url);
  await browser.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  await browser.page.waitForTimeout(3000);
  await browser.page.route('**/v1/sync', (route) => route.abort());
  await browser.page.evaluate(writeOutbox, { count: entries, values: broadcastValues('Bản tin cải cách hành chính') });
  await browser.page.unroute('**/v1/sync');
  const before = await server.readMemory();
  const wire = watchWire(browser);
  await browser.page.goto(`${server.url}/outbox`);
  await untilAnswer(browser.page, countWaiting, (count) => count === 0);
  const { requests, milliseconds } = wire.told();
  const after = await server.readMemory();
  await browser.close();
  await forgetProfile(browser.profile);
  return [
    atMost('10,000 entries from one device', milliseconds / 1000, 's', 5),
    atMost('requests for them, pushing', requests, 'requests', 60),
    atMost('what the server kept of them in memory', (after.kept - before.kept) / 1e6, 'MB', keptOfChanges / 1e6),
    reported('growth of its process while it took them', (after.resident - before.resident) / 1e6, 'MB'),
  ];
}

/** From the first exchange's beginning to the last one's end, and what they weighed as the network carried it. */
function watchWire(browser: MeasuredBrowser): { told: () => { requests: number; bytes: number; milliseconds: number } } {
  const asked = new Set<string>();
  let [requests, bytes, first] = [0, 0, 0];
  const tools = browser.tools;
  tools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.endsWith('/v1/sync')) return;
    asked.add(requestId);
    requests += 1;
    first ||= performance.now();
  });
  tools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) bytes += encodedDataLength;
  });
  void tools.send('Network.enable');
  return { told: () => ({ requests, bytes, milliseconds: performance.now() - first }) };
}

async function untilAnswer(page: Page, count: () => Promise<number>, isEnough: (count: number) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const counted = await page.evaluate(count);
    if (counted >= 0 && isEnough(counted)) return;
    // The phone has the same disk to itself in life: who asks too often measures the asking.
    await page.waitForTimeout(100);
  }
  throw new Error('the wanted count was not come to');
}

async function countEntries(): Promise<number> {
  const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name;
  if (!name) return -1;
  return new Promise<number>((resolve) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => resolve(-1));
    opening.addEventListener('success', () => {
      const counting = opening.result.transaction('entries').objectStore('entries').count();
      counting.addEventListener('success', () => {
        opening.result.close();
        resolve(counting.result);
      });
    });
  });
}

/** As the device reckons it: every number that it has given, without those that the server is known to have. */
async function countWaiting(): Promise<number> {
  const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name;
  if (!name) return -1;
  return new Promise<number>((resolve) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => resolve(-1));
    opening.addEventListener('success', () => {
      const reading = opening.result.transaction('meta').objectStore('meta').getAll();
      reading.addEventListener('success', () => {
        opening.result.close();
        const rows = reading.result as { key: string; nextN?: number; acknowledged?: number }[];
        const { nextN = 1 } = rows.find(({ key }) => key === 'replica') ?? {};
        resolve(nextN - 1 - (rows.find(({ key }) => key === 'sync')?.acknowledged ?? 0));
      });
    });
  });
}

async function writeOutbox({ count, values }: { count: number; values: object }): Promise<void> {
  const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name ?? '';
  await new Promise<void>((resolve) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('success', () => {
      const db = opening.result;
      const writing = db.transaction(['meta', 'outbox', 'entries'], 'readwrite');
      const reading = writing.objectStore('meta').get('replica');
      reading.addEventListener('success', () => {
        const replica = reading.result as { nextN: number };
        const at = Date.now();
        for (let n = 1; n <= count; n += 1) {
          const id = `01a20b83-8f48-7000-8000-${String(n).padStart(12, '0')}`;
          const change = { n, type: 'new', id, unit: '11953@2025-07-01', kind: 'broadcast', set: values, submit: true, at, base: 0 };
          writing.objectStore('outbox').add({ n, entry: id, body: JSON.stringify(change), at });
          const by = { id: name.slice(3), name: '' };
          const times = { createdAt: at, updatedAt: at, submittedAt: at, receivedAt: at };
          const rest = { photos: [], comments: [], changes: {}, conflicts: [], review: null, ...times };
          const view = { id, unit: change.unit, kind: 'broadcast', values, author: by, status: 'submitted', revision: 0, ...rest };
          const place = {
            unit: change.unit,
            status: 'submitted',
            occurredOn: '2026-11-24',
            sync: 'pending',
            marks: ['pending'],
            search: '',
          };
          writing.objectStore('entries').add({ id, ...place, server: null, view });
        }
        writing.objectStore('meta').put({ ...replica, nextN: count + 1 });
      });
      writing.addEventListener('complete', () => {
        db.close();
        resolve();
      });
    });
  });
}
