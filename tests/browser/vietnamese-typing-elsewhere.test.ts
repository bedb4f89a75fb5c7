import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { StoredPlan } from '../../src/domain/plan.ts';
import { formatDay } from '../../src/domain/text.ts';
import { communesOn } from '../../src/server/catalogue/catalogue.ts';
import { writeFacts } from '../../src/server/plans/facts.ts';
import { planEntry } from '../fakes/plan-entries.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';
import { signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { readRows } from './phone-database.ts';
import { filesWithTextBoxes } from './text-boxes.ts';
import { typeEveryWay } from './vietnamese-keys.ts';

/** Text boxes outside the forms of events: what is typed there is found, kept and sent as it was meant. */

const soon = { timeout: 60_000 };
const words = 'Hướng dẫn của Ủy ban nhân dân xã Hiệp Cường';

let dataFolder: string;
let server: TestServer;
let author: WirePhone;
let supervisor: WirePhone;
let desk: Phone;
let phone: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-typing-desk-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  await author.sync();
  supervisor = new WirePhone(server.url, server.clock.now);
  await supervisor.signIn('sonoivu');
  desk = await takePhone({ chromium: inject('chromium'), desk: true });
  phone = await takePhone({ chromium: inject('chromium') });
});
afterAll(async () => {
  await desk.close();
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

/** Each is typed into here, in the test of forms or in that of conflicts; numbers, days and hours have letters in them only by mistake. */
const accountedFor: Record<string, string> = {
  'ui/fields.tsx': 'signing in, the first administrator, and a person who is added',
  'start/set-up.tsx': 'a name that is only told to the password manager',
  'people/people-desk.tsx': 'the search for a person',
  'people/address-once.tsx': 'an address that is only copied',
  'review/queue-tools.tsx': 'the search of the queue',
  'review/return-form.tsx': 'the remark',
  'erase/erase-form.tsx': 'why something is erased',
  'ui/choose-unit.tsx': 'the search for a unit',
  'plan/plan-text.tsx': 'the editor of a plan',
  'plan/compare-units.tsx': 'the search among compared units',
  'plan/plan-task.tsx': 'the search among a task’s units',
  'entry/question-dialog.tsx': 'the explanation',
  'import/bring.tsx': 'the pasted table',
  'import/asked-line.tsx': 'a cell that is mended',
  'entry/text-control.tsx': 'forms',
  'entry/records-control.tsx': 'forms',
  'entry/units-control.tsx': 'the search among served units',
  'schedule/line-fields.tsx': 'a line of the schedule',
  'log/log-tools.tsx': 'the search of the book',
  'log/reopen-button.tsx': 'what is to be mended in an entry that is opened again',
  'log/conflict-cards.tsx': 'other words than two that are in conflict',
  'entry/number-control.tsx': 'numbers',
  'entry/times-control.tsx': 'hours',
  'entry/typed-day.tsx': 'days',
  'schedule/holiday-screen.tsx': 'days',
  'schedule/line-screen.tsx': 'hours and days',
  'schedule/session-change.tsx': 'hours and amounts',
};

test('no text box has come to the product that nothing types Vietnamese into', async () => {
  expect(await filesWithTextBoxes()).toEqual(Object.keys(accountedFor).sort());
});

describe('a reviewer', () => {
  test('finds by a unit’s name and sends a remark, each typed in every way', async () => {
    const { page } = desk;
    const entry = broadcast({ title: 'Bản tin để trả lại', airDates: [today()] });
    await author.push(entry);
    await signIn(desk, server.url, 'sonoivu');
    await page.goto(`${server.url}/review`);
    const search = page.getByRole('searchbox');
    await search.waitFor();
    await typeEveryWay(page, search, 'Xã Hiệp Cường');
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(1);
    await page.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByRole('dialog').getByText('Lý do khác, ghi ở dưới').click();
    await typeEveryWay(page, page.getByRole('dialog').getByLabel('Ghi thêm cho người ghi'), words);
    await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
    await expect.poll(() => remarkOf(entry.id), soon).toBe(words);
  });

  test('opens an entry again with words that are typed in every way', async () => {
    const { page } = desk;
    const entry = broadcast({ title: 'Bản tin để mở lại', airDates: [today()] });
    await author.push(entry);
    await supervisor.push({ type: 'review', id: entry.id, base: 1, verdict: 'reject', remark: 'Trùng với mục khác' });
    await page.goto(`${server.url}/e/${entry.id}`);
    await page.getByRole('button', { name: 'Mở lại', exact: true }).click();
    await typeEveryWay(page, page.getByRole('dialog').getByLabel('Cần sửa gì', { exact: false }), words);
    await page.getByRole('dialog').getByRole('button', { name: 'Mở lại mục' }).click();
    await expect.poll(() => remarkOf(entry.id), soon).toBe(words);
  });

  test('finds the unit that an entry is moved to', async () => {
    const { page } = desk;
    await author.push(broadcast({ title: 'Bản tin để chuyển', airDates: [today()] }));
    await page.goto(`${server.url}/review`);
    await page.getByRole('button', { name: 'Chuyển đơn vị' }).click();
    await typeEveryWay(page, page.getByRole('dialog').getByRole('searchbox'), 'Phố Hiến');
    await page.getByRole('dialog').getByLabel('Phường Phố Hiến').waitFor();
  });

  test('writes a plan: every text box of it holds what was typed, and the server has it letter by letter', async () => {
    const { page } = desk;
    const stored = (await plans()).at(-1);
    await page.goto(`${server.url}/plan/${stored?.plan.id}/edit`);
    await page.getByRole('button', { name: 'Lưu kế hoạch' }).waitFor();
    // One of each sort: contents, forms, the first actor's duties, the first task.
    await page.evaluate(() => {
      const folds = [...document.querySelectorAll('form > details')];
      for (const fold of folds) fold.toggleAttribute('open', folds.indexOf(fold) < 4);
      document.querySelector('form details details')?.toggleAttribute('open', true);
    });
    const boxes = await page.locator('form textarea, form input:not([type]):not([inputmode=numeric])').all();
    let typedInto = 0;
    for (const box of boxes) {
      if (!(await box.isVisible())) continue;
      await typeEveryWay(page, box, `${words} ${(typedInto += 1)}`);
    }
    expect(typedInto).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Lưu kế hoạch' }).click();
    await page.waitForURL(`${server.url}/plan/${stored?.plan.id}`);
    const saved = JSON.stringify((await plans()).find(({ plan }) => plan.id === stored?.plan.id)?.plan);
    for (let place = 1; place <= typedInto; place += 1) expect(saved).toContain(`"${words} ${place}"`);
    expect(saved.normalize('NFC')).toBe(saved);
  });

  test('finds a unit among those that have a task', async () => {
    const { page } = desk;
    const stored = (await plans()).at(-1);
    const task = stored?.plan.tasks.find((each) => each.doers.types.includes('commune'));
    await page.goto(`${server.url}/plan/${stored?.plan.id}/task/${task?.id}`);
    const search = page.getByRole('searchbox');
    await search.waitFor();
    await typeEveryWay(page, search, 'Hiệp Cường');
    await page.getByRole('heading', { name: 'Xã Hiệp Cường' }).waitFor();
    await expect.poll(() => page.getByRole('heading', { level: 3 }).count()).toBe(1);
  });

  test('finds a unit among those whose years are compared', async () => {
    const { page } = desk;
    const aired = communesOn(server.parts.catalogue, today()).map(({ key }) =>
      planEntry({ id: `of ${key}`, unit: key, kind: 'broadcast', status: 'approved', values: { airDates: [today()], airings: 2 } }),
    );
    await server.parts.database.write((tx) => writeFacts(tx, aired));
    await page.goto(`${server.url}/plan/compare?indicator=broadcastAirings`);
    const search = page.getByRole('searchbox');
    await search.waitFor();
    await typeEveryWay(page, search, 'Hiệp Cường');
    await page.getByRole('heading', { name: 'Thấy 1 đơn vị' }).waitFor();
    await page.getByRole('rowheader', { name: 'Xã Hiệp Cường' }).waitFor();
  });
});

describe('an administrator', () => {
  test('says why an entry is erased, typed in every way', async () => {
    const office = await takePhone({ chromium: inject('chromium'), desk: true });
    const entry = broadcast({ title: 'Bản tin để xóa hẳn', airDates: [today()] });
    await author.push(entry);
    await signIn(office, server.url, 'quantri');
    await office.page.goto(`${server.url}/e/${entry.id}`);
    await office.page.getByRole('button', { name: 'Xóa hẳn…' }).click();
    const dialog = office.page.getByRole('dialog');
    await typeEveryWay(office.page, dialog.getByLabel('Lý do'), words);
    await dialog.getByRole('button', { name: 'Xóa hẳn', exact: true }).click();
    await expect.poll(() => reasonOf(entry.id), soon).toBe(words);
    await office.close();
  });
});

describe('a reporter', () => {
  test('signs in: a name that no keyboard has harmed is sent, and the password is what was meant', async () => {
    const { page } = phone;
    await page.goto(server.url);
    await typeEveryWay(page, page.getByLabel('Tên đăng nhập'), words);
    await page.getByRole('button', { name: 'Hiện mật khẩu' }).click();
    await typeEveryWay(page, page.getByLabel('Mật khẩu', { exact: true }), words);
    const asked = page.waitForRequest('**/v1/session');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    expect((await asked).postDataJSON()).toMatchObject({ username: words, password: words });
    await signIn(phone, server.url, 'hiepcuong');
  });

  test('explains why a flagged place was left as it is', async () => {
    const { page } = phone;
    const entry = broadcast({ title: 'Bản tin để giải trình', airDates: [today()] });
    await author.push(entry);
    await supervisor.push({ type: 'review', id: entry.id, verdict: 'return', remark: 'Sai tên', flags: ['title'], base: 1 });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('Bản tin để giải trình').first().waitFor(soon);
    await page.goto(`${server.url}/e/${entry.id}/fix`);
    await page.getByRole('button', { name: /^(Lưu|Gửi lại)/ }).click();
    await typeEveryWay(page, page.locator('#explanation'), words);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Gửi kèm/ })
      .click();
    await expect.poll(() => noteOf(entry.id), soon).toContain(words);
  });

  test('mends a cell of a pasted table', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/import/broadcast`);
    const table = page.locator('main textarea');
    await table.waitFor();
    await typeEveryWay(page, table, words);
    await table.fill(`Ngày phát\tNội dung chính\n${formatDay(today())}\tBản`);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const cell = page.getByRole('listitem').getByLabel('Nội dung chính');
    await cell.waitFor();
    await typeEveryWay(page, cell, words);
    await cell.blur();
    // Also before it is brought in.
    await expect.poll(async () => JSON.stringify(await readRows(page, 'imports')), soon).toContain(`"${words}"`);
  });
});

test('an administrator gives the first name of an empty server', async () => {
  const empty = await startTestServer({ demo: false, client: path.resolve('dist') });
  try {
    const { page } = desk;
    await page.goto(`${empty.url}/setup#${empty.setupToken}`);
    await typeEveryWay(page, page.getByLabel('Họ và tên'), words);
    await page.getByLabel('Tên đăng nhập').fill('quantri');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('mat-khau-dai-2026');
    const made = page.waitForResponse('**/v1/setup');
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
    expect(await (await made).json()).toMatchObject({ person: { name: words } });
  } finally {
    await empty.close();
  }
});

test('an administrator looks for a person and adds one, the name typed in every way', async () => {
  const office = await takePhone({ chromium: inject('chromium'), desk: true });
  try {
    const { page } = office;
    await signIn(office, server.url, 'quantri');
    await page.goto(`${server.url}/people`);
    await typeEveryWay(page, page.getByRole('searchbox'), 'Hiệp Cường');
    await page.getByRole('button', { name: 'Thêm người' }).click();
    const dialog = page.getByRole('dialog', { name: 'Thêm người' });
    await typeEveryWay(page, dialog.getByLabel('Họ và tên'), words);
    await dialog.getByLabel('Tên đăng nhập').fill('nguoi.moi');
    await dialog.getByRole('searchbox').fill('Hiệp Cường');
    await dialog.getByRole('radio', { name: 'Xã Hiệp Cường' }).check();
    const made = page.waitForResponse('**/v1/people');
    await dialog.getByRole('button', { name: 'Thêm người này' }).click();
    expect(await (await made).json()).toMatchObject({ person: { name: words } });
  } finally {
    await office.close();
  }
});

test('a centre looks for one of the communes that it serves', async () => {
  const centre = await takePhone({ chromium: inject('chromium') });
  try {
    const { page } = centre;
    await signIn(centre, server.url, 'trungtam');
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByRole('button', { name: /^Lưu/ }).waitFor();
    await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => fold.toggleAttribute('open', true)));
    await typeEveryWay(page, page.getByRole('searchbox').first(), 'Hiệp Cường');
    await expect.poll(() => page.getByText('Xã Hiệp Cường').first().isVisible()).toBe(true);
    await expect.poll(() => page.getByText('Phường Phố Hiến').first().isVisible()).toBe(false);
  } finally {
    await centre.close();
  }
});

function today(): string {
  return new Date(server.clock.now + 7 * 3_600_000).toISOString().slice(0, 10);
}

interface Answered {
  review: { remark: string } | null;
  values: Record<string, unknown>;
}

async function entryOf(id: string): Promise<Answered> {
  const answer = await author.fetch(`/v1/entries/${id}`);
  return ((await answer.json()) as { entry: Answered }).entry;
}

const remarkOf = async (id: string): Promise<string | undefined> => (await entryOf(id)).review?.remark;
const noteOf = async (id: string): Promise<unknown> => (await entryOf(id)).values['note'];

async function plans(): Promise<StoredPlan[]> {
  return ((await (await supervisor.fetch('/v1/plans')).json()) as { plans: StoredPlan[] }).plans;
}

async function reasonOf(entry: string): Promise<string | undefined> {
  const row = await server.parts.database.query.selectFrom('erasure').select('reason').where('entry', '=', entry).executeTakeFirst();
  return row?.reason;
}
