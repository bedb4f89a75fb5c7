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
const modes = ['light', 'dark', 'sun'] as const;
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const longTitle =
  'Hướng dẫn người dân, doanh nghiệp nộp hồ sơ trực tuyến, thanh toán phí, lệ phí trên Cổng Dịch vụ công quốc gia và nhận kết quả tại Bộ phận Một cửa xã Hiệp Cường';

const chromium = inject('chromium');
let server: ServerProcess;
let outsider: Phone;
let reporter: Phone;
let desk: Phone;
let office: Phone;
const ids = { returned: newId(), submitted: newId(), approved: newId(), conflict: newId() };

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  server = await startServerProcess();
  await fillTheLog(server.url);
  [outsider, reporter, desk, office] = await Promise.all([
    takePhone({ chromium }),
    takePhone({ chromium }),
    takePhone({ chromium, desk: true }),
    takePhone({ chromium, desk: true }),
  ]);
  await signIn(reporter, server.url, 'hiepcuong');
  await signIn(desk, server.url, 'sonoivu');
  await signIn(office, server.url, 'quantri');
});
afterAll(async () => {
  await Promise.all([outsider, reporter, desk, office].map((phone) => phone.close()));
  await server.close();
});

describe('every screen can be used with a screen reader and read in any light', () => {
  test.each(['/start', '/setup#a-token-of-more-than-twenty', '/open-in-browser'])('before signing in: %s', async (path) => {
    await look(outsider, path);
  });

  test.each([
    '/',
    '/new',
    '/new/broadcast',
    '/new/training',
    '/new/visualDisplay',
    '/capture',
    '/log',
    '/import',
    '/import/training',
    `/e/${ids.approved}`,
    `/e/${ids.conflict}`,
    `/e/${ids.submitted}/edit`,
    `/e/${ids.returned}/fix`,
    '/plan',
    '/schedule',
    '/schedule/new',
    '/schedule/line/evening',
    '/schedule/holiday',
    '/outbox',
    '/me',
    '/help',
  ])('a reporter’s phone: %s', async (path) => {
    await look(reporter, path);
  });

  test('a reporter’s phone and desk: rows of a spreadsheet before they are entries', async () => {
    const { page } = reporter;
    await page.goto(`${server.url}/import/training`);
    await page
      .getByRole('textbox')
      .fill(`Tên lớp tập huấn\tNgày bắt đầu\tSố người dự\n${longTitle}\t5/3/2026\t48\n${longTitle}\t32/13/2026\tbốn tám\n`);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('heading', { name: 'Dòng cần sửa' }).waitFor();
    await look(reporter, '/import/training', 'rows');
    await page.setViewportSize({ width: 1280, height: 800 });
    await look(reporter, '/import/training', 'rows-wide');
    await page.setViewportSize({ width: 360, height: 740 });
  });

  test.each([
    '/review',
    `/review/${ids.submitted}`,
    '/log',
    `/e/${ids.submitted}`,
    '/plan',
    '/plan/plan-2026/task/t07',
    '/plan/plan-2026/edit',
    '/me',
  ])('the desk: %s', async (path) => {
    await look(desk, path, 'desk');
  });

  test.each(['/', '/units'])('the administrator: %s', async (path) => {
    await look(office, path, 'office');
  });

  test.each(['/', '/new/training', '/schedule/week', '/log'])('a reporter at a desk: %s', async (path) => {
    await reporter.page.setViewportSize({ width: 1280, height: 800 });
    await look(reporter, path, 'wide');
    await reporter.page.setViewportSize({ width: 360, height: 740 });
  });

  test.each(['/review', `/review/${ids.submitted}`, '/plan', '/plan/plan-2026/task/t07'])('a reviewer’s phone: %s', async (path) => {
    await desk.page.setViewportSize({ width: 360, height: 740 });
    await look(desk, path, 'small');
    await desk.page.setViewportSize({ width: 1280, height: 800 });
  });
});

async function look(phone: Phone, path: string, name = 'phone'): Promise<void> {
  const { page } = phone;
  await page.goto(server.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(500);
  const stem = path
    .replace(/#.*/, '')
    .replace(ids.returned, 'returned')
    .replace(ids.submitted, 'submitted')
    .replace(ids.approved, 'approved')
    .replace(ids.conflict, 'conflict');
  for (const mode of modes) {
    await light(phone, mode);
    await page.screenshot({ path: `${pictures}/${name}${stem.replaceAll('/', '-')}-${mode}.png` });
    const width = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, screen: window.innerWidth }));
    expect(width.content).toBeLessThanOrEqual(width.screen);
  }
  // The whole screen at once: a bar at its foot covers a little of whatever is scrolled under it.
  const size = page.viewportSize() ?? { width: 360, height: 740 };
  await page.setViewportSize({ ...size, height: 3200 });
  for (const mode of modes) {
    await light(phone, mode);
    const axe = new AxeBuilder({ page });
    // Another light changes colours and nothing else.
    const { violations } = await (mode === 'light' ? axe.withTags(everyRule) : axe.withRules('color-contrast')).analyze();
    expect(violations.map(({ id, nodes }) => `${mode} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
  }
  await page.setViewportSize(size);
}

async function light({ page }: Phone, mode: (typeof modes)[number]): Promise<void> {
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
  const colleague = new WirePhone(url, Date.now());
  await colleague.signIn('hiepcuong');
  await colleague.push({ type: 'edit', id: ids.conflict, base: 1, set: { attendance: 45, note: longTitle } });
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
