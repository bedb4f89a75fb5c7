import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { entriesOnServer } from './main-job.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** How long a person takes, in seconds, as the flows were planned. */
const model = { start: 2.5, tap: 1.5, decision: 1.35 };
/** The list of meetings is the phone's own: one tap opens it, another one chooses, and the page sees neither. */
const tapsInList = 2;

let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await phone.page.addInitScript(countHands);
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone?.close();
  await server?.close();
});

describe('a few minutes about the reform in a meeting of the hamlet', () => {
  test('are logged in six taps, without typing, and are complete: the server has them for review', async () => {
    const { page } = phone;
    await page.evaluate(() => Object.assign(window, { handsOn: { taps: 0, keys: 0 } }));
    await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).tap();
    await page.getByRole('main').getByRole('link', { name: 'Lồng ghép cuộc họp' }).tap();
    await page.getByLabel('Cuộc họp', { exact: true }).selectOption('Họp thôn, tổ dân phố');
    await page.getByText('Thủ tục hành chính, một cửa, dịch vụ công').tap();
    await page.getByRole('button', { name: 'Lưu cuộc họp lồng ghép' }).tap();
    await page.getByText('Đã lưu trên máy').first().waitFor();
    const { taps, keys } = await page.evaluate(() => (window as unknown as Hands).handsOn);
    expect(keys).toBe(0);
    expect(taps + tapsInList).toBe(6);
    expect(model.start + (taps + tapsInList) * (model.tap + model.decision)).toBeLessThanOrEqual(20);
    await expect
      .poll(async () => (await entriesOnServer(server.url, 'hiepcuong')).map(({ kind, status, values }) => ({ kind, status, values })), {
        timeout: 60_000,
      })
      .toMatchObject([
        {
          kind: 'integratedMeeting',
          status: 'submitted',
          values: {
            meetingType: 'hamletMeeting',
            title: 'Lồng ghép nội dung CCHC: Họp thôn, tổ dân phố',
            host: 'Trưởng thôn, tổ trưởng tổ dân phố',
            audience: ['people'],
            topics: ['procedures'],
            durationMinutes: 10,
            attendance: 20,
          },
        },
      ]);
  });
});

interface Hands {
  handsOn: { taps: number; keys: number };
}

function countHands(): void {
  const seen: Hands = { handsOn: { taps: 0, keys: 0 } };
  Object.assign(window, seen);
  const hands = (): Hands['handsOn'] => (window as unknown as Hands).handsOn;
  window.addEventListener('pointerup', (event) => (hands().taps += event.isTrusted ? 1 : 0), true);
  window.addEventListener('keydown', (event) => (hands().keys += event.isTrusted ? 1 : 0), true);
}
