import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fillTheLog, longTitle } from './filled-log.ts';
import { look } from './look.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');
let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  await fillTheLog(server.url);
  phone = await takePhone({ chromium });
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('an entry that was sent back', () => {
  test('is seen at once with what the reviewer wrote, before the schedule, its long title on two lines', async () => {
    const { page } = phone;
    const returned = page.locator('section').filter({ has: page.getByRole('heading', { name: '1 mục cần sửa' }) });
    await returned.waitFor();
    const schedule = page.getByRole('heading', { name: /^Phát thanh theo lịch/ });
    await schedule.waitFor();
    const [card, title, remark, later, bar] = await Promise.all(
      [returned, returned.getByText(longTitle), returned.getByText(/^“/), schedule, page.getByRole('navigation')].map((each) =>
        each.boundingBox(),
      ),
    );
    if (!card || !title || !remark || !later || !bar) throw new Error('something of the day is not there');
    expect(later.y).toBeGreaterThan(card.y);
    expect(remark.y + remark.height).toBeLessThanOrEqual(bar.y);
    expect(title.height).toBeLessThan(3 * 27);
    expect(await look(phone, 'home-returned')).toEqual([]);
  });
});

describe('Chrome on a phone would install the app', () => {
  test('it is offered once something was saved here, on the day’s screen and over no form', async () => {
    const { page } = phone;
    await home();
    await page.waitForTimeout(1000);
    expect(await offer().count()).toBe(0);
    await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
    await page.getByLabel('Nội dung chính').fill('Hướng dẫn nộp hồ sơ trực tuyến');
    expect(await offer().count()).toBe(0);
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await offer().waitFor();
    await offer().scrollIntoViewIfNeeded();
    expect(await look(phone, 'home-install')).toEqual([]);
  });

  test('whoever says later is asked again after 14 days, and no sooner', async () => {
    const { page } = phone;
    await offer().getByRole('button', { name: 'Để sau' }).click();
    await expect.poll(() => offer().count()).toBe(0);
    const start = Date.now();
    for (const [days, count] of [
      [13, 0],
      [15, 1],
    ] as const) {
      await page.clock.setFixedTime(start + days * 86_400_000);
      await home();
      if (count > 0) await offer().waitFor();
      await page.waitForTimeout(500);
      expect(await offer().count()).toBe(count);
    }
    await page.clock.setFixedTime(start);
  });

  test('one tap brings Chrome’s own question, and it is not repeated to whoever says no', async () => {
    const { page } = phone;
    await page.evaluate("localStorage.removeItem('so.install-later')");
    await home();
    await offer().getByRole('button', { name: 'Cài ứng dụng' }).click();
    await expect.poll(() => page.evaluate('window.asked')).toBe(1);
    await expect.poll(() => offer().count()).toBe(0);
  });
});

describe('a phone that is nearly full', () => {
  test('asks for what a person can do, and says that sent photos clear themselves', async () => {
    const { page } = phone;
    await page.addInitScript('navigator.storage.estimate = async () => ({ usage: 880e6, quota: 1000e6 })');
    await page.goto(`${server.url}/capture`);
    await page.getByText('Máy sắp đầy (còn 120 MB). Ảnh đã gửi thì ứng dụng tự dọn.', { exact: false }).waitFor();
    expect(await look(phone, 'capture-nearly-full')).toEqual([]);
    await page.goto(`${server.url}/me`);
    await page.getByText('Ảnh, tệp đã gửi tự dọn khỏi máy', { exact: false }).waitFor();
  });
});

describe('a session that has ended', () => {
  test('finds the name of whoever uses this phone filled in', async () => {
    const { page } = phone;
    await phone.context.clearCookies();
    await page.goto(`${server.url}/start`);
    const name = page.getByLabel('Tên đăng nhập');
    await expect.poll(() => name.inputValue()).toBe('hiepcuong');
    expect(await look(phone, 'start-again')).toEqual([]);
    await page.getByLabel('Mật khẩu', { exact: true }).fill('demo-2026');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  });
});

function offer() {
  return phone.page.getByRole('region', { name: /^Cài lên màn hình chính/ });
}

async function home(): Promise<void> {
  await phone.page.goto(server.url);
  await phone.page.getByText(/Hôm nay chưa ghi mục nào|Đã ghi hôm nay/).waitFor();
  await phone.page.getByRole('heading', { name: /^Phát thanh theo lịch/ }).waitFor();
  await chromeAsks(phone);
}

/** A headless browser never asks by itself. */
async function chromeAsks({ page }: Phone): Promise<void> {
  await page.evaluate(`
    window.asked = 0;
    window.dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => { window.asked += 1; return { outcome: 'dismissed' }; },
    }));
  `);
}
