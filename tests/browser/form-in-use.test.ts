import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addDays, dayOf, weekdayOf } from '../../src/domain/text.ts';
import { entriesOnServer } from '../journeys/main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

/** What a form does with what somebody changes their mind about. */

const soon = { timeout: 60_000 };

let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('a form that opens on a slow phone', () => {
  test('is whole when it is seen: nothing of it moves under a finger any more', async () => {
    const { page } = phone;
    const tools = await phone.context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByRole('button', { name: 'Lưu buổi phát' }).waitFor();
    await page.waitForTimeout(2000);
    const moved = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const observer = new PerformanceObserver((list) => resolve(list.getEntries().length));
          observer.observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(0), 1000);
        }),
    );
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    expect(moved).toBe(0);
  });
});

describe('a day that is typed wrong', () => {
  test.each([
    ['32/1', 'Ngày chưa đúng. Ví dụ: 05/03/2026'],
    ['29/2/2026', 'Ngày chưa đúng. Ví dụ: 05/03/2026'],
    ['24/12/2096', 'Ngày 24/12/2096 ở sau hôm nay'],
  ])('%s is told as soon as the box is left, and is gone with the mistake', async (typed, sentence) => {
    const { page } = phone;
    await page.goto(`${server.url}/new/visualDisplay`);
    await page.getByText('Ngày khác').first().click();
    const box = page.getByLabel('Ngày lắp: gõ ngày', { exact: true });
    await box.fill(typed);
    await box.blur();
    await page.getByText(sentence, { exact: false }).waitFor();
    await box.fill('5/3/2026');
    await box.blur();
    await page.getByText('Thứ Năm, 05/03/2026').waitFor();
    expect(await page.getByText(sentence, { exact: false }).count()).toBe(0);
  });
});

describe('a task of the plan that fits and is not chosen', () => {
  test('is said in a line that leads there, and holds nothing up', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByRole('link', { name: /Chưa chọn nhiệm vụ trong kế hoạch/ }).click();
    const tasks = page.getByRole('group', { name: 'Nhiệm vụ trong kế hoạch' });
    await tasks.getByRole('radio').first().check();
    await expect.poll(() => page.getByRole('link', { name: /Chưa chọn nhiệm vụ trong kế hoạch/ }).count()).toBe(0);
  });
});

describe('one draft in two windows', () => {
  test('that is saved in one is told in the other, where what is typed from then on goes into the same entry', async () => {
    const { page, context } = phone;
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill('Bản tin của hai cửa sổ');
    await page.getByText('Đã tự lưu trên máy', { exact: false }).waitFor();
    const draft = await page.evaluate(() => (JSON.parse(sessionStorage.getItem('so.open-draft') ?? '{}') as { draft: string }).draft);
    const second = await context.newPage();
    await second.goto(`${server.url}/draft/${draft}`);
    await expect.poll(() => second.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin của hai cửa sổ');
    await second.waitForTimeout(1000);
    await page.bringToFront();
    await page.getByLabel('Nội dung chính').fill('Bản tin của hai cửa sổ, sửa ở cửa sổ đầu');
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await second.bringToFront();
    await second.getByText('Mục này vừa được lưu ở cửa sổ khác.', { exact: false }).waitFor();
    await second.getByText('Thêm chi tiết').click();
    await second.getByLabel('Ghi chú').fill('Gõ thêm ở cửa sổ sau');
    await second.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await second.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    const stored = async () => (await entriesOnServer(server.url, 'hiepcuong')).find((entry) => entry.id === draft)?.values;
    await expect.poll(stored, soon).toMatchObject({ title: 'Bản tin của hai cửa sổ, sửa ở cửa sổ đầu', note: 'Gõ thêm ở cửa sổ sau' });
    await second.close();
  });
});

describe('the screen that picks photos', () => {
  test('has one decisive button: picking while there is nothing, going on once there is', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/capture?from=gallery`);
    const decisive = () =>
      page.evaluate(() => [...document.querySelectorAll('[class*=primary]')].map((button) => button.textContent?.trim()));
    await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).waitFor();
    expect(await decisive()).toEqual(['Chọn ảnh có sẵn']);
  });
});

describe('the shutter, tapped faster than a slow phone stores', () => {
  test('gives a photo for every tap, up to ten', async () => {
    const { page, context } = phone;
    await page.goto(`${server.url}/capture`);
    const shutter = page.getByRole('button', { name: 'Chụp', exact: true });
    await shutter.waitFor();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    const tools = await context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const tap = (times: number) =>
      shutter.evaluate(async (button: HTMLButtonElement, count) => {
        for (let done = 0; done < count; done += 1) {
          button.click();
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
      }, times);
    await tap(6);
    await page.getByRole('button', { name: 'Xong (6)' }).waitFor({ timeout: 60_000 });
    await tap(9);
    await page.getByRole('button', { name: 'Xong (10)' }).waitFor({ timeout: 60_000 });
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await expect.poll(() => shutter.isDisabled()).toBe(true);
  });
});

// From here on the clock stands still: Chromium then tells a reload from a visit no more.

describe('a broadcast that was at another time than usual', () => {
  test.each([
    ['the old time goes first', ['17:00', '05:00']],
    ['the new time comes first', ['05:00', '17:00']],
  ])('is stored as of that part of the day when %s', async (title, taps) => {
    const { page } = phone;
    await page.clock.setFixedTime(at('17:30'));
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill(title);
    // What offers to repeat the last one goes away with the first writing, and the keys move up.
    await page.getByText('Đã tự lưu trên máy', { exact: false }).waitFor();
    for (const time of taps) await page.getByText(time, { exact: true }).click();
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    const stored = async () => (await entriesOnServer(server.url, 'hiepcuong')).find((entry) => entry.values['title'] === title)?.values;
    await expect.poll(stored, soon).toMatchObject({ startTimes: ['05:00'], sessions: ['morning'], airings: 1 });
  });
});

describe('a fresh broadcast', () => {
  test.each([
    ['06:10', ['05:00'], 'Sáng'],
    ['18:10', ['17:00'], 'Chiều'],
  ])('begun at %s has the hour that has passed last', async (now, times, session) => {
    const { page } = phone;
    await page.clock.setFixedTime(at(now));
    // The schedule comes with the person, some moments after the first sign-in.
    await expect
      .poll(async () => {
        await page.goto(`${server.url}/new/broadcast`);
        const group = page.getByRole('group', { name: 'Giờ phát' });
        await group.waitFor();
        return group.getByRole('checkbox', { checked: true }).evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
      }, soon)
      .toEqual(times);
    await page.getByText('Như mọi ngày').click();
    await expect.poll(() => page.getByRole('group', { name: 'Buổi phát' }).getByRole('checkbox', { checked: true }).count()).toBe(1);
    await expect.poll(() => page.getByRole('group', { name: 'Buổi phát' }).getByLabel(session).isChecked()).toBe(true);
  });
});

/** On the last day on which the demo's stations aired: not on a Sunday, and not before they were there. */
function at(time: string): number {
  const yesterday = addDays(dayOf(Date.now()), -1);
  const day = weekdayOf(yesterday) === 0 ? addDays(yesterday, -1) : yesterday;
  return Date.parse(`${day}T${time}:00+07:00`);
}
