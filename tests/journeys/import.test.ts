import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { columnsOf } from '../../src/documents/columns.ts';
import { readWorkbook } from '../../src/documents/read-workbook.ts';
import { writeCell } from '../../src/documents/write-cell.ts';
import { writeWorkbook } from '../../src/documents/write-workbook.ts';
import type { CellValue } from '../../src/documents/sheet.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { addDays } from '../../src/domain/text.ts';
import { broadcastValues } from '../fakes/device.ts';
import { entriesOnServer } from './main-job.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');
const lineCount = 300;
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

let server: ServerProcess;
let desk: Phone;
beforeAll(async () => {
  server = await startServerProcess();
  desk = await takePhone({ chromium, desk: true });
  await signIn(desk, server.url, 'hiepcuong');
});
afterAll(async () => {
  await desk.close();
  await server.close();
});

describe('a year’s broadcasts that were kept in a spreadsheet', () => {
  test('three hundred rows come in, seven faulty ones are mended or left out, and one tap takes it all back', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/log`);
    await page.getByText('Lọc thêm và Excel').click();
    await page.getByRole('link', { name: 'Nhập bảng tính' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Phát thanh' }).click();
    await page.getByLabel('Mở tệp Excel (.xlsx)').setInputFiles({
      name: 'so-phat-thanh.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await writeWorkbook([{ name: 'Sổ phát thanh', header: columns.map(({ header }) => header), rows }])),
    });
    await page.getByText('293 dòng nhập được, 7 dòng cần sửa').waitFor();
    expect(await statusesOnServer()).toEqual({});
    await expectSentences();

    // A reload loses nothing: the sheet is on this device.
    await page.reload();
    await page.getByText('293 dòng nhập được, 7 dòng cần sửa').waitFor();

    // Six are mended where they stand, one is left out.
    await mend(20, 'Ngày phát', '5/3/2026');
    await mend(60, 'Thời lượng một lần phát', '15');
    await mend(100, 'Nội dung chính', 'Bản tin cải cách hành chính số 100');
    await page
      .getByRole('listitem', { name: /^Dòng 140/ })
      .getByLabel('Thể loại')
      .selectOption('Tin');
    await mend(180, 'Ngày phát', '06/03/2026');
    await mend(220, 'Số lần phát', '1');
    await page.getByRole('button', { name: 'Bỏ dòng 260' }).click();
    await page.getByText('299 dòng nhập được', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Nhập 299 dòng' }).click();
    await page.getByText('Đã lưu 299 mục trên máy').first().waitFor();
    await page.getByText('Mọi dòng của bảng đã được nhập.').waitFor();
    await expect.poll(() => statusesOnServer(), { timeout: 60_000 }).toEqual({ submitted: 299 });

    await page.getByRole('button', { name: 'Hoàn tác cả 299 dòng' }).click();
    await page.getByText('299 dòng nhập được', { exact: true }).waitFor();
    await expect.poll(() => statusesOnServer(), { timeout: 60_000 }).toEqual({ void: 299 });
  }, 60_000);

  test('what is shown is handed out as a workbook, and so is a template', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/log`);
    await page.getByText('Lọc thêm và Excel').click();
    const [entries] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Xuất \d+ mục/ }).click()]);
    expect(entries.suggestedFilename()).toMatch(/^So-tuyen-truyen-\d\d-\d\d-\d{4}\.xlsx$/);
    const book = readWorkbook(await readFile(await entries.path()));
    expect(book).toMatchObject({ status: 'read', sheets: [{ name: 'Phát thanh' }] });
    await page.goto(`${server.url}/import/training`);
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải mẫu Excel' }).click()]);
    expect(template.suggestedFilename()).toBe('Mau-nhap-tap-huan.xlsx');
    expect(readWorkbook(await readFile(await template.path()))).toMatchObject({
      status: 'read',
      sheets: [{ name: 'Tập huấn' }, { name: 'Lựa chọn' }],
    });
  });
});

const columns = columnsOf(broadcast);
/** By line, counted from 1: the field and what stands in it instead. */
const faults = new Map<number, [field: string, cell: CellValue, said: string]>([
  [20, ['airDates', '31/02/2026', 'Ngày chưa đúng']],
  [60, ['durationMinutes', 'mười lăm', 'Số chưa đúng']],
  [100, ['title', null, 'Chưa nhập nội dung chính']],
  [140, ['genre', 'Ca khúc', '“Ca khúc” không có trong các lựa chọn']],
  [180, ['airDates', { day: addDays(today, 30) }, 'Ngày phát']],
  [220, ['airings', 0, 'Số lần phát']],
  [260, ['durationMinutes', 900, 'Thời lượng một lần phát']],
]);
const rows = Array.from({ length: lineCount }, (_, index): CellValue[] => {
  const number = index + 1;
  const values = { ...broadcastValues(`Bản tin cải cách hành chính số ${number}`), airDates: [addDays(today, -(index % 25))] };
  const [faulty, cell] = faults.get(number) ?? [];
  return columns.map(({ field }) =>
    field.name === faulty ? (cell ?? null) : writeCell(field, values[field.name as keyof typeof values], String),
  );
});

async function statusesOnServer(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of await entriesOnServer(server.url, 'hiepcuong')) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function expectSentences(): Promise<void> {
  for (const [number, [, , said]] of faults) {
    await desk.page
      .getByRole('listitem', { name: new RegExp(`^Dòng ${number}( |$|\\D)`) })
      .getByText(said)
      .first()
      .waitFor();
  }
}

async function mend(number: number, label: string, text: string): Promise<void> {
  const line = desk.page.getByRole('listitem', { name: new RegExp(`^Dòng ${number}( |$|\\D)`) });
  await line.getByLabel(label).fill(text);
  await line.getByLabel(label).blur();
  await line.getByText('Dòng này nhập được').waitFor();
}
