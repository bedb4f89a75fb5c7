import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DraftRow, PhotoRow } from '../../src/localdb/rows.ts';
import { readBytes, readRows } from '../browser/phone-database.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { forgetEverybody } from './forget-everybody.ts';
import { entriesOnServer, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** What the phone's gallery does for an installed app: it sends a form to the address that the manifest names. */

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

describe('pictures that are shared from the gallery with the cable out', () => {
  beforeEach(async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    proxy.plugged = false;
  });

  test('are received, wait through a restart, and become an entry that is sent with them', async () => {
    const files = await Promise.all([1, 2, 3, 4].map((seed) => plainJpeg(seed)));
    await share(files);
    await phone.page.getByRole('heading', { level: 1, name: 'Đã nhận 4 ảnh' }).waitFor();
    const [draft] = await readRows<DraftRow>(phone.page, 'drafts');
    expect(draft).toMatchObject({ kind: null });
    expect(draft?.photos).toHaveLength(4);
    await phone.page.getByRole('link', { name: 'Để sau' }).click();
    await phone.page.getByRole('heading', { level: 1, name: /Hôm nay/ }).waitFor();

    await phone.closeAndReopen(proxy.url);
    await phone.page.getByRole('link', { name: /4 ảnh chờ ghi/ }).click();
    await expect.poll(photoStates, { timeout: 60_000 }).toEqual(['ready', 'ready', 'ready', 'ready']);
    await phone.page.getByRole('button', { name: 'Phát thanh' }).click();
    await phone.page.getByLabel('Nội dung chính').fill('Bản tin có ảnh từ Thư viện');
    await expect.poll(() => phone.page.getByRole('button', { name: /^Bỏ ảnh/ }).count()).toBe(4);
    await phone.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await phone.page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
    proxy.plugged = true;
    await sendAll(phone);
    const [entry] = await entriesOnServer(server.url, 'hiepcuong');
    expect(entry).toMatchObject({ status: 'submitted', values: { title: 'Bản tin có ảnh từ Thư viện' } });
    expect(entry?.photos).toHaveLength(4);
    expect(await photoStates()).toEqual(['stored', 'stored', 'stored', 'stored']);
  });

  test('are kept byte for byte before any page is shown, also those that this browser cannot open', async () => {
    const file = Buffer.from('không phải ảnh');
    await share([file]);
    await phone.page.getByRole('heading', { level: 1, name: 'Đã nhận 1 ảnh' }).waitFor();
    const [row] = await readRows<PhotoRow>(phone.page, 'photos');
    expect(row).toMatchObject({ source: 'gallery', own: true });
    expect((await readBytes(phone.page, row?.id ?? '')).equals(file)).toBe(true);
  });

  test('beyond ten are told of, and where they still are', async () => {
    const file = await plainJpeg(1, 40);
    await share(Array.from({ length: 12 }, () => file));
    await phone.page.getByRole('heading', { level: 1, name: 'Đã nhận 10 ảnh' }).waitFor();
    await phone.page.getByText('Còn 2 ảnh chưa nhận. Ảnh vẫn còn trong Thư viện của điện thoại.', { exact: false }).waitFor();
    expect(await photoStates()).toHaveLength(10);
  });

  test('with nothing in it are answered with a sentence', async () => {
    await share([]);
    await phone.page.getByText('Không có ảnh nào trong lần chia sẻ này.', { exact: false }).waitFor();
    expect(await readRows(phone.page, 'drafts')).toEqual([]);
  });
});

describe('pictures that are shared while nobody is signed in', () => {
  test('stay where they are, as the page says, and nobody’s book is made for them', async () => {
    await phone.page.goto(proxy.url);
    await readyForOffline(phone);
    proxy.plugged = false;
    await share([await plainJpeg()]);
    await phone.page.getByText('Lúc chia sẻ chưa có ai đăng nhập trên máy này.', { exact: false }).waitFor();
    expect(await phone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
    proxy.plugged = true;
    await phone.page.getByRole('link', { name: 'Đăng nhập' }).click();
    await phone.page.getByLabel('Tên đăng nhập').waitFor();
  });

  test('since the person has just signed out: not one of them comes into the book of the next', async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    await phone.page.goto(`${proxy.url}/me`);
    await phone.page.getByRole('button', { name: 'Đăng xuất' }).click();
    await phone.page
      .getByRole('dialog')
      .getByRole('button', { name: /Đăng xuất/ })
      .click();
    await phone.page.getByLabel('Tên đăng nhập').waitFor();
    await share([await plainJpeg()]);
    await phone.page.getByText('Lúc chia sẻ chưa có ai đăng nhập trên máy này.', { exact: false }).waitFor();
  });
});

describe('pictures that are shared before the app is ready for them', () => {
  test('stay where they are, as the page says', async () => {
    // Getting ready takes as long as it takes: it never ends here.
    await phone.page.addInitScript(() => {
      navigator.serviceWorker.register = () => new Promise(() => {});
    });
    await phone.page.goto(`${proxy.url}/icon.svg`);
    await phone.page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    });
    await signIn(phone, proxy.url, 'hiepcuong');
    await phone.page.goto(`${proxy.url}/help`);
    await share([await plainJpeg()]);
    await phone.page.getByText('Ứng dụng chưa chuẩn bị xong để nhận ảnh.', { exact: false }).waitFor();
    await phone.page.getByRole('link', { name: 'Về Hôm nay' }).click();
    await phone.page.getByRole('heading', { level: 1, name: /Hôm nay/ }).waitFor();
  });
});

describe('a page of another site', () => {
  test('that sends a form with pictures to the same address brings nothing into the book', async () => {
    await signIn(phone, proxy.url, 'hiepcuong');
    await readyForOffline(phone);
    const elsewhere = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>Trang khác'));
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    await phone.page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`);
    const answered = phone.page.waitForResponse((response) => response.url() === `${proxy.url}/share`);
    await share([await plainJpeg()], `${proxy.url}/share`);
    expect((await answered).status()).toBe(403);
    elsewhere.close();
    await phone.page.goto(proxy.url);
    expect(await readRows(phone.page, 'drafts')).toEqual([]);
  });
});

describe('the manifest', () => {
  test('says where the gallery may send pictures', async () => {
    const manifest = (await (await fetch(`${server.url}/manifest.webmanifest`)).json()) as { share_target: unknown };
    expect(manifest.share_target).toEqual({
      action: '/share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { files: [{ name: 'photos', accept: ['image/*'] }] },
    });
  });
});

async function share(files: Buffer[], action = '/share'): Promise<void> {
  const { page } = phone;
  await page.evaluate((to) => {
    const form = document.createElement('form');
    Object.assign(form, { id: 'gallery', method: 'post', action: to, enctype: 'multipart/form-data' });
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photos', multiple: true });
    form.append(input);
    document.body.append(form);
  }, action);
  const named = files.map((buffer, index) => ({ name: `anh-${index}.jpg`, mimeType: 'image/jpeg', buffer }));
  if (named.length > 0) await page.locator('#gallery input').setInputFiles(named);
  await Promise.all([
    page.waitForEvent('domcontentloaded'),
    page.evaluate(() => document.querySelector<HTMLFormElement>('#gallery')?.submit()),
  ]);
}

async function photoStates(): Promise<string[]> {
  return (await readRows<PhotoRow>(phone.page, 'photos')).map(({ state }) => state);
}
