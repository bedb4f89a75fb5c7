import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DraftRow, EntryRow } from '../../src/localdb/rows.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { readRows } from './phone-database.ts';

/** Vietnamese keyboards compose in the field or rub out and retype: both have to reach the disk letter by letter. */

const soon = { timeout: 20_000 };

let dataFolder: string;
let server: TestServer;
let phone: Phone;
let page: Page;
let keys: CDPSession;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-typing-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  ({ page } = phone);
  keys = await phone.context.newCDPSession(page);
});

describe('typing Vietnamese into a form', () => {
  test('a phone keyboard that composes each word leaves exactly that word in every text box', async () => {
    await openForm('training');
    // What is folded up comes when it is opened.
    await expect.poll(async () => (await textBoxes()).length, soon).toBeGreaterThan(5);
    const boxes = await textBoxes();
    for (const box of boxes) await composeInto(box);
  });

  test('and so it does in a line of the schedule and in the search of the book', async () => {
    await page.goto(`${server.url}/schedule/new`);
    await page.getByRole('button', { name: /^Lưu/ }).waitFor();
    const boxes = await textBoxes();
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) await composeInto(box);
    await page.goto(`${server.url}/log`);
    const search = page.getByLabel(/^Tìm/);
    await search.waitFor();
    await composeInto(search);
  });

  test('a desk keyboard that rubs out and retypes letters leaves exactly that word, also in the middle of a text', async () => {
    await openForm('broadcast');
    const box = page.getByLabel('Nội dung chính');
    await box.fill('Đọc  trên loa');
    await box.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 4));
    await keys.send('Input.insertText', { text: 'tie' });
    await rubOut(1);
    await keys.send('Input.insertText', { text: 'ê' });
    await keys.send('Input.insertText', { text: 'ng' });
    await rubOut(3);
    await keys.send('Input.insertText', { text: 'ếng' });
    expect(await box.inputValue()).toBe('Đọc tiếng trên loa');
    await expect.poll(async () => (await newestDraft()).input['title'], soon).toBe('Đọc tiếng trên loa');
  });

  test('text pasted in pieces of letters and marks is stored as whole letters, without the blanks around it', async () => {
    await openForm('broadcast');
    const title = 'Hướng dẫn nộp hồ sơ, ỦY BAN NHÂN DÂN XÃ Hiệp Cường';
    await page.getByLabel('Nội dung chính').focus();
    await page.evaluate((text) => document.execCommand('insertText', false, text), `  ${title.normalize('NFD')} `);
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByText('Đã lưu trên máy', { exact: true }).waitFor();
    const entries = await readRows<EntryRow>(page, 'entries');
    const stored = entries.map((row) => row.view.values['title']);
    expect(stored).toContain(title.normalize('NFC'));
  });

  test('dates, times and numbers are read as people write them', async () => {
    await openForm('broadcast');
    await page.getByLabel('Nội dung chính').fill('Bản tin cải cách hành chính');
    const days = page.getByRole('group', { name: 'Ngày phát' });
    await days.getByLabel('Ngày khác').check();
    await days.getByRole('textbox').fill('5/3/2026');
    // Whichever of them the clock had chosen.
    for (const time of ['05:00', '17:00']) await page.getByRole('group', { name: 'Giờ phát' }).getByLabel(time).uncheck();
    await page.getByRole('group', { name: 'Giờ phát' }).getByLabel('Giờ khác').check();
    await page.getByRole('group', { name: 'Giờ phát' }).getByRole('textbox').fill('7h30, 1705');
    await page.getByLabel('Thời lượng một lần phát').fill('0,5');
    await page.getByLabel('Nội dung chính').focus();
    expect(await days.innerText()).toContain('Thứ Năm, 05/03/2026');
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    // More than thirty days ago: asked about, and kept because it is right.
    await page.getByRole('dialog').getByText('Ngày 05/03/2026 đã qua hơn 30 ngày. Đúng thì bấm Giữ nguyên.').waitFor();
    await page.getByRole('button', { name: 'Giữ nguyên' }).click();
    await page.getByText('Đã lưu trên máy', { exact: true }).waitFor();
    const entries = await readRows<EntryRow>(page, 'entries');
    expect(entries.map((row) => row.view.values)).toContainEqual(
      expect.objectContaining({ airDates: ['2026-03-05'], startTimes: ['07:30', '17:05'], durationMinutes: 0.5, airings: 2 }),
    );
  });
});

describe('a page that dies under a form', () => {
  test('keeps what was said to be saved, and the form comes back with it', async () => {
    await openForm('training');
    await page.getByLabel('Tên lớp tập huấn').fill('Tập huấn kỹ năng số cho cán bộ thôn');
    await page.getByLabel('Số người dự').fill('bốn mươi');
    await page.getByText(/Đã tự lưu trên máy lúc/).waitFor();
    const crashed = page.waitForEvent('crash');
    // A page that is gone answers nothing.
    void keys.send('Page.crash').catch(() => {});
    await crashed;
    phone.page = await phone.context.newPage();
    ({ page } = phone);
    await page.goto(server.url);
    await page.getByRole('link', { name: /Tập huấn kỹ năng số cho cán bộ thôn/ }).click();
    await page.getByText('Máy vừa khởi động lại ứng dụng. Nội dung đã ghi vẫn còn.').waitFor();
    expect(await page.getByLabel('Tên lớp tập huấn').inputValue()).toBe('Tập huấn kỹ năng số cho cán bộ thôn');
    // Not a number yet, and kept all the same.
    expect(await page.getByLabel('Số người dự').inputValue()).toBe('bốn mươi');
  });

  test('comes back to the same form after a reload, and a new visit to the same address is a new form', async () => {
    await openForm('visualDisplay');
    await page.getByLabel('Nội dung, chủ đề').fill('Dịch vụ công trực tuyến');
    await page.getByText(/Đã tự lưu trên máy lúc/).waitFor();
    await page.reload();
    await page.getByText('Máy vừa khởi động lại ứng dụng. Nội dung đã ghi vẫn còn.').waitFor();
    expect(await page.getByLabel('Nội dung, chủ đề').inputValue()).toBe('Dịch vụ công trực tuyến');
    await openForm('visualDisplay');
    expect(await page.getByLabel('Nội dung, chủ đề').inputValue()).toBe('');
  });
});

async function openForm(kind: string): Promise<void> {
  await page.goto(`${server.url}/new/${kind}`);
  await page.getByRole('button', { name: /^Lưu/ }).waitFor();
}

async function textBoxes(): Promise<Locator[]> {
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => fold.toggleAttribute('open', true)));
  const all = await page.locator('textarea, input[type=text]:not([inputmode]), input:not([type]):not([inputmode])').all();
  const empty = [];
  for (const box of all) if ((await box.inputValue()) === '' && (await box.isVisible())) empty.push(box);
  return empty;
}

async function composeInto(box: Locator): Promise<void> {
  await box.focus();
  await compose('tiếng', ['t', 'ti', 'tie', 'tiê', 'tiên', 'tiêng', 'tiếng']);
  await keys.send('Input.insertText', { text: ' ' });
  await compose('Việt', ['V', 'Vi', 'Vie', 'Viê', 'Viêt', 'Việt']);
  expect(await box.inputValue()).toBe('tiếng Việt');
}

async function compose(word: string, steps: string[]): Promise<void> {
  for (const text of steps) await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await keys.send('Input.insertText', { text: word });
}

async function rubOut(letters: number): Promise<void> {
  for (let letter = 0; letter < letters; letter += 1) await page.keyboard.press('Backspace');
}

async function newestDraft(): Promise<DraftRow> {
  const drafts = await readRows<DraftRow>(page, 'drafts');
  const newest = drafts.sort((one, other) => other.updatedAt - one.updatedAt)[0];
  if (!newest) throw new Error('no draft on disk');
  return newest;
}
