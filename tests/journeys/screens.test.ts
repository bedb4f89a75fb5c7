import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { fillTheLog, longTitle, type FilledLog } from './filled-log.ts';
import { deskSize, look, phoneSize } from './look.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');
let server: ServerProcess;
let outsider: Phone;
let reporter: Phone;
let colleague: Phone;
let desk: Phone;
let office: Phone;
let centre: Phone;
let ids: FilledLog;

beforeAll(async () => {
  server = await startServerProcess();
  ids = await fillTheLog(server.url);
  [outsider, reporter, colleague, desk, office, centre] = await Promise.all([
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium, desk: true }),
    takePhone({ chromium, desk: true }),
    takePhone({ chromium, desk: true }),
  ]);
  await signIn(reporter, server.url, 'hiepcuong');
  await signIn(colleague, server.url, 'hiepcuong');
  await signIn(desk, server.url, 'sonoivu');
  await signIn(office, server.url, 'quantri');
  await signIn(centre, server.url, 'trungtam');
});
afterAll(async () => {
  await Promise.all([outsider, reporter, colleague, desk, office, centre].map((phone) => phone.close()));
  await server.close();
});

/** Browsers side by side: a look is mostly waiting for one of them. */
describe.concurrent('every screen can be used with a screen reader and read in any light', { timeout: 400_000 }, () => {
  test('before signing in', async ({ expect: expected }) => {
    expected(await lookAt(outsider, ['/start', '/setup#a-token-of-more-than-twenty', '/open-in-browser', '/share?why=signedOut'])).toEqual(
      [],
    );
  });

  test('a reporter’s phone: logging', async ({ expect: expected }) => {
    const forms = ['/', '/new', '/new/broadcast', '/new/training', '/new/visualDisplay', '/capture', '/share?why=noRoom'];
    const mending = [`/e/${ids.submitted}/edit`, `/e/${ids.returned}/fix`];
    expected(await lookAt(reporter, [...forms, ...mending, '/import', '/import/training'])).toEqual([]);
    expected(await lookAtPhotosWithoutKind(reporter)).toEqual([]);
    expected(await lookAtRows(reporter)).toEqual([]);
  });

  test('a reporter’s phone and desk: reading, plan and schedule', async ({ expect: expected }) => {
    const reading = ['/log', `/e/${ids.approved}`, `/e/${ids.conflict}`, '/outbox', '/me', '/help'];
    const plan = ['/plan', '/schedule', '/schedule/new', '/schedule/line/evening', '/schedule/holiday'];
    expected(await lookAt(colleague, [...reading, ...plan])).toEqual([]);
    expected(await lookAtDevices(colleague)).toEqual([]);
    await colleague.page.goto(`${server.url}/e/${ids.conflict}`);
    expected(await lookAtPhoto(colleague, /^Ảnh 1\/1/, 'photo')).toEqual([]);
    await colleague.page.setViewportSize(deskSize);
    await colleague.page.goto(`${server.url}/e/${ids.conflict}`);
    expected(await lookAtPhoto(colleague, /^Ảnh 1\/1/, 'photo-wide')).toEqual([]);
    expected(await lookAt(colleague, ['/', '/new/training', '/schedule/week', '/log'], 'wide')).toEqual([]);
  });

  test('the reviewer’s desk and phone', async ({ expect: expected }) => {
    const plan = ['/plan', '/plan/plan-2026/task/t07'];
    const queue = ['/review', `/review/${ids.submitted}`];
    const rest = ['/log', `/e/${ids.submitted}`, '/plan/plan-2026/edit', '/me'];
    expected(await lookAt(desk, [...queue, ...plan, ...rest], 'desk')).toEqual([]);
    await desk.page.goto(`${server.url}/review/${ids.conflict}`);
    expected(await lookAtPhoto(desk, 'Xem to ảnh 1/1', 'review-photo-wide')).toEqual([]);
    await desk.page.setViewportSize(phoneSize);
    expected(await lookAt(desk, [...queue, ...plan], 'small')).toEqual([]);
    await desk.page.goto(`${server.url}/review/${ids.conflict}`);
    expected(await lookAtPhoto(desk, 'Xem to ảnh 1/1', 'review-photo')).toEqual([]);
  });

  test('a centre’s desk', async ({ expect: expected }) => {
    expected(await lookAt(centre, ['/', '/today'], 'centre')).toEqual([]);
  });

  test('the administrator’s desk', async ({ expect: expected }) => {
    expected(await lookAt(office, ['/', '/units', '/people'], 'office')).toEqual([]);
  });
});

async function lookAt(phone: Phone, paths: readonly string[], name = 'phone'): Promise<string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    await phone.page.goto(server.url + path);
    faults.push(...(await look(phone, pictureOf(path, name))));
  }
  return faults;
}

/** One photo as large as the screen, and no larger. */
async function lookAtPhoto(phone: Phone, button: RegExp | string, picture: string): Promise<string[]> {
  const { page } = phone;
  await page.getByRole('button', { name: button }).click();
  const photo = page.getByRole('dialog').getByRole('img', { name: /^Ảnh 1/ });
  await photo.evaluate((image) => (image instanceof HTMLImageElement ? image.decode() : undefined));
  const place = await photo.boundingBox();
  const size = page.viewportSize() ?? phoneSize;
  const isWhole = place !== null && place.y + place.height <= size.height && place.x + place.width <= size.width;
  const faults = [...(isWhole ? [] : [`${picture}: the photo is cut off`]), ...(await look(phone, picture))];
  // Closing it is a step back in the history, which would stop a visit to another address that begins meanwhile.
  await page.keyboard.press('Escape');
  await page.waitForFunction("!history.state || !('dialog' in history.state)");
  return faults;
}

/** Photos that were taken before anybody said what of. */
async function lookAtPhotosWithoutKind(phone: Phone): Promise<string[]> {
  const { page } = phone;
  await page.goto(`${server.url}/capture`);
  await page.getByRole('button', { name: 'Chụp', exact: true }).click();
  await page.getByRole('img', { name: /^Ảnh/ }).waitFor();
  await page.getByRole('button', { name: /^Xong/ }).click();
  await page.getByRole('heading', { level: 1, name: '1 ảnh chờ ghi' }).waitFor();
  const small = await look(phone, 'kind-for-photos');
  await page.setViewportSize(deskSize);
  const wide = await look(phone, 'kind-for-photos-wide');
  await page.setViewportSize(phoneSize);
  return [...small, ...wide];
}

/** Where else the person is signed in, and the question before one of them is signed out. */
async function lookAtDevices(phone: Phone): Promise<string[]> {
  const { page } = phone;
  await page.goto(`${server.url}/me`);
  await page.getByRole('button', { name: 'Xem các máy đang đăng nhập' }).click();
  await page.getByRole('button', { name: 'Đăng xuất máy đó' }).first().scrollIntoViewIfNeeded();
  const list = await look(phone, 'devices');
  await page.getByRole('button', { name: 'Đăng xuất máy đó' }).first().click();
  return [...list, ...(await look(phone, 'sign-out-device'))];
}

/** Rows of a spreadsheet before they are entries. */
async function lookAtRows(phone: Phone): Promise<string[]> {
  const { page } = phone;
  await page.goto(`${server.url}/import/training`);
  await page
    .getByRole('textbox')
    .fill(`Tên lớp tập huấn\tNgày bắt đầu\tSố người dự\n${longTitle}\t5/3/2026\t48\n${longTitle}\t32/13/2026\tbốn tám\n`);
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.getByRole('heading', { name: 'Dòng cần sửa' }).waitFor();
  const small = await look(phone, 'rows');
  await page.setViewportSize(deskSize);
  return [...small, ...(await look(phone, 'rows-wide'))];
}

function pictureOf(path: string, name: string): string {
  const named = Object.entries(ids).reduce((before, [state, id]) => before.replace(id, state), path.replace(/#.*/, ''));
  return `${name}${named.replaceAll('/', '-')}`;
}
