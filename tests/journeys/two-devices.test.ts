import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { textOf } from '../../src/domain/kinds/field.ts';
import type { EntryRow } from '../../src/localdb/rows.ts';
import { readRows, readWaiting } from '../browser/phone-database.ts';
import { seeded } from '../fakes/seeded.ts';
import { BusyPerson, type Noted } from './busy-person.ts';
import { expectOnServer } from './expect-nothing-lost.ts';
import { entriesOnServer, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const deedsEach = 1;

let server: ServerProcess;
let phone: Phone;
/** Everybody who has written to this server. */
const people: BusyPerson[] = [];

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('one person with two phones', () => {
  test('works on both at once: both end with what the server has, each entry once, both edits of one entry are kept, and one of two numbers is chosen', async () => {
    const other = await takePhone({ chromium: inject('chromium') });
    try {
      await signIn(other, server.url, 'hiepcuong');
      const [first, second] = [personAt(phone, 'A', 1), personAt(other, 'B', 2)];
      const shared = await first.logTraining(1);
      await sendAll(phone);
      await sendAll(other);
      await Promise.all([workOn(first), workOn(second)]);
      await Promise.all([
        changeInForm(phone, shared, { field: 'Địa điểm tổ chức', value: 'Nhà văn hóa thôn 1' }),
        changeInForm(other, shared, { field: 'Số người dự', value: '52' }),
      ]);
      for (const each of [phone, other, phone]) await sendAll(each);

      await expectOnServer(people, server.url);
      const entries = await entriesOnServer(server.url, 'hiepcuong');
      expect(entries.find((entry) => titleOf(entry).startsWith(shared.serial))?.values).toMatchObject({
        venue: 'Nhà văn hóa thôn 1',
        attendance: 52,
      });
      for (const each of [phone, other]) expect(await entriesOnDisk(each)).toEqual(byId(entries));

      for (const each of [first, second]) await each.goHome();
      await Promise.all([
        changeInForm(phone, shared, { field: 'Số người dự', value: '61' }),
        changeInForm(other, shared, { field: 'Số người dự', value: '62' }),
      ]);
      for (const each of [phone, other, phone, other]) await sendAll(each);
      await second.goHome();
      await chooseInConflict(other, shared, '62');
      for (const each of [other, phone]) await sendAll(each);
      const settled = await entriesOnServer(server.url, 'hiepcuong');
      const entry = settled.find((each) => titleOf(each).startsWith(shared.serial));
      expect([entry?.values['attendance'], entry?.conflicts]).toEqual([62, []]);
      for (const each of [phone, other]) expect(await entriesOnDisk(each)).toEqual(byId(settled));
    } finally {
      await other.close();
    }
  });
});

describe('one person with two tabs', () => {
  test('works in both at once: every change is numbered and sent once, and both edits of one entry are kept', async () => {
    const other = { page: await phone.context.newPage() };
    await other.page.goto(server.url);
    const [first, second] = [personAt(phone, 'C', 3), personAt(other, 'D', 4)];
    await second.goHome();
    const shared = await first.logTraining(1);
    await Promise.all([workOn(first), workOn(second)]);
    await Promise.all([
      changeInForm(phone, shared, { field: 'Địa điểm tổ chức', value: 'Nhà văn hóa thôn 1' }),
      changeInForm(other, shared, { field: 'Số người dự', value: '52' }),
    ]);
    await sendAll(phone);

    await expectOnServer(people, server.url);
    const entries = await entriesOnServer(server.url, 'hiepcuong');
    expect(await entriesOnDisk(phone)).toEqual(byId(entries));
    expect(await readWaiting(phone.page)).toEqual([]);
    expect(entries.flatMap((entry) => entry.conflicts)).toEqual([]);
  });
});

function personAt(at: Pick<Phone, 'page'>, name: string, seed: number): BusyPerson {
  const person = new BusyPerson(at, { name, random: seeded(seed), isAlone: false, firstPicture: seed * 1000 });
  people.push(person);
  return person;
}

/** Sending goes on by itself meanwhile, two seconds after each save. */
async function workOn(person: BusyPerson): Promise<void> {
  for (let deed = 0; deed < deedsEach; deed += 1) await person.doSomething();
  await person.goHome();
}

async function changeInForm({ page }: Pick<Phone, 'page'>, note: Noted, change: { field: string; value: string }): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(note.serial) })
    .first()
    .click();
  await page.getByRole('link', { name: 'Sửa' }).click();
  await page.getByLabel(change.field, { exact: false }).first().fill(change.value);
  await page.getByRole('button', { name: /^Lưu/ }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

async function chooseInConflict({ page }: Pick<Phone, 'page'>, note: Noted, value: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(note.serial) })
    .first()
    .click();
  const cards = page.getByRole('region', { name: '1 chỗ được ghi khác nhau' });
  await cards.getByRole('radio', { name: new RegExp(`^${value}`) }).click();
  await cards.getByRole('button', { name: 'Lưu lựa chọn' }).click();
  await cards.waitFor({ state: 'detached' });
}

async function entriesOnDisk({ page }: Pick<Phone, 'page'>): Promise<(Entry | null)[]> {
  const rows = await readRows<EntryRow>(page, 'entries');
  expect(rows.filter((row) => row.sync !== 'clean')).toEqual([]);
  return byId(rows.flatMap((row) => row.server ?? []));
}

function byId(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((one, other) => one.id.localeCompare(other.id));
}

function titleOf(entry: Entry): string {
  return textOf(entry.values, 'title') ?? '';
}
