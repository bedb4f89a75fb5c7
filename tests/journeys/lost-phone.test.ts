import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readRows } from '../browser/phone-database.ts';
import type { DraftRow } from '../../src/localdb/rows.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let lost: Phone;
let kept: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  [lost, kept] = await Promise.all([takePhone({ chromium: inject('chromium') }), takePhone({ chromium: inject('chromium') })]);
  await signIn(lost, server.url, 'hiepcuong');
  await signIn(kept, server.url, 'hiepcuong');
});
afterAll(async () => {
  await Promise.all([lost.close(), kept.close()]);
  await server.close();
});

test('a phone that was lost is signed out from another one; what was written on it stays on it', async () => {
  await lost.page.goto(`${server.url}/new/broadcast`);
  await lost.page.getByLabel('Nội dung chính').fill('Bản tin trên máy bị mất');
  await lost.page.getByText(/Đã tự lưu trên máy/).waitFor();

  const { page } = kept;
  await page.goto(`${server.url}/me`);
  await page.getByRole('button', { name: 'Xem các máy đang đăng nhập' }).tap();
  await page.getByRole('button', { name: 'Đăng xuất máy đó' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất máy đó' }).tap();
  await page.getByText('Đã đăng xuất máy đó').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Đăng xuất máy đó' }).count()).toBe(0);
  expect(await page.evaluate(async () => (await fetch('/v1/session')).status)).toBe(200);

  await lost.page.goto(`${server.url}/outbox`);
  await lost.page.getByRole('button', { name: 'Gửi ngay' }).tap();
  await lost.page.getByText('Cần đăng nhập lại để gửi. Vẫn ghi bình thường.').first().waitFor();
  expect((await readRows<DraftRow>(lost.page, 'drafts')).map(({ input }) => input['title'])).toEqual(['Bản tin trên máy bị mất']);
});
