import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { plainJpeg } from '../fakes/pictures.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';
import { forgetEverybody } from '../journeys/forget-everybody.ts';
import { arriveSignedIn, readyForOffline, takePhone, type Phone } from '../journeys/phone.ts';

/** The review screen in Chromium, against the real server and the built app in `dist`. */

/** A decision travels two seconds after it was taken. */
const soon = { timeout: 60_000 };

let dataFolder: string;
let server: TestServer;
let author: WirePhone;
/** One address for one server after the other: the app is installed once. */
let proxy: CuttingProxy;
let desk: Phone;
let page: Page;

beforeAll(async () => {
  proxy = await startCuttingProxy({ target: () => Number(new URL(server.url).port), random: () => 1, within: 1, share: 0 });
  desk = await takePhone({ chromium: inject('chromium'), desk: true });
});
afterAll(async () => {
  await desk.close();
  await proxy.close();
});

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-review-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  await author.sync();
  await forgetEverybody(desk, proxy.url);
  ({ page } = desk);
});
afterEach(async () => {
  await desk.context.setOffline(false);
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a reviewer with a keyboard', () => {
  test('approves with Enter and comes to the next item; a held Enter approves one', async () => {
    const ids = await submit(3);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await untilArmed();
    await page.keyboard.down('Enter');
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await rowsLeft(2);
    await untilArmed();
    await page.keyboard.press('Enter');
    await rowsLeft(1);
    expect(await statuses(ids)).toEqual(['approved', 'approved', 'submitted']);
  });

  test('returns with T, an arrow and Enter; the words reach the author', async () => {
    const [id] = await submit(1);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Đã duyệt hết. Mục mới sẽ hiện ở đây.').waitFor();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'returned', review: { remark: 'Số liệu chưa khớp' } });
  });

  test('reads who changed what and when, before and after, beside what is to be decided', async () => {
    const [id = ''] = await submit(1);
    await author.push({ type: 'edit', id, base: 1, set: { durationMinutes: 35 } });
    await openQueue();
    await page.getByRole('button', { name: 'Xem lịch sử' }).click();
    const history = page.getByRole('region', { name: 'Lịch sử thay đổi' });
    await history.getByText(/→ 35.phút/).waitFor();
    await history.getByText('Sửa', { exact: true }).waitFor();
    expect((await author.entry(id)).entry.status).toBe('submitted');
  });

  test('types in the search without deciding anything', async () => {
    await submit(2);
    await openQueue();
    await page.getByRole('searchbox').fill('buoi 1');
    await rowsLeft(1);
    await page.getByRole('searchbox').press('t');
    await page.getByRole('searchbox').press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('searchbox').fill('');
    await rowsLeft(2);
  });

  test('is not disturbed by what an input method sends', async () => {
    await submit(2);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await untilArmed();
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText('đ');
    await rowsLeft(2);
  });
});

describe('a decision on what was seen', () => {
  test('an entry that changed while open has to be looked at again', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await author.push({ type: 'edit', id, set: { durationMinutes: 20 }, base: 1 });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('Mục vừa được sửa, xem lại trước khi duyệt.').waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Xem bản mới' }).click();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved', values: { durationMinutes: 20 } });
  });

  test('a decision that came too late is shown as such, and the entry is there to be seen again', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await author.push({ type: 'edit', id, set: { durationMinutes: 20 }, base: 1 });
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByRole('heading', { name: 'Quyết định chưa được ghi nhận' }).waitFor();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved' });
  });

  test('a decision that came too late and was read about is let go, and the server is told at once', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await author.push({ type: 'edit', id, set: { durationMinutes: 20 }, base: 1 });
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByRole('button', { name: 'Đã xem' }).click();
    await expect.poll(() => stepsOf(id), soon).toContain('dismiss');
  });

  test('without network it is kept and goes later', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await readyForOffline(desk);
    await desk.context.setOffline(true);
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    const strip = page.getByRole('region', { name: 'Tình trạng gửi' });
    await strip.getByText('1 mục đã lưu trên máy', { exact: false }).waitFor();
    await strip.getByRole('link').click();
    await page.getByText('Duyệt: Buổi 0', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Gửi ngay' }).click();
    await page.getByText('Chưa gửi được vì không có mạng.', { exact: false }).waitFor();
    expect(await page.getByText('Đã gửi hết', { exact: false }).count()).toBe(0);
    await page.goBack();
    await desk.context.setOffline(false);
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved' });
    await strip.getByText('Đã gửi hết', { exact: false }).waitFor();
  });
});

describe('an entry in which two people wrote different numbers', () => {
  test('is not offered for approval, says why, and can be returned', async () => {
    const [id = ''] = await contested();
    await submit(2);
    await openQueue();
    await page.getByText('Chưa duyệt được: Số người dự được hai người nhập khác nhau', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Chọn 2 mục không có cảnh báo' }).waitFor();
    await expect.poll(() => page.getByRole('checkbox', { name: 'Chọn: Tập huấn dịch vụ công trực tuyến' }).isDisabled()).toBe(true);
    await untilArmed();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Số liệu chưa khớp').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'returned' });
  });
});

describe('fifty entries by keyboard', () => {
  test('47 are approved and 3 returned in at most 60 presses, one of them taken back with H and decided again', {
    timeout: 240_000,
  }, async () => {
    const ids = await submit(50);
    await openQueue();
    let presses = 0;
    const press = async (key: string): Promise<void> => {
      presses += 1;
      await page.keyboard.press(key);
    };
    await press('ArrowDown');
    for (let decided = 0; decided < 50; decided += 1) {
      const left = await page.locator('tbody tr').count();
      await untilArmed();
      if (decided % 20 === 5) {
        await press('t');
        await page.getByRole('dialog').getByLabel('Thiếu ảnh hoặc ảnh không rõ').waitFor();
        await press('ArrowDown');
      }
      await press('Enter');
      await rowsLeft(left - 1);
      if (decided === 30) {
        await press('h');
        await rowsLeft(left);
        await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-review')), soon).toBe('selected');
        await untilArmed();
        await press('Enter');
        await rowsLeft(left - 1);
      }
    }
    expect(presses).toBeLessThanOrEqual(60);
    const decidedAs = async (status: string): Promise<number> =>
      (await Promise.all(ids.map((id) => entryOf(id)))).filter((entry) => entry.status === status).length;
    await expect.poll(() => decidedAs('approved'), soon).toBe(47);
    expect(await decidedAs('returned')).toBe(3);
  });
});

describe('a decision that is taken back', () => {
  test('by its toast without network: it waits here again, and its author never sees it decided', async () => {
    const [id = ''] = await submit(2);
    await openQueue();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).waitFor();
    await desk.context.setOffline(true);
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Duyệt “Buổi 0”: đã lưu trên máy, sẽ tự gửi.').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByText('Đã rút lại quyết định về “Buổi 0”', { exact: false }).waitFor();
    await rowsLeft(2);
    await page.getByRole('heading', { level: 2, name: 'Buổi 0' }).waitFor();
    // And decided again, before anything of it was sent.
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Số liệu chưa khớp').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
    await rowsLeft(1);
    await desk.context.setOffline(false);
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'returned', review: { remark: 'Số liệu chưa khớp' } });
  });

  test('by H after the last one: the entry is back in the list, and waits for its author as before', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await untilArmed();
    await page.keyboard.press('Enter');
    await page.getByText('Đã duyệt hết. Mục mới sẽ hiện ở đây.').waitFor();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'approved' });
    await page.keyboard.press('h');
    await rowsLeft(1);
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'submitted', review: null });
    expect((await author.sync()).entries.at(-1)).toMatchObject({ status: 'submitted' });
    await page.keyboard.press('h');
    await page.getByText('Không còn quyết định nào để hoàn tác.').waitFor();
    await page.goto(`${proxy.url}/e/${id}`);
    await page.getByRole('region', { name: 'Lịch sử thay đổi' }).getByRole('button').click();
    await page.getByText('Đã rút lại quyết định').waitFor();
  });
});

describe('what is said after a decision', () => {
  test.each([
    ['a desk', 1280],
    ['a small desk', 1024],
    ['a phone', 360],
  ])('lies over no button of the next item on %s', async (_where, width) => {
    await submit(2);
    await page.setViewportSize({ width, height: 740 });
    await openQueue(width);
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    const toast = page.locator('[aria-live] > div', { hasText: 'đã lưu trên máy' });
    await page.getByRole('heading', { level: 2, name: 'Buổi 1' }).waitFor();
    const over = await toast.boundingBox();
    for (const name of ['Duyệt', 'Trả lại', 'Chuyển đơn vị', 'Bỏ qua'])
      expect([name, overlap(over, await page.getByRole('button', { name, exact: true }).boundingBox())]).toEqual([name, false]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('a remark that was begun', () => {
  test('is there when the dialog is opened again, after Esc and after leaving the page', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    const dialog = page.getByRole('dialog');
    const open = (): Promise<void> => page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await open();
    await dialog.getByLabel('Số liệu chưa khớp').check();
    await dialog.getByLabel('Ghi thêm cho người ghi', { exact: false }).fill('Ghi 15 hay 20 phút?');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await open();
    await expect.poll(() => dialog.getByLabel('Ghi thêm cho người ghi', { exact: false }).inputValue()).toBe('Ghi 15 hay 20 phút?');
    await page.goto(`${proxy.url}/plan`);
    await page.goto(`${proxy.url}/review`);
    await open();
    await expect.poll(() => dialog.getByLabel('Ghi thêm cho người ghi', { exact: false }).inputValue()).toBe('Ghi 15 hay 20 phút?');
    await expect.poll(() => dialog.getByLabel('Số liệu chưa khớp').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await expect.poll(() => entryOf(id), soon).toMatchObject({ review: { remark: 'Số liệu chưa khớp. Ghi 15 hay 20 phút?' } });
  });
});

describe('how much there is to do', () => {
  test('stands at the rail on every screen, and how long the period still takes', async () => {
    await submit(2);
    await openQueue();
    await page.getByRole('link', { name: /^Duyệt.*2 mục chờ duyệt/ }).waitFor();
    await page.getByText(/^Quý (I|II|III|IV)\/\d{4} · (còn \d+ ngày|hôm nay là ngày cuối)$/).waitFor();
    await page.getByRole('link', { name: 'Tiến độ' }).click();
    await page
      .getByRole('heading', { level: 1, name: 'Tiến độ' })
      .or(page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor();
    await page.getByRole('link', { name: /^Duyệt.*2 mục chờ duyệt/ }).waitFor();
  });
});

describe('a decision that was wrong', () => {
  test('is taken back without network: what was rejected is opened again, and its author reads what to mend', async () => {
    const [id = ''] = await submit(1);
    await openQueue();
    const reviewer = new WirePhone(server.url, server.clock.now);
    await reviewer.signIn('sonoivu');
    await reviewer.push({ type: 'review', id, base: 1, verdict: 'reject', remark: 'Trùng với mục khác' });
    await page.goto(`${proxy.url}/e/${id}`);
    const reopen = page.getByRole('button', { name: 'Mở lại', exact: true });
    await reopen.waitFor();
    await desk.context.setOffline(true);
    await reopen.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Mở lại mục' }).click();
    await dialog.getByText('Chưa ghi cần sửa gì', { exact: false }).waitFor();
    await dialog.getByLabel('Cần sửa gì', { exact: false }).fill('Không trùng. Ghi rõ giờ phát');
    await dialog.getByRole('button', { name: 'Mở lại mục' }).click();
    await page.getByText('Đã mở lại: Buổi 0').waitFor();
    await page.getByRole('blockquote').getByText('Không trùng. Ghi rõ giờ phát', { exact: false }).waitFor();
    expect(await reopen.count()).toBe(0);
    await desk.context.setOffline(false);
    await expect.poll(() => entryOf(id), soon).toMatchObject({ status: 'returned', review: { remark: 'Không trùng. Ghi rõ giờ phát' } });
    expect(await reopen.count()).toBe(0);
    const history = page.getByRole('region', { name: 'Lịch sử thay đổi' });
    await history.getByRole('button').click();
    await history.getByText('Phạm Thị Thu Hà đã mở lại: «Không trùng. Ghi rõ giờ phát»').waitFor();
    await history.getByText('Phạm Thị Thu Hà không duyệt: «Trùng với mục khác»').waitFor();
  });
});

describe('several that are approved together', () => {
  test('are chosen by the space bar or their boxes, asked about with the counts of their units, and approved as they were seen', async () => {
    const ids = await submit(3);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'Chọn: Buổi 2' }).check();
    await page.getByText('Đã chọn 2 mục').waitFor();
    await page.getByRole('button', { name: 'Duyệt 2 mục…' }).click();
    await page.getByRole('dialog').getByText('Xã Hiệp Cường: 2 mục').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Duyệt 2 mục' }).click();
    await page.getByText('Duyệt 2 mục: đã lưu trên máy, sẽ tự gửi.').waitFor();
    await rowsLeft(1);
    expect(await statuses(ids)).toEqual(['approved', 'submitted', 'approved']);
  });

  test('those without a warning are chosen at once; one that changed meanwhile is not approved, and is named', async () => {
    const ids = await submit(3);
    await openQueue();
    await page.getByRole('button', { name: 'Chọn 3 mục không có cảnh báo' }).click();
    await author.push({ type: 'edit', id: ids[1] ?? '', set: { durationMinutes: 20 }, base: 1 });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => page.getByRole('cell', { name: /20/ }).count(), soon).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Duyệt 3 mục…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Duyệt 3 mục' }).click();
    await page
      .getByText('Duyệt 2 mục: đã lưu trên máy, sẽ tự gửi. “Buổi 1” vẫn chờ duyệt vì vừa được sửa. Xem lại rồi quyết định.')
      .waitFor();
    expect(await statuses(ids)).toEqual(['approved', 'submitted', 'approved']);
    await rowsLeft(1);
  });

  test('one that changed where this desk could not know is refused by the server alone, and is named', async () => {
    const ids = await submit(3);
    await openQueue();
    await page.getByRole('button', { name: 'Chọn 3 mục không có cảnh báo' }).click();
    await author.push({ type: 'edit', id: ids[1] ?? '', set: { durationMinutes: 20 }, base: 1 });
    await page.getByRole('button', { name: 'Duyệt 3 mục…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Duyệt 3 mục' }).click();
    await page.getByText('“Buổi 1” vẫn an toàn, nhưng được sửa trước khi quyết định đến nơi.', { exact: false }).waitFor();
    expect(await statuses(ids)).toEqual(['approved', 'submitted', 'approved']);
  });
});

describe('looking at an item', () => {
  test('photos are said to be complete when they are stored, and open in full', async () => {
    const bytes = await plainJpeg();
    const photos = [referenceOf(bytes), referenceOf(bytes)];
    await author.push(training(photos));
    await author.patch(photos[0]?.id ?? '', 0, bytes);
    await openQueue();
    await page.getByText('đã về 1/2 ảnh').waitFor();
    await author.patch(photos[1]?.id ?? '', 0, bytes);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('đủ 2/2 ảnh').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await page.getByRole('img', { name: /^Ảnh 1\/2: Tập huấn/ }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Ảnh 2\/2: Tập huấn/ }).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('dialog')
      .waitFor({ state: 'detached' })
      .catch(() => {});
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a preview that went ahead is shown, and said to be one, until its photo has come', async () => {
    const [bytes, ahead] = [await plainJpeg(8), await plainJpeg(8, 100)];
    const photo = referenceOf(bytes);
    await author.push(training([photo]));
    const sent = await author.fetch(`/v1/photos/${photo.id}/preview`, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg', 'x-sha256': referenceOf(ahead).sha256 },
      body: new Uint8Array(ahead),
    });
    expect(sent.status).toBe(204);
    await openQueue();
    await page.keyboard.press('ArrowDown');
    await page.getByText('đã về 0/1 ảnh').waitFor();
    await page.getByText('Bản thu nhỏ, ảnh chưa về').waitFor();
    await page.keyboard.press('p');
    const large = page.getByRole('dialog').getByRole('img', { name: /^Ảnh 1\/1: Tập huấn/ });
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(100);
    await page.getByRole('dialog').getByText('Bản thu nhỏ, ảnh chưa về').waitFor();
    await author.patch(photo.id, 0, bytes);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 60_000 }).toBe(320);
    expect(await page.getByText('Bản thu nhỏ, ảnh chưa về').count()).toBe(0);
  });

  test('nothing on it keeps anybody out', async () => {
    await submit(2);
    await openQueue();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
  });
});

async function submit(count: number): Promise<string[]> {
  const today = new Date(server.clock.now + 7 * 3_600_000).toISOString().slice(0, 10);
  const entries = Array.from({ length: count }, (_, place) => broadcast({ title: `Buổi ${place}`, airDates: [today] }));
  for (const entry of entries) {
    server.clock.now += 1000;
    await author.push(entry);
  }
  return entries.map((entry) => entry.id);
}

/** Two phones write different numbers into one entry at once: only its author can choose. */
async function contested(): Promise<string[]> {
  const entry = training([referenceOf(await plainJpeg())]);
  await author.push(entry);
  const colleague = new WirePhone(server.url, server.clock.now);
  await colleague.signIn('hiepcuong');
  await author.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 48 } });
  await colleague.push({ type: 'edit', id: entry.id, base: 1, set: { attendance: 45 } });
  return [entry.id];
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function overlap(one: Box | null, other: Box | null): boolean {
  if (!one || !other) return true;
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

async function openQueue(width = 1280): Promise<void> {
  await arriveSignedIn(desk, `${proxy.url}/review`, 'sonoivu');
  if (width < 1024) await page.getByRole('link', { name: /^Buổi 0/ }).click();
  await page.getByRole('button', { name: 'Trả lại', exact: true }).waitFor();
}

/** The rule is the screen's own: an Enter sooner than this is meant for the item before. */
const untilArmed = (): Promise<void> => page.waitForTimeout(500);

const rowsLeft = (count: number): Promise<void> => expect.poll(() => page.locator('tbody tr').count(), soon).toBe(count);

interface Answered {
  status: string;
  review: { remark: string } | null;
  values: Record<string, unknown>;
}

async function entryOf(id: string | undefined): Promise<Answered> {
  const answer = await author.fetch(`/v1/entries/${id}`);
  return ((await answer.json()) as { entry: Answered }).entry;
}

async function stepsOf(id: string): Promise<string[]> {
  const answer = await author.fetch(`/v1/entries/${id}/history`);
  return ((await answer.json()) as { changes: { type: string }[] }).changes.map(({ type }) => type);
}

async function statuses(ids: readonly string[]): Promise<string[]> {
  const all = async (): Promise<string[]> => Promise.all(ids.map(async (id) => (await entryOf(id)).status));
  await expect.poll(async () => (await all()).filter((status) => status === 'approved').length, soon).toBeGreaterThan(1);
  return all();
}

async function violations(): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  // There are no frames, and what is right need not be named.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations: found } = await axe.include('main').withTags(tags).analyze();
  return found.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
