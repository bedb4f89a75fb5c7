import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { units } from '../fakes/wire-phone.ts';
import { lookSmallAndWide } from './look.ts';
import { sendAll } from './main-job.ts';
import { takePhone, type Phone } from './phone.ts';

let dataFolder: string;
let server: TestServer;
let office: Phone;
let phone: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-first-'));
  server = await startTestServer({ dataFolder, demo: false, client: path.resolve('dist') });
  [office, phone] = await Promise.all([takePhone({ chromium: inject('chromium') }), takePhone({ chromium: inject('chromium') })]);
  for (const { page } of [office, phone]) await page.clock.setFixedTime(testNow);
});
afterAll(async () => {
  await office?.close();
  await phone?.close();
  await server?.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a store without demo data', () => {
  test('the first administrator adds a reporter, who opens the address, sets a password and logs a broadcast; it is on the server', {
    timeout: 300_000,
  }, async () => {
    const address = await addReporter();
    await openedInsideZalo(address);
    await setOwnPassword(address);
    await logBroadcast('Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa');
    await sendAll(phone);
    const [entry] = await server.parts.database.query.selectFrom('entry').select(['unit', 'kind', 'document']).execute();
    expect(entry).toMatchObject({ unit: units.hiepCuong, kind: 'broadcast' });
    expect(entry?.document).toContain('Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa');

    await phone.page.goto(address);
    await phone.page.getByText('Địa chỉ này đã được dùng', { exact: false }).waitFor();
    expect(await lookSmallAndWide(phone, 'invitation-spent')).toEqual([]);
  });

  test('the administrator gives the reporter a second unit, makes a new address for a forgotten password, and ends it all', {
    timeout: 300_000,
  }, async () => {
    const { page } = office;
    await page.goto(`${server.url}/people`);
    await page.getByLabel('Tìm theo tên, tên đăng nhập, đơn vị').fill('hiep cuong');
    await page.getByText('1/2 người').waitFor();
    await page.getByRole('button', { name: 'Sửa vai trò, mật khẩu của Nguyễn Văn Ấp' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nguyễn Văn Ấp' });
    expect(await lookSmallAndWide(office, 'person-acts')).toEqual([]);
    await dialog.getByText('Thêm vai trò', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Giao vai trò' }).click();
    const problem = dialog.getByText('Chưa chọn đơn vị.', { exact: false });
    await expect.poll(() => problem.evaluate((element) => element === document.activeElement)).toBe(true);
    await dialog.getByRole('searchbox').fill('hiep cuong');
    await dialog.getByRole('radio', { name: 'Xã Hiệp Cường' }).check();
    await dialog.getByRole('searchbox').fill('pho hien');
    await dialog.getByRole('radio', { name: 'Phường Phố Hiến' }).check();
    await dialog.getByRole('button', { name: 'Giao vai trò' }).click();
    await dialog.getByText('Cán bộ ghi sổ · Phường Phố Hiến · từ 24/11/2026').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Giao vai trò' }).isVisible()).toBe(false);

    await dialog.getByRole('button', { name: 'Thôi vai trò Cán bộ ghi sổ, Phường Phố Hiến' }).click();
    expect(await lookSmallAndWide(office, 'person-end-role')).toEqual([]);
    await dialog.getByRole('button', { name: 'Thôi từ hôm nay' }).click();
    await expect.poll(() => dialog.getByText('Phường Phố Hiến', { exact: false }).count()).toBe(0);

    await dialog.getByRole('button', { name: 'Tạo địa chỉ đặt lại mật khẩu' }).click();
    const again = page.getByRole('dialog', { name: 'Địa chỉ đặt mật khẩu' });
    await again.getByLabel('Địa chỉ', { exact: true }).waitFor();
    await again.getByRole('button', { name: 'Xong' }).click();
    await page.getByText('Đã gửi địa chỉ đặt lại mật khẩu, dùng được đến 08/12/2026', { exact: false }).waitFor();

    await page.getByRole('button', { name: 'Sửa vai trò, mật khẩu của Nguyễn Văn Ấp' }).click();
    await dialog.getByRole('button', { name: 'Thôi mọi vai trò' }).click();
    await dialog.getByRole('button', { name: 'Thôi mọi vai trò từ hôm nay' }).click();
    await dialog.getByText('Không giữ vai trò nào').first().waitFor();
    await dialog.getByRole('button', { name: 'Đóng' }).last().click();
  });

  test('the last administrator is told why they stay one; without a network nothing is lost and it is said what to do', {
    timeout: 300_000,
  }, async () => {
    const { page } = office;
    await page.goto(`${server.url}/me`);
    await page.getByRole('link', { name: 'Người dùng' }).click();
    await page.getByRole('button', { name: 'Sửa vai trò, mật khẩu của Đỗ Minh Quân' }).click();
    const own = page.getByRole('dialog', { name: 'Đỗ Minh Quân' });
    await own.getByRole('button', { name: 'Thôi vai trò Quản trị', exact: false }).click();
    await own.getByRole('button', { name: 'Thôi từ hôm nay' }).click();
    await own.getByText('Đây là người quản trị cuối cùng còn vào được.', { exact: false }).waitFor();
    await own.getByRole('button', { name: 'Đóng' }).last().click();

    await page.getByRole('button', { name: 'Thêm người' }).click();
    const dialog = page.getByRole('dialog', { name: 'Thêm người' });
    await dialog.getByLabel('Họ và tên').fill('Phạm Thị Thu Hà');
    await dialog.getByLabel('Tên đăng nhập').fill('sonoivu');
    await dialog.getByRole('radio', { name: 'Người duyệt', exact: false }).check();
    await dialog.getByRole('searchbox').fill('so noi vu');
    await dialog.getByRole('radio', { name: 'Sở Nội vụ' }).check();
    await office.context.setOffline(true);
    await dialog.getByRole('button', { name: 'Thêm người này' }).click();
    await dialog.getByText('Chưa có gì thay đổi. Việc này cần mạng', { exact: false }).waitFor();
    expect(await lookSmallAndWide(office, 'people-offline')).toEqual([]);
    await office.context.setOffline(false);
    await dialog.getByRole('button', { name: 'Thêm người này' }).click();
    await page.getByRole('dialog', { name: 'Địa chỉ đặt mật khẩu' }).getByRole('button', { name: 'Xong' }).click();
    await page.getByText(/Người duyệt · Sở Nội vụ · từ 24\/11\/2026 · duyệt cho 1\d\d đơn vị/).waitFor();
    expect(await lookSmallAndWide(office, 'people')).toEqual([]);
  });
});

/** From the one address that the empty server prints to the one that the reporter is sent. */
async function addReporter(): Promise<string> {
  const { page } = office;
  await page.goto(`${server.url}/setup#${server.setupToken}`);
  await page.getByLabel('Họ và tên').fill('Đỗ Minh Quân');
  await page.getByLabel('Tên đăng nhập').fill('quantri');
  await page.getByLabel('Mật khẩu', { exact: true }).fill('mat-khau-dai-12');
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await page.getByRole('link', { name: 'Người dùng' }).waitFor();
  expect(await lookSmallAndWide(office, 'administrator-home')).toEqual([]);
  await page.getByRole('link', { name: 'Người dùng' }).click();
  await page.getByRole('heading', { name: 'Đỗ Minh Quân' }).waitFor();

  await page.getByRole('button', { name: 'Thêm người' }).click();
  const dialog = page.getByRole('dialog', { name: 'Thêm người' });
  await dialog.getByLabel('Họ và tên').fill('Nguyễn Văn Ấp');
  await dialog.getByLabel('Tên đăng nhập').fill('quantri');
  await dialog.getByRole('button', { name: 'Thêm người này' }).click();
  await dialog.getByText('Chưa chọn đơn vị.', { exact: false }).waitFor();
  // By the name of a commune that went into it.
  await dialog.getByRole('searchbox').fill('song mai');
  await dialog.getByRole('radio', { name: 'Xã Hiệp Cường' }).check();
  expect(await lookSmallAndWide(office, 'people-add')).toEqual([]);
  await dialog.getByRole('button', { name: 'Thêm người này' }).click();
  await dialog.getByText('Tên đăng nhập “quantri” đã có người dùng.', { exact: false }).waitFor();
  await dialog.getByLabel('Tên đăng nhập').fill('hiepcuong');
  await dialog.getByRole('button', { name: 'Thêm người này' }).click();

  const told = page.getByRole('dialog', { name: 'Địa chỉ đặt mật khẩu' });
  const address = await told.getByLabel('Địa chỉ', { exact: true }).inputValue();
  expect(await lookSmallAndWide(office, 'people-address')).toEqual([]);
  await office.context.grantPermissions(['clipboard-read', 'clipboard-write', 'camera']);
  await told.getByRole('button', { name: 'Sao chép địa chỉ' }).click();
  await told.getByText('Đã sao chép').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await told.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Chưa đặt mật khẩu · địa chỉ đã gửi dùng được đến 08/12/2026', { exact: false }).waitFor();
  return address;
}

/** Where nobody signs in: the way out leads to the same address, or it would have been sent for nothing. */
async function openedInsideZalo(address: string): Promise<void> {
  const page = await phone.context.newPage();
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (Linux; Android 14) Zalo android' }),
  );
  await page.goto(address);
  await page.getByRole('button', { name: 'Mở bằng Chrome' }).waitFor();
  await page.getByText(address, { exact: true }).waitFor();
  await page.close();
}

async function setOwnPassword(address: string): Promise<void> {
  const { page } = phone;
  await page.goto(address);
  await page.getByText('Chào Nguyễn Văn Ấp.', { exact: false }).waitFor();
  expect(await lookSmallAndWide(phone, 'invitation')).toEqual([]);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('ngan');
  await page.getByRole('button', { name: 'Đặt mật khẩu và vào sổ' }).click();
  await page.getByText('Mật khẩu cần ít nhất 10 ký tự.', { exact: false }).waitFor();
  await page.getByLabel('Mật khẩu', { exact: true }).fill('mat-khau-rieng-34');
  await page.getByRole('button', { name: 'Đặt mật khẩu và vào sổ' }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

/** The unit's first one: nothing of the station is known yet, so all of it is asked once. */
async function logBroadcast(title: string): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
  await page.getByRole('heading', { name: 'Ghi buổi phát', level: 1 }).waitFor();
  await page.getByLabel('Nội dung chính').fill(title);
  await page.getByLabel('Thời lượng một lần phát', { exact: false }).first().fill('15');
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => fold.toggleAttribute('open', true)));
  for (const [label, text] of [
    ['Chuyên mục', 'Cải cách hành chính'],
    ['Số cụm loa phát', '38'],
    ['Số cụm loa hiện có', '38'],
    ['Người duyệt nội dung', 'Nguyễn Thị Mai, Phó Chủ tịch UBND xã'],
  ] as const)
    await page.getByLabel(label, { exact: false }).first().fill(text);
  for (const chip of ['Thủ tục hành chính, một cửa, dịch vụ công', 'Chiều', 'FM']) await page.getByLabel(chip, { exact: true }).check();
  await page.getByLabel('Thể loại').selectOption('newsItem');
  await page.getByLabel('Nguồn', { exact: true }).selectOption('own');
  expect(await lookSmallAndWide(phone, 'first-broadcast')).toEqual([]);
  await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}
