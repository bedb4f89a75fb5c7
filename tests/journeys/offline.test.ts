import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import { dayOf } from '../../src/domain/text.ts';
import { broadcastValues, hiepCuong, trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { newId, referenceOf, WirePhone } from '../fakes/wire-phone.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { forgetEverybody } from './forget-everybody.ts';
import { entriesOnServer, logBroadcast, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

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
  await signIn(phone, proxy.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterEach(async () => server.close());

describe('after one visit', () => {
  test('it can be installed', async () => {
    const tools = await phone.context.newCDPSession(phone.page);
    expect((await tools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
  });

  test('every reporter’s address opens with the cable out, also typed in directly, and shows what is in the book', async () => {
    const { page } = phone;
    const { submitted, returned } = await fillTheBook();
    proxy.plugged = false;
    const draft = await leaveDraft('Lớp ghi dở khi mất mạng');
    await leaveSheet('Lớp trong bảng tính');

    const text = (words: string | RegExp) => page.getByRole('main').getByText(words).first();
    const link = (name: RegExp) => page.getByRole('main').getByRole('link', { name }).first();
    const box = (label: string) => page.getByRole('main').getByLabel(label, { exact: false }).first();
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    const screens: [address: string, title: RegExp, content: Locator, typed?: string][] = [
      ['/', /Hôm nay/, link(/Lớp bị trả lại/)],
      ['/today', /Hôm nay/, link(/Lớp ghi dở khi mất mạng/)],
      ['/new', /Ghi hoạt động/, link(/Tập huấn/)],
      ...kindHeads.map(({ id }): [string, RegExp, Locator] => [`/new/${id}`, /^Ghi /, button(/^Lưu /)]),
      ['/new/broadcast?like=last', /Ghi buổi phát/, text('Buổi phát đã gửi')],
      [`/draft/${draft}`, /Ghi lớp tập huấn/, box('Tên lớp tập huấn'), 'Lớp ghi dở khi mất mạng'],
      ['/capture', /Chụp ảnh/, button('Chụp')],
      [`/capture?draft=${draft}`, /Chụp ảnh/, button('Chụp')],
      ['/share?why=noRoom', /Chưa nhận được ảnh/, text(/Dọn bớt bộ nhớ/)],
      ['/log', /Sổ/, link(/Buổi phát đã gửi/)],
      [`/e/${submitted}`, /./, text('Buổi phát đã gửi')],
      [`/e/${returned}`, /./, text('Bổ sung số người dự')],
      [`/e/${submitted}/edit`, /Sửa buổi phát/, box('Nội dung chính'), 'Buổi phát đã gửi'],
      [`/e/${returned}/fix`, /Sửa mục bị trả lại/, box('Tên lớp tập huấn'), 'Lớp bị trả lại'],
      ['/import', /Nhập bảng tính/, link(/Tập huấn/)],
      ['/import/training', /Nhập: /, text(/1 dòng cần sửa/)],
      ['/import/broadcast', /Nhập: /, page.getByRole('textbox')],
      ['/outbox', /Gửi/, button('Gửi ngay')],
      ['/me', /Tôi/, text('hiepcuong')],
      ['/help', /Trợ giúp/, text(/Mất mạng có ghi được không/)],
      ['/schedule', /Lịch phát/, link(/17:00/)],
      ['/schedule/week', /Bảng tuần/, page.locator('[data-cell="0-0"]')],
      ['/schedule/new', /./, button('Lưu vào lịch')],
      ['/schedule/line/evening', /./, button('Lưu vào lịch')],
      ['/schedule/holiday', /./, button(/^Lưu/)],
      ['/plan', /./, page.getByRole('heading', { level: 3 }).first()],
      ['/start', /Bắt đầu/, button('Đăng nhập')],
    ];
    const failed: string[] = [];
    for (const [address, title, content, typed] of screens) {
      await page.goto(proxy.url + address);
      const heading = page.getByRole('heading', { level: 1, name: title });
      const isShown = await Promise.all([heading.waitFor(), content.waitFor()]).then(
        async () => typed === undefined || (await content.inputValue()) === typed,
        () => false,
      );
      if (!isShown) failed.push(`${address}: ${await page.getByRole('main').innerText()}`);
    }
    expect(failed).toEqual([]);
  }, 400_000);
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

/** From a colleague's phone and the desk, and then on this one. */
async function fillTheBook(): Promise<{ submitted: string; returned: string }> {
  const today = dayOf(Date.now());
  const [submitted, returned] = [newId(), newId()];
  const photo = new Uint8Array(await plainJpeg(7, 640));
  const reference = referenceOf(photo);
  const colleague = new WirePhone(server.url, Date.now());
  await colleague.signIn('hiepcuong');
  const broadcast = { ...broadcastValues('Buổi phát đã gửi'), airDates: [today] };
  const training = { ...trainingValues('Lớp bị trả lại'), startDate: today, endDate: today };
  await colleague.push(
    { type: 'new', id: submitted, unit: hiepCuong, kind: 'broadcast', set: broadcast, submit: true },
    { type: 'new', id: returned, unit: hiepCuong, kind: 'training', set: training, photos: [reference], submit: true },
  );
  await colleague.patch(reference.id, 0, photo);
  const reviewer = new WirePhone(server.url, Date.now());
  await reviewer.signIn('sonoivu');
  await reviewer.push({ type: 'review', id: returned, base: 1, verdict: 'return', remark: 'Bổ sung số người dự', flags: ['attendance'] });
  await phone.page.goto(proxy.url);
  await phone.page.getByText('1 mục cần sửa').waitFor();
  return { submitted, returned };
}

/** A form that is left before it is finished; answers its draft's id. */
async function leaveDraft(title: string): Promise<string> {
  const { page } = phone;
  await page.goto(`${proxy.url}/new/training`);
  await page.getByLabel('Tên lớp tập huấn').fill(title);
  await page.getByText(/Đã tự lưu trên máy/).waitFor();
  await page.goto(proxy.url);
  const left = page.getByRole('main').getByRole('link', { name: new RegExp(title) });
  return (await left.getAttribute('href'))?.split('/').at(-1) ?? '';
}

/** Rows of a spreadsheet that are not entries yet. */
async function leaveSheet(title: string): Promise<void> {
  const { page } = phone;
  await page.goto(`${proxy.url}/import/training`);
  await page.getByRole('textbox').fill(`Tên lớp tập huấn\tNgày bắt đầu\tSố người dự\n${title}\t5/3/2026\t48\n`);
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page
    .getByText(/1 dòng/)
    .first()
    .waitFor();
}
