import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { dayOf, formatDay } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, newId, units, WirePhone } from '../fakes/wire-phone.ts';
import { look, lookSmallAndWide } from '../journeys/look.ts';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';

/** What is in the book already: offered again, found by its task, and not logged twice. */

const soon = { timeout: 60_000 };
const url = 'https://baohungyen.vn/mot-cua-o-hiep-cuong';

let dataFolder: string;
let server: TestServer;
let phone: Phone;
let desk: Phone;
let today: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-logged-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  today = dayOf(server.clock.now);
  const author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  await author.push(
    broadcast({
      title: 'Bản tin không ghi nhiệm vụ',
      airDates: [today],
      programme: 'Một cửa và người dân',
      place: 'Nhà văn hóa thôn Bảo Tàng',
    }),
  );
  await author.push(item(units.hiepCuong, {}));
  const elsewhere = new WirePhone(server.url, server.clock.now);
  await elsewhere.signIn('phohien');
  await elsewhere.push(item(units.phoHien, { publishedOn: today, title: 'Bài của phường Phố Hiến' }));
  [phone, desk] = [await takePhone({ chromium: inject('chromium') }), await takePhone({ chromium: inject('chromium'), desk: true })];
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone.close();
  await desk.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a form', () => {
  test('offers the places of this device, whichever kind they were written for, one tap each', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/new/training`);
    const chip = page.getByRole('button', { name: 'Nhà văn hóa thôn Bảo Tàng' });
    await page.getByText('Trực tiếp', { exact: true }).click();
    await chip.click();
    await expect.poll(() => page.getByLabel('Địa điểm tổ chức').inputValue()).toBe('Nhà văn hóa thôn Bảo Tàng');
    await chip.scrollIntoViewIfNeeded();
    expect(await lookSmallAndWide(phone, 'form-places')).toEqual([]);
  });
});

describe('the book, filtered by a task', () => {
  test('has what serves it without naming it, and calls it as this year’s plan does', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/log`);
    await page.getByText('Bản tin không ghi nhiệm vụ').waitFor();
    await page.getByText('Lọc thêm', { exact: false }).first().click();
    const tasks = page.getByRole('combobox', { name: 'Nhiệm vụ' });
    const names = await tasks.getByRole('option').allInnerTexts();
    expect(names.filter((name) => name.includes('2024'))).toEqual([]);
    await tasks.selectOption('t07');
    await page.getByText('Bản tin không ghi nhiệm vụ').waitFor();
    await expect.poll(() => page.getByText('Một cửa ở Hiệp Cường').count(), soon).toBe(0);
    expect(await lookSmallAndWide(phone, 'log-of-a-task')).toEqual([]);
  });
});

describe('a page that another unit has logged too', () => {
  test('is marked among those to be reviewed, with the way to the other entry', async () => {
    const { page } = desk;
    await signIn(desk, server.url, 'sonoivu');
    await page.goto(`${server.url}/review`);
    await expect.poll(() => page.locator('tbody').getByText('Địa chỉ đã có ở mục khác').count(), soon).toBe(2);
    await page.getByRole('searchbox').fill('pho hien');
    await page.getByRole('link', { name: 'Bài của phường Phố Hiến' }).click();
    await page.getByRole('heading', { level: 2, name: 'Bài của phường Phố Hiến' }).waitFor();
    await page.getByText('Địa chỉ trang của mục này đã có ở một mục khác.').waitFor();
    expect(await look(desk, 'review-address-wide')).toEqual([]);
    await page.getByRole('link', { name: 'Xem mục kia' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tin, bài' }).waitFor();
    await page.getByText('Một cửa ở Hiệp Cường').filter({ visible: true }).first().waitFor();
  });

  test('the book of many units says how far it was looked through', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/log`);
    await page.getByText('Bài của phường Phố Hiến').waitFor();
    await page.getByRole('textbox', { name: 'Tìm trong sổ' }).fill('hien nam');
    await expect.poll(() => page.getByText('Một cửa ở Hiệp Cường').count(), soon).toBe(0);
    expect(await look(desk, 'log-of-many-found')).toEqual([]);
  });
});

describe('a sheet that brings a page again', () => {
  test('asks about its line', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/import/mediaItem`);
    const lines = [
      'Tiêu đề tin, bài\tNgày đăng, phát\tNơi đăng, phát\tTên báo, đài, trang\tĐịa chỉ trang\tNội dung CCHC',
      `Bài khác tên\t${formatDay(today)}\tBáo điện tử\tBáo Hưng Yên\t${url}/?utm_source=zalo\tCải cách thể chế`,
    ];
    await page.getByRole('textbox').first().fill(lines.join('\n'));
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Trong Sổ đã có mục cùng địa chỉ trang').waitFor();
    expect(await lookSmallAndWide(phone, 'import-address')).toEqual([]);
  });
});

function item(unit: string, set: FieldValues) {
  const values = { publishedOn: today, outletType: 'onlineNewspaper', outletName: 'Báo Hưng Yên', genre: 'newsItem', origin: 'own' };
  const rest = { title: 'Một cửa ở Hiệp Cường', url, topics: ['procedures'], ...set };
  return { type: 'new' as const, id: newId(), unit, kind: 'mediaItem', submit: true as const, set: { ...values, ...rest } };
}
