import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { dayOf } from '../../src/domain/text.ts';
import { broadcast, training, units, referenceOf, WirePhone } from '../fakes/wire-phone.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { fillTheLog, longTitle, type FilledLog } from './filled-log.ts';
import { deskSize, look, lookSmallAndWide, phoneSize } from './look.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');
let server: ServerProcess;
let reporter: Phone;
let traveller: Phone;
let planner: Phone;
let desk: Phone;
let ids: FilledLog;

beforeAll(async () => {
  server = await startServerProcess();
  ids = await fillTheLog(server.url);
  [reporter, traveller, planner, desk] = await Promise.all([
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium, desk: true }),
  ]);
  await signIn(reporter, server.url, 'hiepcuong');
  await signIn(traveller, server.url, 'hiepcuong');
  await signIn(planner, server.url, 'hiepcuong');
  await signIn(desk, server.url, 'sonoivu');
  await Promise.all([reporter, traveller].map((phone) => phone.page.getByText('1 mục cần sửa').waitFor()));
});
afterAll(async () => {
  await Promise.all([reporter, traveller, planner, desk].map((phone) => phone.close()));
  await server.close();
});

describe.concurrent('what opens while somebody works can be used with a screen reader and read in any light', { timeout: 400_000 }, () => {
  test('what is missing in a form, and the questions before it is saved', async ({ expect: expected }) => {
    const { page } = reporter;
    const save = (name: RegExp) => page.getByRole('button', { name }).click();
    await page.goto(`${server.url}/new/training`);
    await save(/^Lưu/);
    await page.getByRole('heading', { name: /^Còn thiếu/ }).waitFor();
    expected(await lookSmallAndWide(reporter, 'summary')).toEqual([]);

    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill(longTitle);
    await page.getByLabel('Thời lượng một lần phát', { exact: false }).first().fill('90');
    await page.getByText('Giờ khác').click();
    await page.getByLabel('Giờ phát: gõ giờ').fill('21h30');
    await save(/^Lưu/);
    await page.getByRole('dialog', { name: 'Xem lại giúp' }).waitFor();
    expected(await lookSmallAndWide(reporter, 'doubts')).toEqual([]);

    await page.goto(`${server.url}/e/${ids.returned}/fix`);
    await save(/^Gửi lại/);
    const dialog = page.getByRole('dialog', { name: /chưa sửa/ });
    await dialog.waitFor();
    expected(await lookSmallAndWide(reporter, 'untouched')).toEqual([]);
    await dialog.getByLabel('Giải trình').fill('Đã nộp bản giấy cho văn thư xã. '.repeat(40));
    await dialog.getByRole('button', { name: 'Gửi kèm giải trình' }).click();
    await dialog.getByRole('alert').waitFor();
    expected(await lookSmallAndWide(reporter, 'explanation')).toEqual([]);
  });

  test('what went otherwise than the schedule says: on a day, in a week, on days to come', async ({ expect: expected }) => {
    const { page } = planner;
    await page.clock.setFixedTime(Date.parse(`${dayOf(Date.now())}T20:00:00+07:00`));
    await page.goto(server.url);
    await page.getByRole('button', { name: /ngày chưa ghi/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Buổi nào đã phát?' });
    await dialog.getByText('Không phát', { exact: true }).first().click();
    await dialog.getByText('Sửa', { exact: true }).nth(1).click();
    await dialog.getByLabel('Giờ đã phát').fill('chiều');
    await dialog.getByRole('button', { name: /^Ghi/ }).click();
    await dialog.getByText('Chọn lý do không phát.').waitFor();
    expected(await lookSmallAndWide(planner, 'day-changes')).toEqual([]);

    await page.goto(`${server.url}/schedule`);
    await page.getByRole('link', { name: 'Thêm ngày nghỉ, đổi giờ' }).click();
    await page.getByRole('combobox', { name: /^Buổi/ }).selectOption({ value: 'evening' });
    await page.getByText('Phát giờ khác').click();
    expected(await lookSmallAndWide(planner, 'schedule-exception')).toEqual([]);

    await page.setViewportSize(deskSize);
    await page.goto(`${server.url}/schedule/week`);
    await page.getByRole('button', { name: 'Tuần sau' }).waitFor();
    const due = page.getByRole('button', { name: /chưa ghi/ });
    if ((await due.count()) === 0) await page.getByRole('button', { name: 'Tuần trước' }).click();
    await due.first().focus();
    await page.keyboard.press('0');
    await page.keyboard.press('Enter');
    await page.getByText('Chọn lý do không phát.').waitFor();
    expected(await look(planner, 'schedule-week-out')).toEqual([]);
  });

  test('the questions before an entry is taken back, a draft given up, a device left', async ({ expect: expected }) => {
    const { page } = traveller;
    await readyForOffline(traveller);
    await page.goto(`${server.url}/e/${ids.submitted}`);
    await page.getByRole('button', { name: 'Hủy mục này' }).click();
    await page.getByRole('dialog', { name: 'Hủy mục này?' }).waitFor();
    expected(await lookSmallAndWide(traveller, 'void')).toEqual([]);

    await page.goto(`${server.url}/new/training`);
    await page.getByLabel('Tên lớp tập huấn').fill(longTitle);
    await page.getByRole('button', { name: 'Chụp ảnh' }).click();
    for (const count of [1, 2, 3, 4]) {
      await page.getByRole('button', { name: 'Chụp', exact: true }).click();
      await expected.poll(() => page.getByRole('img', { name: /^Ảnh/ }).count(), { timeout: 60_000 }).toBe(count);
    }
    expected(await lookSmallAndWide(traveller, 'camera')).toEqual([]);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
    await page.getByRole('dialog', { name: 'Bỏ bản nháp này?' }).waitFor();
    expected(await lookSmallAndWide(traveller, 'discard')).toEqual([]);

    await page.goto(`${server.url}/me`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('dialog').getByText('1 bản ghi dở').waitFor();
    expected(await lookSmallAndWide(traveller, 'sign-out')).toEqual([]);

    await fillTheOutbox();
    await page.goto(`${server.url}/outbox`);
    await page.getByText('Mục đã được duyệt', { exact: false }).waitFor();
    expected(await lookSmallAndWide(traveller, 'outbox')).toEqual([]);
    await page.goto(`${server.url}/me`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('dialog').getByText('chưa gửi', { exact: false }).waitFor();
    expected(await lookSmallAndWide(traveller, 'sign-out-blocked')).toEqual([]);
  });

  test('what a reviewer is asked and told: the keys, the words of a return, what was decided', async ({ expect: expected }) => {
    const { page } = desk;
    const entries = await submitForReview();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const openItem = async (place: number, size: typeof deskSize): Promise<void> => {
      await page.setViewportSize(size);
      await page.goto(`${server.url}/review/${entries[place]}`);
      await button('Trả lại').waitFor();
    };
    await openItem(0, deskSize);
    expected(await look(desk, 'review-doubles')).toEqual([]);
    await button('Phím tắt').click();
    await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
    expected(await look(desk, 'review-keys')).toEqual([]);
    for (const size of [deskSize, phoneSize]) {
      const name = size === deskSize ? 'wide' : 'small';
      const place = size === deskSize ? 1 : 3;
      await openItem(place, size);
      await button('Trả lại').click();
      const dialog = page.getByRole('dialog', { name: 'Trả lại hoặc từ chối' });
      await dialog.getByLabel('Từ chối, không tính mục này').check();
      await dialog.getByLabel('Ghi thêm cho người ghi', { exact: false }).fill('Đã có mục cùng nội dung do xã khác ghi. '.repeat(20));
      await dialog.getByRole('button', { name: 'Từ chối' }).click();
      await dialog.getByRole('alert').waitFor();
      expected(await look(desk, `review-return-${name}`)).toEqual([]);
      await openItem(place, size);
      await button('Duyệt').click();
      await page.getByText('đã lưu trên máy, sẽ tự gửi.', { exact: false }).waitFor();
      expected(await look(desk, `review-decided-${name}`)).toEqual([]);
    }
  });
});

/** Of another unit than the others of this file write for: two that may be one, and three more. */
async function submitForReview(): Promise<string[]> {
  const author = new WirePhone(server.url, Date.now());
  await author.signIn('phohien');
  const photo = await plainJpeg();
  const at = { unit: units.phoHien };
  const entries = [
    { ...training([referenceOf(photo)]), ...at },
    { ...training([referenceOf(photo)]), ...at },
    ...[longTitle, 'Bản tin sáng', 'Bản tin chiều'].map((title) => ({ ...broadcast({ title }), ...at })),
  ];
  await author.push(...entries);
  return entries.map(({ id }) => id);
}

/** A change that came too late is refused, and what was logged since waits for a network. */
async function fillTheOutbox(): Promise<void> {
  const { page, context } = traveller;
  await context.setOffline(true);
  await page.goto(`${server.url}/e/${ids.submitted}/edit`);
  await page.getByLabel('Nội dung chính').fill(`${longTitle} (bản sửa)`);
  await page.getByRole('button', { name: /^Lưu/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
  const reviewer = new WirePhone(server.url, Date.now());
  await reviewer.signIn('sonoivu');
  await reviewer.push({ type: 'review', id: ids.submitted, base: 1, verdict: 'approve' });
  await context.setOffline(false);
  await page.goto(`${server.url}/outbox`);
  await page.getByRole('button', { name: 'Gửi ngay' }).click();
  await page.getByRole('heading', { name: 'Cần xem' }).waitFor();
  await context.setOffline(true);
  for (let count = 1; count <= 8; count += 1) {
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill(count % 2 === 0 ? longTitle : `Bản tin số ${count}`);
    await page.getByRole('button', { name: /^Lưu/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
  }
}
