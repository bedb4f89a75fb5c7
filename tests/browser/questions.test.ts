import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hiepCuong, trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { newId, referenceOf, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

let server: ServerProcess;
let phone: Phone;
const id = newId();

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  const author = new WirePhone(server.url, Date.now());
  await author.signIn('hiepcuong');
  const bytes = new Uint8Array(await plainJpeg(6, 640));
  const photo = referenceOf(bytes);
  await author.push({ type: 'new', id, unit: hiepCuong, kind: 'training', set: trainingValues(), photos: [photo], submit: true });
  await author.patch(photo.id, 0, bytes);
  const reviewer = new WirePhone(server.url, Date.now());
  await reviewer.signIn('sonoivu');
  await reviewer.push({ type: 'review', id, base: 1, verdict: 'return', remark: 'Ghi rõ địa điểm', flags: ['venue'] });
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('an entry that is sent again with an unusual figure and a place left as it was', () => {
  test('is asked about one after the other; an explanation without room stays to be made shorter, and is sent', async () => {
    const { page } = phone;
    await page
      .getByRole('main')
      .getByRole('link', { name: /Tập huấn/ })
      .first()
      .click();
    await page.getByLabel('Số người dự', { exact: false }).first().fill('4800');
    await page.getByText('Thêm chi tiết (không bắt buộc)').click();
    await page.getByLabel('Ghi chú').fill('a'.repeat(980));
    await page.getByRole('button', { name: /^Gửi lại/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('4.800 lượt người là nhiều so với thường lệ', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Giữ nguyên' }).click();
    const explanation = dialog.getByLabel('Giải trình');
    await explanation.fill('Cả xã đến dự');
    // A dialog that was closed a moment ago leaves the history late, and must not take this one along.
    await page.waitForTimeout(500);
    await dialog.getByRole('button', { name: 'Gửi kèm giải trình' }).click();
    await dialog.getByRole('alert').waitFor();
    await page.waitForTimeout(500);
    await expect.poll(() => explanation.inputValue()).toBe('Cả xã đến dự');
    await explanation.fill('Cả xã');
    await dialog.getByRole('button', { name: 'Gửi kèm giải trình' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toBe('/');
    const reader = new WirePhone(server.url, Date.now());
    await reader.signIn('hiepcuong');
    await expect
      .poll(async () => (await reader.entry(id)).entry.values, { timeout: 60_000 })
      .toMatchObject({ attendance: 4800, note: `${'a'.repeat(980)}\nGiải trình: Cả xã` });
  });
});
