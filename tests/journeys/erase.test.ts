import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import path from 'node:path';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { attachmentOf, broadcast, referenceOf, training, units, WirePhone } from '../fakes/wire-phone.ts';
import { pdf } from '../fakes/attachments.ts';
import { longTitle } from './filled-log.ts';
import { lookSmallAndWide } from './look.ts';
import { sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';

let server: TestServer;
let phone: Phone;
let office: Phone;
let wire: WirePhone;

beforeAll(async () => {
  server = await startTestServer({ client: path.resolve('dist') });
  // Who erases may read where another role of theirs lets them.
  const { id } = await server.parts.database.query
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'quantri')
    .executeTakeFirstOrThrow();
  const role = { person: id, unit: units.hiepCuong, role: 'reporter', from_day: '2025-07-01', to_day: null } as const;
  await server.parts.database.query.insertInto('granted_role').values(role).execute();
  wire = new WirePhone(server.url, testNow);
  await wire.signIn('hiepcuong');
  [phone, office] = await Promise.all([takePhone({ chromium: inject('chromium') }), takePhone({ chromium: inject('chromium') })]);
  for (const { page } of [phone, office]) await page.clock.setFixedTime(testNow);
  await signIn(phone, server.url, 'hiepcuong');
  await signIn(office, server.url, 'quantri');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone?.close();
  await office?.close();
  await server?.close();
});

async function logTraining(title: string, pictures: number): Promise<string> {
  const bytes = await Promise.all(Array.from({ length: pictures }, (_, index) => plainJpeg(index + 1)));
  const photos = bytes.map((each) => referenceOf(each));
  const file = attachmentOf(pdf(), { name: 'Danh sách ký nhận hỗ trợ của các hộ trong thôn, bản chính thức.pdf' });
  const entry = { ...training(photos, { title }), attachments: [file] };
  expect((await wire.push(entry)).results.at(-1)?.[1]).toBe('ok');
  for (const [index, photo] of photos.entries()) await wire.patch(photo.id, 0, bytes[index] ?? '');
  await wire.patch(file.id, 0, pdf());
  return entry.id;
}

describe('an administrator erases what has to go for good', () => {
  test('one photo, then the whole entry; a phone that was away with a change of it follows and says why', {
    timeout: 300_000,
  }, async () => {
    const id = await logTraining(longTitle, 2);
    await phone.page.goto(`${server.url}/e/${id}`);
    await phone.page.getByRole('button', { name: 'Ảnh 2/2', exact: false }).waitFor();

    await office.page.goto(`${server.url}/e/${id}`);
    await office.page.getByRole('button', { name: 'Xóa hẳn…' }).waitFor();
    expect(await lookSmallAndWide(office, 'erase-button')).toEqual([]);
    await office.page.getByRole('button', { name: 'Xóa hẳn…' }).click();
    const dialog = office.page.getByRole('dialog', { name: 'Xóa hẳn theo yêu cầu?' });
    expect(await lookSmallAndWide(office, 'erase-choice')).toEqual([]);
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await dialog.getByText('Chưa chọn xóa gì', { exact: false }).waitFor();
    await dialog.getByLabel('Cả mục này').check();
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await dialog.getByText('Chưa ghi lý do', { exact: false }).waitFor();
    expect(await lookSmallAndWide(office, 'erase-dialog')).toEqual([]);
    await dialog.getByLabel('Chỉ ảnh 2').check();
    await dialog.getByLabel('Lý do').fill('Công văn 12/STP');
    await office.context.setOffline(true);
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await dialog.getByText('Chưa xóa vì không có mạng', { exact: false }).waitFor();
    await office.context.setOffline(false);
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await office.page.getByRole('button', { name: 'Ảnh 1/1', exact: false }).waitFor();
    await office.page.getByRole('button', { name: 'Xem lịch sử' }).click();
    await office.page.getByText('Đã xóa hẳn theo yêu cầu').waitFor();
    expect(await lookSmallAndWide(office, 'erase-one-history')).toEqual([]);

    await phone.context.setOffline(true);
    await phone.page.goto(`${server.url}/e/${id}/edit`);
    await phone.page.getByLabel('Tên lớp tập huấn').fill('Nhà bà Nguyễn Thị Sáu, thôn Chợ');
    await phone.page.getByRole('button', { name: /^Lưu/ }).click();
    await phone.page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();

    await office.page.getByRole('button', { name: 'Xóa hẳn…' }).click();
    await dialog.getByLabel('Cả mục này').check();
    await dialog.getByLabel('Lý do').fill('Công văn 12/STP ngày 20/11/2026 của Sở Tư pháp');
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await office.page.getByRole('heading', { name: 'Đã xóa hẳn theo yêu cầu' }).waitFor();
    await office.page.getByText('Đỗ Minh Quân · ', { exact: false }).first().waitFor();
    await office.page.getByText(longTitle).waitFor({ state: 'hidden' });
    expect(await lookSmallAndWide(office, 'erased')).toEqual([]);

    await phone.context.setOffline(false);
    await phone.page.goto(`${server.url}/outbox`);
    await sendAll(phone).catch(() => {});
    await phone.page.goto(`${server.url}/outbox`);
    const problem = phone.page.getByText('Mục này đã được xóa hẳn theo yêu cầu', { exact: false });
    await problem.waitFor();
    expect(await lookSmallAndWide(phone, 'erased-outbox')).toEqual([]);
    await problem.click();
    await phone.page.getByText('Lý do: Công văn 12/STP ngày 20/11/2026 của Sở Tư pháp').waitFor();
    expect(await lookSmallAndWide(phone, 'erased-refused')).toEqual([]);
    await phone.page.getByRole('button', { name: 'Bỏ thay đổi này' }).click();
    await problem.waitFor({ state: 'hidden' });
    await phone.page.goto(`${server.url}/log`);
    await phone.page.getByText('Chưa có mục nào trong tháng 11', { exact: false }).waitFor();
  });

  test('an entry that this administrator may not read: by its address, and nothing of it is shown', { timeout: 120_000 }, async () => {
    const other = new WirePhone(server.url, testNow);
    await other.signIn('phohien');
    const entry = { ...broadcast({ title: 'Chỉ Phố Hiến đọc được' }), unit: units.phoHien };
    expect((await other.push(entry)).results[0]?.[1]).toBe('ok');
    const { page } = office;
    await page.goto(`${server.url}/e/${entry.id}`);
    await page.getByText('Tài khoản này không xem được nội dung mục', { exact: false }).waitFor();
    expect(await page.content()).not.toContain('Chỉ Phố Hiến đọc được');
    await page.getByRole('button', { name: 'Xóa hẳn…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Công văn 13/STP');
    expect(await lookSmallAndWide(office, 'erase-unread')).toEqual([]);
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await page.getByRole('heading', { name: 'Đã xóa hẳn theo yêu cầu' }).waitFor();
    expect((await other.fetch(`/v1/entries/${entry.id}`)).status).toBe(404);
  });
});
