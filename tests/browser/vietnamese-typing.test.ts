import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Condition } from '../../src/domain/kinds/field.ts';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import type { DraftRow, EntryRow } from '../../src/localdb/rows.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { readRows } from './phone-database.ts';
import { typeEveryWay } from './vietnamese-keys.ts';

/** Vietnamese keyboards compose in the field or rub out and retype: both have to reach the disk letter by letter. */

const soon = { timeout: 60_000 };
const kinds = await Promise.all(kindHeads.map(({ load }) => load()));

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
  test('in whichever way it is typed, every text box of every kind has exactly those words on disk', async () => {
    const typed = new Map<string, Record<string, string>>();
    await page.goto(`${server.url}/log`);
    for (const visit of visits()) {
      await goWithin(`/new/${visit.kind}`);
      await page.getByRole('heading', { level: 1, name: visit.title }).waitFor();
      if (visit.shown) await choose(visit.shown);
      const words: Record<string, string> = {};
      for (const { path: place, box } of visit.boxes) {
        words[place] = `Ủy ban nhân dân xã Hiệp Cường ${typed.size}.${Object.keys(words).length}`;
        const control = page.locator(`[id="${box}"]`);
        // Rows are fetched once their fold is opened, and have folds of their own.
        if (!(await control.isVisible())) {
          await openFolds();
          await control.waitFor({ state: 'attached' });
          await openFolds();
        }
        await typeEveryWay(page, control, words[place]);
      }
      typed.set(visit.name, words);
    }
    await goWithin('/log');
    for (const [name, words] of typed) {
      const [first = ''] = Object.keys(words);
      const onDisk = async () => {
        const drafts = await readRows<DraftRow>(page, 'drafts');
        const input = drafts.find((draft) => textAt(draft.input, first) === words[first])?.input ?? {};
        return Object.fromEntries(Object.keys(words).map((place) => [place, textAt(input, place)]));
      };
      await expect.poll(onDisk, { ...soon, message: name }).toEqual(words);
    }
  });

  test('and so it is in a line of the schedule and in the search of the book', async () => {
    await page.goto(`${server.url}/schedule/new`);
    await page.getByRole('button', { name: /^Lưu/ }).waitFor();
    const boxes = await textBoxes();
    expect(boxes.length).toBeGreaterThan(0);
    for (const [place, box] of boxes.entries()) await typeEveryWay(page, box, `Chuyên mục cải cách hành chính ${place}`);
    const onDisk = async (): Promise<string> => JSON.stringify(await readRows(page, 'meta')).normalize('NFC');
    for (const place of boxes.keys()) await expect.poll(onDisk, soon).toContain(`Chuyên mục cải cách hành chính ${place}`);
    await page.goto(`${server.url}/log`);
    const search = page.getByLabel(/^Tìm/);
    await search.waitFor();
    await typeEveryWay(page, search, 'Hiệp Cường');
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
    await expect.poll(() => box.inputValue()).toBe('Đọc tiếng trên loa');
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
    await expect.poll(() => days.innerText()).toContain('Thứ Năm, 05/03/2026');
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
    await expect.poll(() => page.getByLabel('Tên lớp tập huấn').inputValue()).toBe('Tập huấn kỹ năng số cho cán bộ thôn');
    // Not a number yet, and kept all the same.
    await expect.poll(() => page.getByLabel('Số người dự').inputValue()).toBe('bốn mươi');
  });

  test('comes back to the same form after a reload, and a new visit to the same address is a new form', async () => {
    await openForm('visualDisplay');
    await page.getByLabel('Nội dung, chủ đề').fill('Dịch vụ công trực tuyến');
    await page.getByText(/Đã tự lưu trên máy lúc/).waitFor();
    await page.reload();
    await page.getByText('Máy vừa khởi động lại ứng dụng. Nội dung đã ghi vẫn còn.').waitFor();
    await expect.poll(() => page.getByLabel('Nội dung, chủ đề').inputValue()).toBe('Dịch vụ công trực tuyến');
    await openForm('visualDisplay');
    await expect.poll(() => page.getByLabel('Nội dung, chủ đề').inputValue()).toBe('');
  });
});

async function openForm(kind: string): Promise<void> {
  await page.goto(`${server.url}/new/${kind}`);
  await page.getByRole('button', { name: /^Lưu/ }).waitFor();
}

/** As a link does: the page stays. */
async function goWithin(place: string): Promise<void> {
  await page.evaluate((address) => window.history.pushState(null, '', address), place);
}

async function textBoxes(): Promise<Locator[]> {
  await openFolds();
  const all = await page.locator('textarea, input[type=text]:not([inputmode]), input:not([type]):not([inputmode])').all();
  const empty = [];
  for (const box of all) if ((await box.inputValue()) === '' && (await box.isVisible())) empty.push(box);
  return empty;
}

interface Visit {
  name: string;
  kind: string;
  title: string;
  /** What has to be chosen before its boxes are asked. */
  shown: Condition | undefined;
  /** Where the form keeps what the box with that id holds. */
  boxes: { path: string; box: string }[];
}

/** Every text box of every kind, once: what kinds share is typed into the first that asks it. One visit for each condition. */
function visits(): Visit[] {
  const seen = new Set<string>();
  const found = new Map<string, Visit>();
  for (const kind of kinds) {
    for (const field of kind.fields) {
      if ((field.type !== 'text' && field.type !== 'records') || seen.has(field.name)) continue;
      seen.add(field.name);
      const name = field.shown ? `${kind.id} with ${field.shown.field} ${field.shown.is[0]}` : kind.id;
      const visit = found.get(name) ?? { name, kind: kind.id, title: kind.formTitle, shown: field.shown, boxes: [] };
      found.set(name, visit);
      if (field.type === 'text') visit.boxes.push({ path: field.name, box: `control-${field.name}` });
      else
        for (const column of field.columns) {
          visit.boxes.push({ path: `${field.name}.0.${column.name}`, box: `${field.name}-0-${column.name}` });
        }
    }
  }
  return [...found.values()];
}

function textAt(input: DraftRow['input'], place: string): unknown {
  return place.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], input);
}

async function choose({ field, is: [value = ''] }: Condition): Promise<void> {
  const list = page.locator(`select[id="control-${field}"]`);
  await openFolds();
  if (await list.count()) await list.selectOption(value);
  else await page.locator(`input[name="${field}"][value="${value}"]`).check({ force: true });
}

async function openFolds(): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => fold.toggleAttribute('open', true)));
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
