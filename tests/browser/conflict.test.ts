import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hiepCuong, trainingValues } from '../fakes/device.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
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

/** Each on a phone of its own, and none knows of the others. */
async function writeAtOnce(...sets: FieldValues[]): Promise<void> {
  const base = (await colleague.entry(id)).entry.revision;
  for (const set of sets) {
    const other = new WirePhone(server.url, Date.now());
    await other.signIn('hiepcuong');
    await other.push({ type: 'edit', id, base, set });
  }
}

async function openCards(): Promise<Locator> {
  const { page } = phone;
  await page.goto(`${server.url}/outbox`);
  await page.getByRole('button', { name: 'Gửi ngay' }).tap();
  await page.goto(`${server.url}/e/${id}`);
  const cards = page.getByRole('region', { name: '1 chỗ được ghi khác nhau' });
  await cards.waitFor();
  return cards;
}

describe('two people wrote different things in the same places', () => {
  test('one tap for each place and one to save; what was not chosen is in the history', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/e/${id}`);
    const cards = page.getByRole('region', { name: '2 chỗ được ghi khác nhau' });
    const save = cards.getByRole('button', { name: 'Lưu lựa chọn' });
    await cards.waitFor();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await cards.getByRole('radio', { name: /^45/ }).tap();
    await cards.getByRole('radio', { name: /cho cán bộ/ }).tap();
    await save.tap();
    await cards.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await colleague.entry(id)).entry, { timeout: 60_000 })
      .toMatchObject({
        conflicts: [],
        values: { attendance: 45, title: 'Tập huấn ký số cho cán bộ' },
      });
    await page.getByRole('button', { name: 'Xem lịch sử' }).tap();
    const history = page.getByRole('region', { name: 'Lịch sử thay đổi' });
    await history.getByText(/48.lượt.người → 45.lượt.người/).waitFor();
    await expect.poll(() => history.getByText('Chọn nội dung đúng').count()).toBe(2);
  });

  test('where the number that stood is chosen, the other one is in the history', async () => {
    const { page } = phone;
    await writeAtOnce({ attendance: 41 }, { attendance: 99 });
    const cards = await openCards();
    await cards.getByRole('radio', { name: /^41/ }).tap();
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await cards.waitFor({ state: 'detached' });
    await expect.poll(async () => (await colleague.entry(id)).entry.conflicts, { timeout: 60_000 }).toEqual([]);
    await page.getByRole('button', { name: 'Xem lịch sử' }).tap();
    const history = page.getByRole('region', { name: 'Lịch sử thay đổi' });
    const told = history.getByText(/không dùng 99.lượt.người/);
    await told.first().waitFor();
    // Where it came, and where somebody chose.
    await expect.poll(() => told.count()).toBe(2);
  });

  test('of three numbers each can be chosen', async () => {
    await writeAtOnce({ attendance: 42 }, { attendance: 43 }, { attendance: 44 });
    const cards = await openCards();
    await expect.poll(() => cards.getByRole('radio').count()).toBe(4);
    for (const each of [/^42/, /^44/]) await cards.getByRole('radio', { name: each }).waitFor();
    await cards.getByRole('radio', { name: /^43/ }).tap();
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await expect
      .poll(async () => (await colleague.entry(id)).entry, { timeout: 60_000 })
      .toMatchObject({ conflicts: [], values: { attendance: 43 } });
  });

  test('a third value can be typed, and what cannot be read is said at its place', async () => {
    await writeAtOnce({ attendance: 50 }, { attendance: 51 });
    const cards = await openCards();
    await cards.getByRole('radio', { name: 'Nhập số khác' }).tap();
    const box = cards.getByRole('textbox');
    await box.fill('năm mươi');
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await cards.getByRole('alert').waitFor();
    await box.fill('52');
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await expect.poll(async () => (await colleague.entry(id)).entry.values['attendance'], { timeout: 60_000 }).toBe(52);
  });

  test('other words than both can be typed with a Vietnamese keyboard, and are what the server has', async () => {
    const { page } = phone;
    const words = 'Tập huấn ký số cho Ủy ban nhân dân xã';
    await writeAtOnce({ title: 'Tập huấn ký số lần một' }, { title: 'Tập huấn ký số lần hai' });
    const cards = await openCards();
    await cards.getByRole('radio', { name: 'Nhập nội dung khác' }).tap();
    await typeEveryWay(page, cards.getByRole('textbox'), words);
    await cards.getByRole('button', { name: 'Lưu lựa chọn' }).tap();
    await expect.poll(async () => (await colleague.entry(id)).entry.values['title'], { timeout: 60_000 }).toBe(words);
  });
});
