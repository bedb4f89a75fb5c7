import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { addDays, dayOf } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { newId, units, WirePhone } from '../fakes/wire-phone.ts';
import { look } from '../journeys/look.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';

let dataFolder: string;
let server: TestServer;
let phone: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-states-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  phone = await takePhone({ chromium: inject('chromium') });
});
afterAll(async () => {
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

test('the book of opinions and petitions tells how many came, how many are answered, and which answers are overdue', async () => {
  const today = dayOf(server.clock.now);
  const author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  const petition = (title: string, set: FieldValues) => ({
    type: 'new' as const,
    id: newId(),
    unit: units.hiepCuong,
    kind: 'feedback',
    submit: true as const,
    set: { receivedOn: addDays(today, -9), channel: 'hotline', from: 'citizen', title, answerDueOn: addDays(today, -2), ...set },
  });
  await author.push(
    petition('Kiến nghị về giờ làm việc', {}),
    petition('Kiến nghị về lệ phí', { answeredOn: today, answer: 'Đã trả lời' }),
  );

  const { page } = phone;
  await signIn(phone, server.url, 'hiepcuong');
  await page.goto(`${server.url}/log`);
  await page.getByLabel(/^Tìm/).fill('kien nghi');
  await page.getByText('Kiến nghị về lệ phí').waitFor();
  await page.getByLabel('Loại hoạt động').selectOption('feedback');
  await page.getByText('Đã tiếp nhận 2 · đã trả lời 1 · đang xử lý 0 · quá hạn 1').waitFor();
  await page.getByText('Quá hạn: xem 1 mục').click();
  expect(await look(phone, 'states-in-the-book')).toEqual([]);
  const overdue = page.locator('details').getByRole('link');
  await expect.poll(() => overdue.count()).toBe(1);
  await overdue.click();
  await page.getByText('Quá hạn', { exact: true }).waitFor();
});
