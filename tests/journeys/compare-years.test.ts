import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { writeFacts } from '../../src/server/plans/facts.ts';
import { planEntry } from '../fakes/plan-entries.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { units } from '../fakes/wire-phone.ts';
import { deskSize, look, phoneSize } from './look.ts';
import { signIn, takePhone, type Phone } from './phone.ts';

const now = Date.parse('2026-11-24T10:05:00+07:00');
/** Taken over whole by today's Hiệp Cường. */
const [songMai, formerHiepCuong] = ['12301@0', '12328@0'];
/** Split: between Lạc Đạo and Đại Đồng; between Hiệp Cường and Sơn Nam. */
const [split, ngocThanh] = ['11989@0', '12322@0'];
/** Gone nobody knows where. */
const lost = '12235@0';

let dataFolder: string;
let server: TestServer;
let desk: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-compare-'));
  server = await startTestServer({ dataFolder, clock: { now }, client: path.resolve('dist') });
  const aired: [unit: string, day: string, airings: number][] = [
    [songMai, '2024-03-05', 30],
    [split, '2024-03-06', 12],
    [lost, '2024-03-07', 7],
    [formerHiepCuong, '2024-03-08', 21],
    [ngocThanh, '2024-03-09', 5],
    [songMai, '2025-03-05', 40],
    [split, '2025-03-06', 18],
    [units.hiepCuong, '2025-09-01', 16],
    [units.hiepCuong, '2026-02-03', 50],
    [units.phoHien, '2026-02-03', 1204],
  ];
  const entries = aired.map(([unit, day, airings], place) =>
    planEntry({ id: `aired-${place}`, unit, kind: 'broadcast', status: 'approved', values: { airDates: [day], airings } }),
  );
  await server.parts.database.write((tx) => writeFacts(tx, entries));
  desk = await takePhone({ chromium: inject('chromium'), desk: true });
  await desk.page.clock.setFixedTime(now);
  await signIn(desk, server.url, 'sonoivu');
});
afterAll(async () => {
  await desk?.close();
  await server?.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a supervisor compares years with different units', () => {
  test('by the units of today: what was merged whole is added, what was split or is unknown stands apart, and nothing is lost', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/plan/plan-2026/task/t07`);
    await page.getByRole('link', { name: 'So sánh các năm theo đơn vị hiện nay' }).click();
    expect(await row('Xã Hiệp Cường')).toEqual(['56', '50', '−6']);
    await page.getByText('Gồm cả Xã Song Mai (đến 30/06/2025)').waitFor();

    await page.getByLabel('Năm trước').selectOption('Năm 2024');
    expect(await row('Xã Hiệp Cường')).toEqual(['51', '50', '−1']);
    expect(await row('Phường Phố Hiến')).toEqual(['0', '1.204', '+1.204']);
    await page.getByText('Gồm cả Xã Song Mai (đến 30/06/2025), Xã Hiệp Cường (đến 30/06/2025)').waitFor();
    await page.getByText('Chưa gồm phần của Xã Ngọc Thanh (đến 30/06/2025)').waitFor();
    expect(await tableText('Chia cho nhiều đơn vị, chưa cộng')).toBe(
      '12 0 −12 Chia cho Xã Lạc Đạo, Xã Đại Đồng 5 0 −5 Chia cho Phường Sơn Nam, Xã Hiệp Cường',
    );
    expect(await tableText('Chưa xác định đơn vị kế tiếp')).toBe('7 0 −7');
    expect(await tableText('Tổng hợp (lượt)')).toBe('51 1.254 +1.203 17 0 −17 7 0 −7 75 1.254 +1.179');

    await page.getByLabel('Chỉ tiêu').selectOption('Lớp tập huấn (lớp)');
    await page.getByText('Hai năm này chưa có số nào được duyệt.').waitFor();
  });

  test('without a network it says so, and compares once there is one', async () => {
    const { page, context } = desk;
    await page.goto(`${server.url}/plan/compare`);
    await row('Xã Hiệp Cường');
    await context.setOffline(true);
    await page.getByLabel('Năm trước').selectOption('Năm 2026');
    await page.getByText('Không có mạng nên chưa tải được số mới.').waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    expect(await row('Xã Hiệp Cường')).toEqual(['50', '50', '0']);
  });

  test('can be used with a screen reader and read in any light, small and wide', async () => {
    const { page } = desk;
    for (const [size, picture] of [
      [deskSize, 'compare-years-wide'],
      [phoneSize, 'compare-years'],
    ] as const) {
      await page.setViewportSize(size);
      await page.goto(`${server.url}/plan/plan-2026/task/t07`);
      await page.getByRole('link', { name: 'So sánh các năm theo đơn vị hiện nay' }).waitFor();
      expect(await look(desk, `${picture}-from-task`)).toEqual([]);
      await page.goto(`${server.url}/plan/compare?indicator=broadcastAirings`);
      await page.getByLabel('Năm trước').selectOption('Năm 2024');
      await page.getByRole('table', { name: 'Chưa xác định đơn vị kế tiếp' }).waitFor();
      expect(await look(desk, picture)).toEqual([]);
      await page.getByRole('heading', { name: 'Chia cho nhiều đơn vị, chưa cộng' }).scrollIntoViewIfNeeded();
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      expect(await look(desk, `${picture}-end`)).toEqual([]);
    }
  });
});

/** Figures of a unit among those of today. */
async function row(name: string): Promise<string[]> {
  const { page } = desk;
  const table = page.getByRole('table', { name: /đơn vị hiện nay$/ });
  const found = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await found.waitFor();
  return found.getByRole('cell').allTextContents();
}

async function tableText(name: string): Promise<string> {
  const cells = await desk.page.getByRole('table', { name }).getByRole('cell').allTextContents();
  return cells.join(' ');
}
