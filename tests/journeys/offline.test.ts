import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { entriesOnServer, logBroadcast, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let proxy: CuttingProxy;
let phone: Phone;

beforeEach(async () => {
  server = await startServerProcess();
  proxy = await startCuttingProxy({ target: () => server.port, random: () => 1, within: 1, share: 0 });
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, proxy.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterEach(async () => {
  await phone.close();
  await proxy.close();
  await server.close();
});

describe('after one visit', () => {
  test('it can be installed, and every reporter’s address opens with the cable out, also typed in directly', async () => {
    const tools = await phone.context.newCDPSession(phone.page);
    expect((await tools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    proxy.plugged = false;
    const screens: [string, RegExp][] = [
      ['/', /Hôm nay/],
      ['/new', /Ghi hoạt động/],
      ['/new/broadcast', /Ghi buổi phát/],
      ['/new/training', /Ghi lớp tập huấn/],
      ['/new/visualDisplay', /Ghi pa nô, áp phích/],
      ['/capture', /Chụp ảnh/],
      ['/log', /Sổ/],
      ['/e/0192f0c0-0000-7000-8000-000000000000', /./],
      ['/outbox', /Gửi/],
      ['/me', /Tôi/],
      ['/help', /Trợ giúp/],
    ];
    for (const [path, title] of screens) {
      await phone.page.goto(proxy.url + path);
      await phone.page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await phone.page.getByText('Phần này chưa tải về máy').count(), path).toBe(0);
    }
  });
});

describe('a device that was cleared while its session goes on', () => {
  test('opens a form by its address at once, as the same person', async () => {
    const tools = await phone.context.newCDPSession(phone.page);
    await tools.send('Storage.clearDataForOrigin', { origin: proxy.url, storageTypes: 'local_storage,indexeddb' });
    await phone.page.goto(`${proxy.url}/new/broadcast`);
    await phone.page.getByRole('button', { name: 'Lưu buổi phát' }).waitFor();
  });
});

describe('two tabs of one person', () => {
  test('that send at the same moment make one entry', async () => {
    proxy.plugged = false;
    await logBroadcast(phone, 'Bản tin ghi ở hai thẻ');
    const other = await phone.context.newPage();
    await other.goto(`${proxy.url}/outbox`);
    await phone.page.goto(`${proxy.url}/outbox`);
    proxy.plugged = true;
    const now = { name: 'Gửi ngay' };
    await Promise.all([phone.page.getByRole('button', now).click(), other.getByRole('button', now).click()]);
    await sendAll(phone);
    const entries = await entriesOnServer(server.url, 'hiepcuong');
    expect(entries.map(({ status, revision }) => ({ status, revision }))).toEqual([{ status: 'submitted', revision: 1 }]);
  });
});

describe('a session that has ended', () => {
  test('blocks nothing but the sending; the same person signs in and all goes', async () => {
    await phone.context.clearCookies();
    await logBroadcast(phone, 'Bản tin ghi khi phiên đã hết');
    await phone.page.goto(`${proxy.url}/outbox`);
    await phone.page.getByRole('button', { name: 'Gửi ngay' }).click();
    await phone.page.getByText('Cần đăng nhập lại để gửi. Vẫn ghi bình thường.').first().waitFor();
    await signIn(phone, `${proxy.url}/start`, 'hiepcuong');
    await sendAll(phone);
    expect(await entriesOnServer(server.url, 'hiepcuong')).toHaveLength(1);
  });
});
