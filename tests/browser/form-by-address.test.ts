import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('a form that is opened by its address before its entry has come to this phone', () => {
  test('says so, and opens by itself when it comes', async () => {
    const { page, context } = phone;
    const entry = broadcast({ title: 'Bản tin sáng thứ hai' });
    const author = new WirePhone(server.url, Date.now());
    await author.signIn('hiepcuong');
    await author.push(entry);
    await context.route('**/v1/sync', (route) => route.abort());
    await signIn(phone, server.url, 'hiepcuong');
    await page.goto(`${server.url}/e/${entry.id}/edit`);
    await page.getByText('Mục này chưa có trên máy.', { exact: false }).waitFor();
    await context.unroute('**/v1/sync');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect
      .poll(
        () =>
          page
            .getByLabel('Nội dung chính')
            .inputValue({ timeout: 1000 })
            .catch(() => ''),
        { timeout: 60_000 },
      )
      .toBe('Bản tin sáng thứ hai');
    // What is typed from now on is nobody else's to take away.
    await page.getByLabel('Nội dung chính').fill('Bản tin sáng thứ ba');
    await author.push({ type: 'comment', id: entry.id, base: 1, comment: crypto.randomUUID(), text: 'Đã xem' });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.waitForTimeout(3000);
    await expect.poll(() => page.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin sáng thứ ba');
  });
});
