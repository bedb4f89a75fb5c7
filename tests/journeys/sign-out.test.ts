import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { BusyPerson } from './busy-person.ts';
import { sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let phone: Phone;
let desk: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  [phone, desk] = await Promise.all([takePhone({ chromium: inject('chromium') }), takePhone({ chromium: inject('chromium'), desk: true })]);
  await signIn(phone, server.url, 'hiepcuong');
  await signIn(desk, server.url, 'sonoivu');
  await Promise.all([readyForOffline(phone), readyForOffline(desk)]);
});
afterAll(async () => {
  await Promise.all([phone.close(), desk.close()]);
  await server.close();
});

describe('photos that were looked at', () => {
  test('are never kept by the worker, neither where they were taken nor where they came from the server', async () => {
    const reporter = new BusyPerson(phone, { name: 'A', random: () => 0 });
    const { saved } = await reporter.logTraining(1);
    await sendAll(phone);
    await seePhotos(phone, '/log', saved ?? '');
    await seePhotos(desk, '/review', saved ?? '');
    for (const each of [phone, desk]) {
      const cached = await cachedAnswers(each);
      expect(cached.length).toBeGreaterThan(0);
      expect(cached.filter(({ path, type }) => path.startsWith('/v1/') || type === 'image/jpeg')).toEqual([]);
    }
  });
});

describe('signing out', () => {
  test.each([
    ['a reporter', () => phone],
    ['a reviewer', () => desk],
  ])('leaves nothing of %s on the device', async (_, deviceOf) => {
    const device = deviceOf();
    const { page } = device;
    await page.goto(`${server.url}/me`);
    await page.getByRole('radio', { name: 'Ngoài nắng' }).check();
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất và xóa khỏi máy' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bắt đầu' }).waitFor();
    expect(await leftOn(device)).toEqual({
      databases: [],
      files: [],
      // How the screen looks is the device's, whoever holds it; and of nobody is it noted that work waits here.
      kept: { 'so.theme': 'sun', 'so.waiting': '[]' },
      session: 401,
      cookies: ['device'],
    });
    expect((await cachedAnswers(device)).filter(({ path }) => path.startsWith('/v1/'))).toEqual([]);
  });
});

async function seePhotos({ page }: Phone, list: string, title: string): Promise<void> {
  await page.goto(server.url + list);
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await page.getByRole('heading', { name: title }).first().waitFor();
  const pictures = page.getByRole('main').locator('img');
  await expect
    .poll(async () => pictures.evaluateAll((all) => all.some((each) => each instanceof HTMLImageElement && each.naturalWidth > 0)))
    .toBe(true);
}

/** Everything that any worker of this origin has put aside. */
async function cachedAnswers({ page }: Phone): Promise<{ path: string; type: string }[]> {
  return page.evaluate(async () => {
    const found: { path: string; type: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        found.push({ path: new URL(request.url).pathname, type: answer?.headers.get('content-type') ?? '' });
      }
    }
    return found;
  });
}

async function leftOn({ page, context }: Phone) {
  const left = await page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      files,
      kept: Object.fromEntries([localStorage, sessionStorage].flatMap((storage) => Object.entries<string>(storage))),
      session: (await fetch('/v1/session')).status,
    };
  });
  return { ...left, cookies: (await context.cookies()).map(({ name }) => name) };
}
