import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { textOf } from '../../src/domain/kinds/field.ts';
import { BusyPerson } from './busy-person.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { forgetEverybody } from './forget-everybody.ts';
import { entriesOnServer, logBroadcast, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const soon = { timeout: 60_000 };

let server: ServerProcess;
let proxy: CuttingProxy;
let phone: Phone;

/** One phone on which the app is installed, handed on, and one address for one server after the other. */
beforeAll(async () => {
  proxy = await startCuttingProxy({ target: () => server.port, random: () => 1, within: 1, share: 0 });
  phone = await takePhone({ chromium: inject('chromium') });
});
afterAll(async () => {
  await phone.close();
  await proxy.close();
});
beforeEach(async () => {
  server = await startServerProcess();
  proxy.plugged = true;
  await forgetEverybody(phone, proxy.url);
});
afterEach(async () => server.close());

describe('a browser that has cleared the book while entries were unsent', () => {
  test.each([
    ['beside it in the origin’s own files', false],
    ['in localStorage, where a page cannot write such files', true],
  ])('gives their words back, kept %s, and each is sent once', async (_, isWithoutFiles) => {
    if (isWithoutFiles) await phone.page.addInitScript(forbidWriting);
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    proxy.plugged = false;
    const { page } = phone;
    await logBroadcast(phone, 'Bản tin ghi trước khi mất sổ');
    const training = await new BusyPerson(phone, { name: 'A', random: () => 0.9 }).logTraining(1);
    const titles = ['Bản tin ghi trước khi mất sổ', training.saved ?? ''];
    await expect.poll(async () => entriesIn(await copies()), soon).toBe(2);
    expect((await copies()).map(({ where }) => where)).toEqual(expect.arrayContaining([isWithoutFiles ? 'localStorage' : 'files']));

    await clearBook();
    await page.goto(proxy.url);
    await page.getByText('Tìm lại được 2 bản ghi chưa gửi').waitFor();
    await page.getByText(/phần chữ của các bản ghi chưa gửi vẫn còn/).waitFor();
    await page.getByRole('button', { name: 'Khôi phục 2 bản ghi' }).click();
    await page.getByText('Đã khôi phục 2 bản ghi, sẽ tự gửi khi có mạng.').waitFor();
    const main = page.getByRole('main');
    for (const title of titles) await main.getByText(title).first().waitFor();
    expect(await page.getByRole('button', { name: /^Khôi phục/ }).count()).toBe(0);

    proxy.plugged = true;
    await page.goto(`${proxy.url}/outbox`);
    await expect.poll(async () => sentTitles(), { timeout: 60_000 }).toEqual(titles.sort());
    await page.getByText(/Ảnh trên máy đã hỏng hoặc không còn/).waitFor();
    await expect.poll(async () => copies(), soon).toEqual([]);
    await page.goto(proxy.url);
    await page.waitForTimeout(2000);
    expect(await page.getByRole('button', { name: /^Khôi phục/ }).count()).toBe(0);
  });

  test('doubles nothing that had reached the server before', async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    const { page } = phone;
    proxy.plugged = false;
    const person = new BusyPerson(phone, { name: 'A', random: () => 0.9 });
    const logged = [await person.logBroadcast(), await person.logTraining(1)].map(({ saved }) => saved ?? '');
    await expect.poll(async () => entriesIn(await copies()), soon).toBe(2);
    const before = await copies();
    proxy.plugged = true;
    await sendAll(phone);
    await expect.poll(async () => copies(), soon).toEqual([]);
    // As if the book had gone before the copy was renewed.
    await putBack(before);
    await clearBook();
    proxy.plugged = false;
    await page.goto(proxy.url);
    await page.getByRole('button', { name: 'Khôi phục 2 bản ghi' }).click();
    await page.getByText(/^Đã khôi phục/).waitFor();
    proxy.plugged = true;
    await sendAll(phone);
    expect(await sentTitles()).toEqual(logged.sort());
    expect((await entriesOnServer(server.url, 'hiepcuong')).map(({ revision }) => revision)).toEqual([1, 1]);
  });

  test('of a shared phone offers them to the person who wrote them, and to nobody else', async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    const { page } = phone;
    await phone.context.clearCookies();
    await logBroadcast(phone, 'Bản tin của người ghi đầu');
    await expect.poll(async () => entriesIn(await copies()), soon).toBe(1);
    await clearBook();
    await signIn(phone, `${proxy.url}/start`, 'phohien');
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await page.waitForTimeout(3000);
    expect(await page.getByRole('button', { name: /^Khôi phục/ }).count()).toBe(0);
    await signIn(phone, `${proxy.url}/start`, 'hiepcuong');
    await page.getByRole('button', { name: 'Khôi phục 1 bản ghi' }).waitFor();
  });

  test('keeps a person from signing out until they have taken them back', async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    const { page } = phone;
    proxy.plugged = false;
    await logBroadcast(phone, 'Bản tin ghi trước khi mất sổ');
    await expect.poll(async () => entriesIn(await copies()), soon).toBe(1);
    await clearBook();
    proxy.plugged = true;
    await page.goto(proxy.url);
    await page.getByRole('button', { name: 'Khôi phục 1 bản ghi' }).waitFor();
    await page.goto(`${proxy.url}/me`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Tìm lại được 1 bản ghi chưa gửi. Khôi phục ở trang Gửi trước khi đăng xuất.').waitFor();
    await dialog.getByRole('link', { name: 'Gửi' }).click();
    await page.getByRole('button', { name: 'Khôi phục 1 bản ghi' }).click();
    await sendAll(phone);
    expect(await sentTitles()).toEqual(['Bản tin ghi trước khi mất sổ']);
  });
});

/** Put into the page before its own code: as in Safari before 26. */
function forbidWriting(): void {
  delete (FileSystemFileHandle.prototype as { createWritable?: unknown }).createWritable;
}

/** The browser's doing: the database goes, and nothing else. */
async function clearBook(): Promise<void> {
  const tools = await phone.context.newCDPSession(phone.page);
  await phone.page.goto('about:blank');
  await tools.send('Storage.clearDataForOrigin', { origin: proxy.url, storageTypes: 'indexeddb' });
  await tools.detach();
}

interface Copy {
  where: 'files' | 'localStorage';
  name: string;
  text: string;
}

async function copies(): Promise<Copy[]> {
  return phone.page.evaluate(async () => {
    const found: Copy[] = [];
    for (const [name, text] of Object.entries<string>(localStorage))
      if (name.startsWith('so.mirror.')) found.push({ where: 'localStorage', name, text });
    const folder = await navigator.storage.getDirectory();
    for await (const handle of folder.values())
      if (handle.kind === 'file' && !handle.name.endsWith('.crswap'))
        found.push({ where: 'files', name: handle.name, text: await (await handle.getFile()).text() });
    return found;
  });
}

async function putBack(all: readonly Copy[]): Promise<void> {
  await phone.page.evaluate(async (kept) => {
    const folder = await navigator.storage.getDirectory();
    for (const { name, text } of kept) {
      const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writing.write(text);
      await writing.close();
    }
  }, all);
}

/** Of the newest copy. */
function entriesIn(all: readonly Copy[]): number {
  const texts = all.map(({ text }) => text.split('\n'));
  const newest = texts.sort(([one = ''], [other = '']) => turnOf(other) - turnOf(one))[0]?.[1] ?? '{"changes":[]}';
  const { changes } = JSON.parse(newest) as { changes: { entry: string }[] };
  return new Set(changes.map(({ entry }) => entry)).size;
}

function turnOf(head: string): number {
  return (JSON.parse(head) as { turn: number }).turn;
}

async function sentTitles(): Promise<string[]> {
  return (await entriesOnServer(server.url, 'hiepcuong')).map(({ values }) => textOf(values, 'title') ?? '').sort();
}
