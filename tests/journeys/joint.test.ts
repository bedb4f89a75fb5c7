import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { deskSize, look } from './look.ts';
import { entriesOnServer, sendAll } from './main-job.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let writer: Phone;
let other: Phone;
let desk: Phone;
const title = 'Hội nghị chuyên đề dịch vụ công trực tuyến';

beforeAll(async () => {
  server = await startServerProcess();
  const chromium = inject('chromium');
  [writer, other, desk] = await Promise.all([takePhone({ chromium }), takePhone({ chromium }), takePhone({ chromium, desk: true })]);
  await signIn(writer, server.url, 'hiepcuong');
  await signIn(other, server.url, 'phohien');
  await signIn(desk, server.url, 'sonoivu');
});
afterAll(async () => {
  for (const phone of [writer, other, desk]) await phone?.close();
  await server?.close();
});

describe('a conference of two communes', () => {
  test('is written once, with the other named by a few letters of its name', async () => {
    const { page } = writer;
    await page.goto(`${server.url}/new/conference`);
    await page.getByRole('button', { name: 'Chụp ảnh' }).click();
    await page.getByRole('button', { name: 'Chụp', exact: true }).click();
    await expect.poll(() => page.getByRole('img', { name: /^Ảnh/ }).count(), { timeout: 60_000 }).toBe(1);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await page.getByLabel('Tên hội nghị, tọa đàm').fill(title);
    await page.getByLabel('Loại hội nghị').selectOption('Hội nghị chuyên đề');
    await page.getByLabel('Số người dự', { exact: false }).first().fill('120');
    await page.getByText('Nhân dân', { exact: true }).click();
    await page.getByLabel('Chủ trì').fill('Nguyễn Thị Mai');
    await page.getByText('Thủ tục hành chính, một cửa, dịch vụ công').click();
    await page.getByLabel('Địa điểm tổ chức').fill('Hội trường UBND xã');
    await page.getByText('Thêm chi tiết (không bắt buộc)').click();
    const group = page.getByRole('group', { name: 'Đơn vị cùng tổ chức' });
    await group.getByLabel('Thêm đơn vị', { exact: false }).fill('pho hien');
    await group.getByRole('button', { name: /Phường Phố Hiến/ }).click();
    await group.getByRole('button', { name: 'Bỏ Phường Phố Hiến' }).waitFor();
    expect(await look(writer, 'co-organisers')).toEqual([]);
    await page.getByRole('button', { name: /^Lưu/ }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await sendAll(writer);
    expect((await entriesOnServer(server.url, 'hiepcuong')).map(({ values }) => values['coOrganisers'])).toEqual([['11953@2025-07-01']]);
  });

  test('is in the other’s book, marked with whose it is, with its photo and nothing to change', async () => {
    const { page } = other;
    await sendAll(other);
    await page.goto(`${server.url}/log`);
    await page.getByText('Cùng tổ chức: Xã Hiệp Cường').waitFor();
    expect(await look(other, 'joint-log')).toEqual([]);
    await page.getByText(title).click();
    await page.getByText(/mục này do Xã Hiệp Cường ghi và gửi/).waitFor();
    await page.getByRole('button', { name: /^Ảnh 1\/1/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('img', { name: /^Ảnh 1\/1/ })
      .waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('link', { name: 'Sửa' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Hủy mục này' }).count()).toBe(0);
    expect(await look(other, 'joint-entry')).toEqual([]);
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    expect(await page.getByText(title).count()).toBe(0);
  });

  test('is in the desk’s queue once', async () => {
    const { page } = desk;
    await page.goto(server.url);
    await page.setViewportSize(deskSize);
    await page.getByText(title).first().waitFor();
    await expect.poll(() => page.getByRole('row').filter({ hasText: title }).count()).toBe(1);
  });

  test('leaves the other’s book when it names it no more', async () => {
    const { page } = writer;
    await page.goto(`${server.url}/log`);
    await page.getByText(title).click();
    await page.getByRole('link', { name: 'Sửa' }).click();
    await page.getByRole('button', { name: 'Bỏ Phường Phố Hiến' }).click();
    await page.getByRole('button', { name: /^Lưu/ }).click();
    await sendAll(writer);
    await sendAll(other);
    await other.page.goto(`${server.url}/log`);
    await other.page.getByText('Chưa có mục nào', { exact: false }).waitFor();
  });
});
