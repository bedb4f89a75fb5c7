import { mkdir } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { broadcastValues, hiepCuong, trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { newId, referenceOf, WirePhone, type Change } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** Pictures for people to look at; git does not keep them. */
const pictures = 'ux-shots';
const phoneSize = { width: 360, height: 740 };
const deskSize = { width: 1280, height: 800 };
type Mode = 'light' | 'dark' | 'sun';
let looks = 0;

/** Every screen in daylight, and in the dark and the sun by turns: colours come from one table. `EVERY_LIGHT=1` for all of them. */
function modesOfNextLook(): readonly Mode[] {
  looks += 1;
  if (process.env['EVERY_LIGHT']) return ['light', 'dark', 'sun'];
  return looks % 2 === 0 ? ['light', 'dark'] : ['light', 'sun'];
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const longTitle =
  'Hướng dẫn người dân, doanh nghiệp nộp hồ sơ trực tuyến, thanh toán phí, lệ phí trên Cổng Dịch vụ công quốc gia và nhận kết quả tại Bộ phận Một cửa xã Hiệp Cường';

const chromium = inject('chromium');
let server: ServerProcess;
let outsider: Phone;
let reporter: Phone;
let colleague: Phone;
let desk: Phone;
let office: Phone;
const ids = { returned: newId(), submitted: newId(), approved: newId(), conflict: newId() };

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  server = await startServerProcess();
  await fillTheLog(server.url);
  [outsider, reporter, colleague, desk, office] = await Promise.all([
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium, desk: true }),
    takePhone({ chromium, desk: true }),
  ]);
  await signIn(reporter, server.url, 'hiepcuong');
  await signIn(colleague, server.url, 'hiepcuong');
  await signIn(desk, server.url, 'sonoivu');
  await signIn(office, server.url, 'quantri');
});
afterAll(async () => {
  await Promise.all([outsider, reporter, colleague, desk, office].map((phone) => phone.close()));
  await server.close();
});

/** Browsers side by side: a look is mostly waiting for one of them. */
describe.concurrent('every screen can be used with a screen reader and read in any light', { timeout: 400_000 }, () => {
  test('before signing in', async ({ expect: expected }) => {
    expected(await lookAt(outsider, ['/start', '/setup#a-token-of-more-than-twenty', '/open-in-browser'])).toEqual([]);
  });

  test('a reporter’s phone: logging', async ({ expect: expected }) => {
    const forms = ['/', '/new', '/new/broadcast', '/new/training', '/new/visualDisplay', '/capture'];
    const mending = [`/e/${ids.submitted}/edit`, `/e/${ids.returned}/fix`];
    expected(await lookAt(reporter, [...forms, ...mending, '/import', '/import/training'])).toEqual([]);
    expected(await lookAtRows(reporter)).toEqual([]);
  });

  test('a reporter’s phone and desk: reading, plan and schedule', async ({ expect: expected }) => {
    const reading = ['/log', `/e/${ids.approved}`, `/e/${ids.conflict}`, '/outbox', '/me', '/help'];
    const plan = ['/plan', '/schedule', '/schedule/new', '/schedule/line/evening', '/schedule/holiday'];
    expected(await lookAt(colleague, [...reading, ...plan])).toEqual([]);
    await colleague.page.setViewportSize(deskSize);
    expected(await lookAt(colleague, ['/', '/new/training', '/schedule/week', '/log'], 'wide')).toEqual([]);
  });

  test('the reviewer’s desk and phone', async ({ expect: expected }) => {
    const plan = ['/plan', '/plan/plan-2026/task/t07'];
    const queue = ['/review', `/review/${ids.submitted}`];
    const rest = ['/log', `/e/${ids.submitted}`, '/plan/plan-2026/edit', '/me'];
    expected(await lookAt(desk, [...queue, ...plan, ...rest], 'desk')).toEqual([]);
    await desk.page.setViewportSize(phoneSize);
    expected(await lookAt(desk, [...queue, ...plan], 'small')).toEqual([]);
  });

  test('the administrator’s desk', async ({ expect: expected }) => {
    expected(await lookAt(office, ['/', '/units'], 'office')).toEqual([]);
  });
});

async function lookAt(phone: Phone, paths: readonly string[], name = 'phone'): Promise<string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    await phone.page.goto(server.url + path);
    faults.push(...(await look(phone, path, name)));
  }
  return faults;
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
  const small = await look(phone, '/import/training', 'rows');
  await page.setViewportSize(deskSize);
  return [...small, ...(await look(phone, '/import/training', 'rows-wide'))];
}

/** Pictures of the page that is open, in every light; answers what is wrong with it. */
async function look(phone: Phone, path: string, name: string): Promise<string[]> {
  const { page } = phone;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(500);
  const stem = path
    .replace(/#.*/, '')
    .replace(ids.returned, 'returned')
    .replace(ids.submitted, 'submitted')
    .replace(ids.approved, 'approved')
    .replace(ids.conflict, 'conflict');
  const faults: string[] = [];
  const modes = modesOfNextLook();
  for (const mode of modes) {
    await light(phone, mode);
    await page.screenshot({ path: `${pictures}/${name}${stem.replaceAll('/', '-')}-${mode}.png` });
    const width = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, screen: window.innerWidth }));
    if (width.content > width.screen) faults.push(`${path} ${mode}: ${width.content} px wide`);
  }
  // The whole screen at once: a bar at its foot covers a little of whatever is scrolled under it.
  const size = page.viewportSize() ?? phoneSize;
  await page.setViewportSize({ ...size, height: 3200 });
  for (const mode of modes) {
    await light(phone, mode);
    // There are no frames: without this mode every run opens and closes a page of its own.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Another light changes colours and nothing else.
    const { violations } = await (mode === 'light' ? axe.withTags(everyRule) : axe.withRules('color-contrast')).analyze();
    for (const { id, nodes } of violations) faults.push(`${path} ${mode} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  }
  await page.setViewportSize(size);
  return faults;
}

async function light({ page }: Phone, mode: Mode): Promise<void> {
  await page.evaluate((theme) => {
    document.documentElement.dataset['theme'] = theme;
  }, mode);
  await page.waitForTimeout(100);
}

/** One entry in each state, with the longest names that people write. */
async function fillTheLog(url: string): Promise<void> {
  const phone = new WirePhone(url, Date.now());
  await phone.signIn('hiepcuong');
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const photo = new Uint8Array(await plainJpeg(3, 640));
  const reference = referenceOf(photo);
  await pushOk(
    phone,
    {
      type: 'new',
      id: ids.returned,
      unit: hiepCuong,
      kind: 'training',
      set: { ...trainingValues(longTitle), startDate: today, endDate: today },
      photos: [reference],
      submit: true,
    },
    {
      type: 'new',
      id: ids.submitted,
      unit: hiepCuong,
      kind: 'broadcast',
      set: { ...broadcastValues(longTitle), airDates: [today] },
      submit: true,
    },
    {
      type: 'new',
      id: ids.approved,
      unit: hiepCuong,
      kind: 'broadcast',
      set: { ...broadcastValues('Bản tin cải cách hành chính'), airDates: [today] },
      submit: true,
    },
  );
  await phone.patch(reference.id, 0, photo);
  const secondPhoto = new Uint8Array(await plainJpeg(4, 640));
  const second = referenceOf(secondPhoto);
  await pushOk(phone, {
    type: 'new',
    id: ids.conflict,
    unit: hiepCuong,
    kind: 'training',
    set: { ...trainingValues('Tập huấn dịch vụ công trực tuyến'), startDate: today, endDate: today },
    photos: [second],
    submit: true,
  });
  await phone.patch(second.id, 0, secondPhoto);
  await phone.push({ type: 'edit', id: ids.conflict, base: 1, set: { attendance: 48, note: 'Có 3 người đến muộn' } });
  const other = new WirePhone(url, Date.now());
  await other.signIn('hiepcuong');
  await other.push({ type: 'edit', id: ids.conflict, base: 1, set: { attendance: 45, note: longTitle } });
  const reviewer = new WirePhone(url, Date.now());
  await reviewer.signIn('sonoivu');
  await pushOk(
    reviewer,
    {
      type: 'review',
      id: ids.returned,
      base: 1,
      verdict: 'return',
      remark: 'Bổ sung số người dự; ảnh 1 bị mờ, đề nghị gửi ảnh khác.',
      flags: ['attendance', `photo:${reference.id}`],
    },
    { type: 'review', id: ids.approved, base: 1, verdict: 'approve' },
  );
}

async function pushOk(phone: WirePhone, ...changes: Change[]): Promise<void> {
  const { results } = await phone.push(...changes);
  expect(results.map(([, outcome]) => outcome)).toEqual(changes.map(() => 'ok'));
}
