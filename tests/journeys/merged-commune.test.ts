import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { units } from '../fakes/wire-phone.ts';
import { sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';

/** The commune that ends on 30/06/2025, and what takes it over whole. */
const ended = '12301@0';
const before = Date.parse('2025-06-27T09:00:00+07:00');
const after = Date.parse('2025-07-02T09:00:00+07:00');

let dataFolder: string;
let server: TestServer;
let phone: Phone;
let office: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-merged-'));
  server = await startTestServer({ dataFolder, clock: { now: before }, client: path.resolve('dist') });
  phone = await takePhone({ chromium: inject('chromium') });
  office = await takePhone({ chromium: inject('chromium'), desk: true });
  await phone.page.clock.setFixedTime(before);
  await signIn(phone, server.url, 'xacu');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone?.close();
  await office?.close();
  await server?.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a commune that is merged away while a phone without network holds what was logged for it', () => {
  test('its people are moved by one act, their phones follow and say so, and what was logged stays with the commune of its day', async () => {
    const { page } = phone;
    await phone.context.setOffline(true);
    await logMeeting('Giao ban trước ngày sáp nhập');
    await logMeeting('Họp chi bộ trước ngày sáp nhập');

    server.clock.now = after;
    await office.page.clock.setFixedTime(after);
    await signIn(office, server.url, 'quantri');
    await office.page.goto(`${server.url}/units`);
    await office.page.getByRole('heading', { name: 'Xã Song Mai' }).waitFor();
    await office.page.getByRole('button', { name: 'Chuyển người' }).click();
    await office.page.getByText('Đã chuyển 1 người sang Xã Hiệp Cường.', { exact: false }).waitFor();

    await page.clock.setFixedTime(after);
    await phone.context.setOffline(false);
    await sendAll(phone);
    expect(await entriesOnServer()).toEqual([
      { unit: ended, title: 'Giao ban trước ngày sáp nhập' },
      { unit: ended, title: 'Họp chi bộ trước ngày sáp nhập' },
    ]);
    await page.getByRole('navigation').getByRole('link', { name: 'Hôm nay' }).click();
    await page.getByRole('heading', { name: 'Xã Song Mai đã kết thúc ngày 30/06/2025' }).waitFor();
    await page.getByText('kể cả mục chưa gửi, vẫn còn đủ và vẫn thuộc đơn vị của ngày ghi. Từ nay ghi cho Xã Hiệp Cường.').waitFor();

    await logMeeting('Giao ban sau ngày sáp nhập');
    await sendAll(phone);
    expect(await entriesOnServer()).toContainEqual({ unit: units.hiepCuong, title: 'Giao ban sau ngày sáp nhập' });
  });
});

async function logMeeting(title: string): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Lồng ghép cuộc họp' }).first().click();
  await page.getByLabel('Thủ tục hành chính, một cửa, dịch vụ công').check();
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => fold.toggleAttribute('open', true)));
  await page.getByLabel('Nội dung lồng ghép').fill(title);
  await page.getByRole('button', { name: 'Lưu cuộc họp lồng ghép' }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

/** By title: the phone's clock stands still here, and its ids have no order. */
async function entriesOnServer(): Promise<{ unit: string; title: string }[]> {
  const rows = await server.parts.database.query.selectFrom('entry').select(['unit', 'document']).execute();
  const entries = rows.map(({ unit, document }) => ({ unit, title: (JSON.parse(document) as { values: { title: string } }).values.title }));
  return entries.sort((one, other) => one.title.localeCompare(other.title));
}
