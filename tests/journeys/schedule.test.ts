import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { listOf } from '../../src/domain/kinds/field.ts';
import type { ScheduleException, StoredSchedule } from '../../src/domain/schedule.ts';
import { addDays, dayOf } from '../../src/domain/text.ts';
import { hiepCuong } from '../fakes/device.ts';
import { line } from '../fakes/schedules.ts';
import { WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** How long a person takes, in seconds, as the flows were planned. */
const model = { start: 2.5, tap: 1.5, decision: 1.35, key: 0.6 };

let server: ServerProcess;
let phone: Phone;
/** The colleague's phone, which is told what the server has. */
let colleague: WirePhone;
const today = dayOf(Date.now());
const twoOfEach = ['submitted', 'submitted', 'void', 'void'];

beforeAll(async () => {
  server = await startServerProcess();
  colleague = new WirePhone(server.url, Date.now());
  await colleague.signIn('hiepcuong');
  await writeSchedule();
  phone = await takePhone({ chromium: inject('chromium') });
  await phone.page.addInitScript(countHands);
  await phone.page.clock.setFixedTime(Date.parse(`${today}T16:00:00+07:00`));
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone?.close();
  await server?.close();
});

describe('a day of two broadcasts that were held and one that is still to come', () => {
  test('one tap logs the two and leaves the third, twice tapped or not; undo takes both back', async () => {
    const { page } = phone;
    await page.getByText('17:00').waitFor();
    await startCounting();
    await page.getByRole('button', { name: 'Ghi cả 2 buổi đã phát' }).click();
    await page.getByText('Đã ghi 2 buổi phát').waitFor();
    const { taps } = await hands();
    expect(taps).toBe(1);
    expect(model.start + model.decision + taps * model.tap).toBeLessThanOrEqual(8);
    await page.getByText(/chưa đến giờ/).waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();

    await page.getByRole('button', { name: 'Ghi cả 2 buổi đã phát' }).dblclick();
    await page.getByText(/chưa đến giờ/).waitFor();
    // Nobody taps "Gửi": it goes by itself.
    await expect.poll(async () => (await entriesTold()).map(({ status }) => status).sort(), { timeout: 60_000 }).toEqual(twoOfEach);
    const held = await entriesTold();
    const logged = held.filter(({ status }) => status === 'submitted').flatMap(({ values }) => listOf(values, 'startTimes'));
    expect(logged.sort()).toEqual(['05:00', '11:30']);
  });

  test('one that was aired later and by fewer clusters is logged so in at most five taps, and both are taken back at once', async () => {
    const { page } = phone;
    await page.clock.setFixedTime(Date.parse(`${today}T17:30:00+07:00`));
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Có thay đổi…' }).waitFor();
    await startCounting();
    await page.getByRole('button', { name: 'Có thay đổi…' }).click();
    const session = page.getByRole('dialog').getByRole('group', { name: /17:00/ });
    await session.getByText('Sửa', { exact: true }).click();
    await session.getByRole('button', { name: 'Bớt số cụm loa phát' }).click();
    await session.getByRole('button', { name: 'Bớt số cụm loa phát' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ghi 1 buổi' }).click();
    await page.getByText('Đã ghi 1 buổi phát').waitFor();
    const { taps } = await hands();
    expect(taps).toBeLessThanOrEqual(5);
    expect(model.start + model.decision + taps * model.tap).toBeLessThanOrEqual(15);
    await expect.poll(async () => airedTold('17:00'), { timeout: 60_000 }).toEqual([10]);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();

    await page.getByRole('button', { name: 'Có thay đổi…' }).click();
    await session.getByText('Sửa', { exact: true }).click();
    await session.getByLabel('Giờ đã phát').fill('17h05');
    await page.getByRole('dialog').getByRole('button', { name: 'Ghi 1 buổi' }).click();
    await page.getByText('Đã ghi 1 buổi phát').waitFor();
    await page.getByText(/17:05/).waitFor();
    await expect.poll(async () => airedTold('17:05'), { timeout: 60_000 }).toEqual([12]);
    await expect.poll(async () => exceptionsTold(), { timeout: 60_000 }).toMatchObject([{ line: 'evening', instead: { time: '17:05' } }]);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await expect.poll(async () => exceptionsTold(), { timeout: 60_000 }).toEqual([]);
  });

  test('a session that the network cut off is said so with its reason, and a colleague’s phone does not ask for it', async () => {
    const { page } = phone;
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Có thay đổi…' }).click();
    const session = page.getByRole('dialog').getByRole('group', { name: /17:00/ });
    await session.getByText('Không phát', { exact: true }).click();
    await page.getByRole('button', { name: 'Lưu: không phát' }).click();
    await session.getByText('Chọn lý do không phát.').waitFor();
    await session.getByText('Mất mạng').click();
    await page.getByRole('button', { name: 'Lưu: không phát' }).click();
    await page.getByText(/không phát: mất mạng/).waitFor();
    await expect
      .poll(async () => exceptionsTold(), { timeout: 60_000 })
      .toMatchObject([{ line: 'evening', from: today, reason: 'other', narrower: 'network' }]);
  });
});

describe('days on which a line is aired at another hour', () => {
  test('are written once, told to colleagues, and given up again', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/schedule`);
    await page.getByRole('link', { name: 'Thêm ngày nghỉ, đổi giờ' }).click();
    const [year, month, day] = addDays(today, 3).split('-');
    await page.getByLabel('Từ ngày').fill(`${day}/${month}/${year}`);
    await page.getByRole('combobox', { name: /^Buổi/ }).selectOption({ value: 'noon' });
    await page.getByText('Phát giờ khác').click();
    await page.getByLabel('Phát lúc').fill('5h');
    await page.getByRole('button', { name: 'Lưu vào lịch' }).click();
    await page.getByText('Đã có buổi khác cùng giờ, cùng ngày trong lịch.').waitFor();
    await page.getByLabel('Phát lúc').fill('11h');
    await page.getByRole('button', { name: 'Lưu vào lịch' }).click();
    await page.getByText('11:30 → phát lúc 11:00').waitFor();
    const moved = { line: 'noon', from: addDays(today, 3), instead: { time: '11:00' } };
    await expect.poll(async () => (await exceptionsTold()).at(-1), { timeout: 60_000 }).toMatchObject(moved);
    const row = page.getByRole('listitem').filter({ hasText: '11:30 → phát lúc 11:00' });
    await row.getByRole('button', { name: 'Phát như thường' }).click();
    await expect.poll(async () => (await exceptionsTold()).length, { timeout: 60_000 }).toBe(1);
  });
});

describe('a week that nobody has logged', () => {
  test('its twelve sessions are ticked by keyboard and logged, within half a minute', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/schedule/week`);
    const first = page.locator('[data-cell="0-0"]');
    const ofThisWeek = await first.getAttribute('aria-label');
    await page.getByRole('button', { name: 'Tuần trước' }).click();
    // Keys say nothing to a cell whose week has not come from disk yet.
    const isToBeTicked = (label: string | null): boolean => label !== ofThisWeek && label !== null && label.includes('chưa ghi');
    await expect.poll(async () => isToBeTicked(await first.getAttribute('aria-label')), { timeout: 60_000 }).toBe(true);
    await first.focus();
    await startCounting();
    for (const row of [0, 1]) {
      await page.keyboard.press('1');
      if (row === 1) await page.keyboard.press('ArrowDown');
      for (let day = 0; day < 6; day += 1) {
        await page.keyboard.press('Space');
        await page.keyboard.press('ArrowRight');
      }
    }
    await page.getByRole('button', { name: 'Ghi 12 buổi' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Đã ghi 12 buổi phát').waitFor();
    const { keys } = await hands();
    expect(model.start + model.tap + 2 * model.decision + keys * model.key).toBeLessThanOrEqual(30);
  });
});

describe('a centre that airs for several units', () => {
  let desk: Phone;
  beforeAll(async () => {
    desk = await takePhone({ chromium: inject('chromium'), desk: true });
    await signIn(desk, server.url, 'trungtam');
  });
  afterAll(async () => desk?.close());

  test('has its week as home at a desk, first in the rail, and its day beside it', async () => {
    const { page } = desk;
    await page.getByRole('heading', { name: 'Bảng tuần', level: 1 }).waitFor();
    await page.getByRole('table', { name: 'Các buổi phát trong tuần' }).waitFor();
    const rail = page.getByRole('navigation', { name: 'Mục chính' });
    await expect
      .poll(() => rail.getByRole('link').allInnerTexts())
      .toEqual(['Bảng tuần', 'Hôm nay', 'Sổ', 'Ghi', 'Lịch phát', 'Gửi', 'Tôi']);
    await expect.poll(() => rail.getByRole('link', { name: 'Bảng tuần' }).getAttribute('aria-current')).toBe('page');
    await rail.getByRole('link', { name: 'Hôm nay' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  });

  test('sees there what was left unfinished', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill('Bản tin đang viết dở');
    await page.getByRole('link', { name: 'Bảng tuần' }).click();
    await page.getByRole('heading', { name: 'Bảng tuần', level: 1 }).waitFor();
    await page.getByRole('link', { name: /Bản tin đang viết dở/ }).waitFor();
  });

  test('has the day as home on a phone', async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await expect.poll(() => page.getByRole('navigation', { name: 'Mục chính' }).getByRole('link').count()).toBe(5);
  });
});

describe('a broadcast that no schedule knows', () => {
  test('is logged in five taps at most, without typing', async () => {
    const { page } = phone;
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await startCounting();
    await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
    await page.getByRole('button', { name: /Hướng dẫn nộp hồ sơ/ }).click();
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByText('Đã lưu trên máy').first().waitFor();
    const { taps, keys } = await hands();
    expect(keys).toBe(0);
    expect(taps).toBeLessThanOrEqual(5);
    expect(model.start + taps * (model.tap + model.decision)).toBeLessThanOrEqual(20);
  });
});

/** Every day of the week, so that the day of the test does not matter. */
async function writeSchedule(): Promise<void> {
  const always = { weekdays: [0, 1, 2, 3, 4, 5, 6], from: addDays(today, -14) };
  const lines = [line('early', '05:00', always), line('noon', '11:30', always), line('evening', '17:00', always)];
  const schedule = { unit: hiepCuong, kind: 'broadcast', lines, exceptions: [] };
  const answer = await colleague.fetch(`/v1/schedules/${encodeURIComponent(hiepCuong)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ base: 1, schedule }),
  });
  expect(answer.status).toBe(200);
}

async function exceptionsTold(): Promise<ScheduleException[]> {
  const { schedules } = (await (await colleague.fetch('/v1/schedules')).json()) as { schedules: StoredSchedule[] };
  return schedules[0]?.schedule.exceptions ?? [];
}

/** By how many clusters what stands was aired today at an hour. */
async function airedTold(time: string): Promise<unknown[]> {
  const aired = (await entriesTold()).filter(({ status, values }) => status !== 'void' && listOf(values, 'startTimes').includes(time));
  return aired.filter(({ values }) => listOf(values, 'airDates').includes(today)).map(({ values }) => values['clustersOn']);
}

async function entriesTold(): Promise<Entry[]> {
  colleague.cursors = {};
  return (await colleague.sync()).entries;
}

declare global {
  interface Window {
    hands: { taps: number; keys: number };
  }
}

function countHands(): void {
  window.hands = { taps: 0, keys: 0 };
  window.addEventListener('pointerup', (event) => (window.hands.taps += event.isTrusted ? 1 : 0), true);
  window.addEventListener('keydown', (event) => (window.hands.keys += event.isTrusted ? 1 : 0), true);
}

function startCounting(): Promise<void> {
  return phone.page.evaluate(() => {
    window.hands = { taps: 0, keys: 0 };
  });
}

function hands(): Promise<{ taps: number; keys: number }> {
  return phone.page.evaluate(() => window.hands);
}
