import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hiepCuong, trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { newId, referenceOf, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';
import { typeEveryWay } from './vietnamese-keys.ts';

let server: ServerProcess;
let phone: Phone;
let colleague: WirePhone;
const id = newId();

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  const first = new WirePhone(server.url, Date.now());
  await first.signIn('hiepcuong');
  const photos = [referenceOf(new Uint8Array(await plainJpeg(5, 640)))];
  await first.push({ type: 'new', id, unit: hiepCuong, kind: 'training', set: trainingValues(), photos, submit: true });
  await first.push({ type: 'edit', id, base: 1, set: { attendance: 48, title: 'Tập huấn ký số cho cán bộ' } });
  colleague = new WirePhone(server.url, Date.now());
  await colleague.signIn('hiepcuong');
  await colleague.push({ type: 'edit', id, base: 1, set: { attendance: 45, title: 'Tập huấn ký số cho công chức' } });
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('two people wrote different things in the same places', () => {
  test('one tap for each place and one to save; what was not chosen is in the history', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/e/${id}`);
    const cards = page.getByRole('region', { name: '2 chỗ được ghi khác nhau' });
    const save = cards.getByRole('button', { name: 'Lưu lựa chọn' });
    await cards.waitFor();
    expect(await save.isDisabled()).toBe(true);
    await cards.getByRole('radio', { name: /^45/ }).tap();
    await cards.getByRole('radio', { name: /cho cán bộ/ }).tap();
    await save.tap();
    await cards.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await colleague.entry(id)).entry, { timeout: 20_000 })
      .toMatchObject({
        conflicts: [],
        values: { attendance: 45, title: 'Tập huấn ký số cho cán bộ' },
      });
    await page.getByRole('button', { name: 'Xem lịch sử' }).tap();
    const history = page.getByRole('region', { name: 'Lịch sử thay đổi' });
    await history.getByText(/48.lượt.người → 45.lượt.người/).waitFor();
    expect(await history.getByText('Chọn nội dung đúng').count()).toBe(2);
  });

  test('a third value can be typed, and what cannot be read is said at its place', async () => {
    const { page } = phone;
    const base = (await colleague.entry(id)).entry.revision;
    const other = new WirePhone(server.url, Date.now());
    await other.signIn('hiepcuong');
    await colleague.push({ type: 'edit', id, base, set: { attendance: 50 } });
    await other.push({ type: 'edit', id, base, set: { attendance: 51 } });
    await page.goto(`${server.url}/outbox`);
    await page.getByRole('button', { name: 'Gửi ngay' }).tap();
    await page.goto(`${server.url}/e/${id}`);
    const cards = page.getByRole('region', { name: '1 chỗ được ghi khác nhau' });
    await cards.getByRole('radio', { name: 'Nhập số khác' }).tap();
    const box = cards.getByRole('textbox');
    await box.fill('năm mươi');
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await cards.getByRole('alert').waitFor();
    await box.fill('52');
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await expect.poll(async () => (await colleague.entry(id)).entry.values['attendance'], { timeout: 20_000 }).toBe(52);
  });

  test('other words than both can be typed with a Vietnamese keyboard, and are what the server has', async () => {
    const { page } = phone;
    const words = 'Tập huấn ký số cho Ủy ban nhân dân xã';
    const base = (await colleague.entry(id)).entry.revision;
    const other = new WirePhone(server.url, Date.now());
    await other.signIn('hiepcuong');
    await colleague.push({ type: 'edit', id, base, set: { title: 'Tập huấn ký số lần một' } });
    await other.push({ type: 'edit', id, base, set: { title: 'Tập huấn ký số lần hai' } });
    await page.goto(`${server.url}/outbox`);
    await page.getByRole('button', { name: 'Gửi ngay' }).tap();
    await page.goto(`${server.url}/e/${id}`);
    const cards = page.getByRole('region', { name: '1 chỗ được ghi khác nhau' });
    await cards.getByRole('radio', { name: 'Nhập nội dung khác' }).tap();
    await typeEveryWay(page, cards.getByRole('textbox'), words);
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await expect.poll(async () => (await colleague.entry(id)).entry.values['title'], { timeout: 20_000 }).toBe(words);
  });
});
