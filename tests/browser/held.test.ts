import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { dayOf } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, newId, training, WirePhone } from '../fakes/wire-phone.ts';
import { longTitle } from '../journeys/filled-log.ts';
import { deskSize, look, phoneSize } from '../journeys/look.ts';
import { entriesOnServer, logBroadcast, sendAll } from '../journeys/main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';

/** What the system did not take, as its supervisor and its author see it in Chromium. */

let dataFolder: string;
let server: TestServer;
let author: WirePhone;
let desk: Phone;
let phone: Phone;
let page: Page;
let late: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-held-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  [desk, phone] = await Promise.all([takePhone({ chromium: inject('chromium'), desk: true }), takePhone({ chromium: inject('chromium') })]);
  author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  await author.sync();
  const reviewer = new WirePhone(server.url, server.clock.now);
  await reviewer.signIn('sonoivu');
  await reviewer.sync();
  const entry = broadcast({ title: 'Bản tin chiều' });
  late = entry.id;
  await author.push(entry);
  await reviewer.push({ type: 'review', id: late, base: 1, verdict: 'approve' });
  await author.push({ type: 'edit', id: late, base: 2, set: { durationMinutes: 30 } }, training([], { title: longTitle, attendance: -3 }), {
    type: 'edit',
    id: newId(),
    base: 1,
    set: { durationMinutes: 30 },
  });
  await author.sync([{ n: (author.n += 1), type: 'from-the-future', id: newId(), at: server.clock.now }]);
  ({ page } = desk);
  await signIn(desk, server.url, 'sonoivu');
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await Promise.all([desk.close(), phone.close()]);
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('what was not taken', () => {
  test('is in sight of the supervisor from the desk, readable in every light, and leads to the entry to be opened again', async () => {
    await page.goto(`${server.url}/review`);
    await page.getByRole('link', { name: '4 thay đổi của đơn vị chưa nhận được' }).waitFor();
    expect(await look(desk, 'review-with-held')).toEqual([]);
    await page.getByRole('link', { name: '4 thay đổi của đơn vị chưa nhận được' }).click();
    const locked = page.getByRole('article').filter({ hasText: 'Bản tin chiều' });
    await locked.getByText(/15\sphút → 30\sphút/).waitFor();
    expect(await look(desk, 'held-wide')).toEqual([]);
    await page.setViewportSize(phoneSize);
    expect(await look(desk, 'held')).toEqual([]);
    await page.setViewportSize(deskSize);
    await locked.getByRole('link', { name: 'Mở mục để mở lại' }).click();
    await page.getByRole('button', { name: 'Mở lại', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Sửa thời lượng rồi gửi lại');
    await dialog.getByRole('button', { name: 'Mở lại mục' }).click();
    await expect.poll(async () => (await author.entry(late)).entry.status, { timeout: 60_000 }).toBe('returned');
    await author.push({ type: 'edit', id: late, base: 3, set: { durationMinutes: 30 }, submit: true });
    await page.goto(`${server.url}/held`);
    await page.getByText('3 thay đổi', { exact: true }).waitFor();
    await page.getByLabel('Cả những thay đổi đã xong').check();
    await page.getByText('Người ghi đã gửi bản sau và được nhận.').waitFor();
  });

  test('is in sight of its author on a phone that never sent it', async () => {
    await phone.page.goto(`${server.url}/outbox`);
    await phone.page.getByRole('link', { name: 'Thay đổi chưa nhận được, từ mọi máy' }).click();
    await phone.page.getByRole('article').filter({ hasText: longTitle }).waitFor();
    expect(await look(phone, 'held-own')).toEqual([]);
  });

  test('without network, says so and what to do', async () => {
    await phone.page.goto(`${server.url}/outbox`);
    await phone.context.setOffline(true);
    await phone.page.getByRole('link', { name: 'Thay đổi chưa nhận được, từ mọi máy' }).click();
    await phone.page.getByText(/Không có mạng nên chưa tải được/).waitFor();
    await phone.context.setOffline(false);
    await phone.page.getByRole('button', { name: 'Thử lại' }).click();
    await phone.page.getByRole('article').first().waitFor();
  });
});

describe('a file of changes', () => {
  test('from a phone that cannot send is handed in by another one, and what was written is in its book', async () => {
    const stuck = new WirePhone(server.url, server.clock.now);
    await stuck.signIn('hiepcuong');
    // The book opens at this month.
    const entry = broadcast({ title: 'Ghi trên máy không có mạng', airDates: [dayOf(server.clock.now)] });
    const changes = stuck.number(entry).map((change) => ({ replica: stuck.replica, body: JSON.stringify(change) }));
    const file = { person: stuck.person?.id, exportedAt: server.clock.now, changes };
    await handIn(JSON.stringify(file));
    await phone.page.getByText('Đã nộp xong: hệ thống có đủ 1 thay đổi trong tệp.').waitFor();
    expect(await look(phone, 'change-files')).toEqual([]);
    await phone.page.setViewportSize(deskSize);
    expect(await look(phone, 'change-files-wide')).toEqual([]);
    await phone.page.setViewportSize(phoneSize);
    await phone.page.goto(`${server.url}/log`);
    await phone.page.getByText('Ghi trên máy không có mạng').first().waitFor();
  });

  test('that is none says so, and what a right one is called', async () => {
    await handIn('abc');
    await phone.page.getByText(/không phải tệp thay đổi của ứng dụng/).waitFor();
  });

  test('is written by a phone without network; a colleague hands it in, the phone sends it after all, and it is done once', async () => {
    await phone.page.goto(server.url);
    await readyForOffline(phone);
    await phone.context.setOffline(true);
    await logBroadcast(phone, 'Ghi lúc mất mạng');
    await phone.page.getByRole('navigation').getByRole('link', { name: 'Tôi' }).click();
    const saving = phone.page.waitForEvent('download');
    await phone.page.getByRole('button', { name: 'Lưu thay đổi trên máy này ra tệp' }).click();
    const saved = await saving;
    await phone.page.getByText(/^Đã lưu tệp so-tuyen-truyen-thay-doi-.* có 1 thay đổi\./).waitFor();
    const text = await readFile(await saved.path(), 'utf8');
    await handIn(text, desk.page);
    await desk.page.getByText(/^Đã nộp hộ Nguyễn Văn Ấp: hệ thống có đủ/).waitFor();
    await phone.context.setOffline(false);
    await sendAll(phone);
    const entries = await entriesOnServer(server.url, 'hiepcuong');
    expect(entries.filter(({ values }) => values['title'] === 'Ghi lúc mất mạng')).toHaveLength(1);
  });

  test('is not made where nothing waits', async () => {
    await phone.page.goto(`${server.url}/me`);
    await phone.page.getByRole('button', { name: 'Lưu thay đổi trên máy này ra tệp' }).click();
    await phone.page.getByText('Máy này không có thay đổi nào chờ nhận.').waitFor();
  });
});

async function handIn(text: string, on = phone.page): Promise<void> {
  await on.goto(`${server.url}/me`);
  const choosing = on.waitForEvent('filechooser');
  await on.getByRole('button', { name: 'Nộp tệp đã xuất' }).click();
  await (await choosing).setFiles({ name: 'so-tuyen-truyen-thay-doi.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}
