import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { HeldPage } from '../../src/protocol/held.ts';
import { dayOf } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, newId, WirePhone } from '../fakes/wire-phone.ts';
import { lookSmallAndWide } from '../journeys/look.ts';
import { logBroadcast, sendAll } from '../journeys/main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { putHeld } from './phone-database.ts';

/** What was refused of an entry, on the phone that it was written on. */

let dataFolder: string;
let server: TestServer;
let desk: WirePhone;
let phone: Phone;
let page: Page;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-refused-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  desk = new WirePhone(server.url, server.clock.now);
  await desk.signIn('sonoivu');
  phone = await takePhone({ chromium: inject('chromium') });
  ({ page } = phone);
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('an edit that came after the entry was approved', () => {
  test('is mended and sent again from the refused words, once the entry was opened again', async () => {
    const author = new WirePhone(server.url, server.clock.now);
    await author.signIn('hiepcuong');
    // The book opens at this month.
    const entry = broadcast({ title: 'Bản tin chiều', airDates: [dayOf(server.clock.now)] });
    await author.push(entry);
    await sendAll(phone);
    await phone.context.setOffline(true);
    await openPage(`/e/${entry.id}/edit`);
    await page.getByLabel('Nội dung chính').fill('Bản tin chiều, bản sửa');
    await page.getByLabel('Thời lượng một lần phát').fill('10');
    await page.getByRole('button', { name: /^Lưu/ }).click();

    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await desk.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    await phone.context.setOffline(false);
    await sendAll(phone);
    await openPage(`/e/${entry.id}`);
    await page.getByText('Mục đã được duyệt trước khi thay đổi này đến.').waitFor();
    expect(await page.getByRole('link', { name: 'Sửa rồi gửi lại' }).count()).toBe(0);

    await desk.push({ type: 'reopen', id: entry.id, base: 2, remark: 'Ghi lại thời lượng' });
    await sendAll(phone);
    await openPage(`/e/${entry.id}`);
    await page.getByRole('link', { name: 'Sửa rồi gửi lại' }).waitFor();
    expect(await lookSmallAndWide(phone, 'refused-edit')).toEqual([]);
    await page.getByRole('link', { name: 'Sửa rồi gửi lại' }).click();
    const title = page.getByLabel('Nội dung chính');
    await expect.poll(() => title.inputValue()).toBe('Bản tin chiều, bản sửa');
    await expect.poll(() => page.getByLabel('Thời lượng một lần phát').inputValue()).toBe('10');
    expect(await lookSmallAndWide(phone, 'refused-again')).toEqual([]);
    await title.fill('Bản tin chiều, bản cuối');
    await page.getByRole('button', { name: /^(Gửi lại|Lưu)/ }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await sendAll(phone);
    await expect
      .poll(async () => (await author.entry(entry.id)).entry)
      .toMatchObject({ status: 'submitted', values: { title: 'Bản tin chiều, bản cuối', durationMinutes: 10 } });
    expect(await heldOnServer()).toEqual([['edit', 'mended']]);
    await openPage(`/e/${entry.id}`);
    await page.getByRole('heading', { name: 'Bản tin chiều, bản cuối' }).waitFor();
    expect(await page.getByText('Mục đã được duyệt trước khi thay đổi này đến.').count()).toBe(0);
  });
});

describe('a first version that was not taken', () => {
  test('can be let go after a question, and the server keeps what it said', async () => {
    await openPage('/');
    await phone.context.setOffline(true);
    await logBroadcast(phone, 'Bản tin gặp trục trặc');
    await refusingEverything(() => sendAll(phone));
    await page.getByRole('link', { name: /Bản tin gặp trục trặc/ }).click();
    await page.getByRole('link', { name: 'Sửa rồi gửi lại' }).waitFor();
    expect(await lookSmallAndWide(phone, 'refused-whole')).toEqual([]);
    await page.getByRole('button', { name: 'Bỏ mục khỏi máy' }).click();
    const question = page.getByRole('dialog', { name: 'Bỏ mục khỏi máy?' });
    await question.getByText(/Phần chữ vẫn giữ trên hệ thống/).waitFor();
    expect(await lookSmallAndWide(phone, 'refused-ask')).toEqual([]);
    await question.getByRole('button', { name: 'Giữ lại' }).click();
    await page.getByRole('button', { name: 'Bỏ mục khỏi máy' }).click();
    await question.getByRole('button', { name: 'Bỏ mục' }).click();
    await page.getByRole('heading', { name: 'Gửi', level: 1 }).waitFor();
    await page.getByText('Đã bỏ. Hệ thống vẫn giữ phần chữ.').waitFor();
    await sendAll(phone);
    expect(await page.getByText('Bản tin gặp trục trặc').count()).toBe(0);
    expect(await heldOnServer()).toContainEqual(['new', 'dismissed']);
    await openPage('/log');
    await page.getByText('Bản tin chiều').first().waitFor();
    expect(await page.getByText('Bản tin gặp trục trặc').count()).toBe(0);
  });

  test('and was taken back before that is never shown as submitted', async () => {
    await openPage('/');
    await phone.context.setOffline(true);
    await logBroadcast(phone, 'Bản tin ghi nhầm');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByText('Đã hủy mục vừa ghi').waitFor();
    await refusingEverything(() => sendAll(phone));
    await page.getByRole('link', { name: /Bản tin ghi nhầm/ }).click();
    await page.getByText('Mục đã hủy trên máy này, và hệ thống cũng không nhận.').waitFor();
    expect(await page.getByText('Tỉnh đã nhận, đang chờ duyệt.').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Sửa rồi gửi lại' }).count()).toBe(0);
    expect(await lookSmallAndWide(phone, 'refused-back')).toEqual([]);
  });
});

describe('a change refused of an entry that is not on this phone any more', () => {
  // Its unit was lost, and a server that was restored asked for the change once more.
  test('says why, keeps its words as a file, and can be let go', async () => {
    const entry = newId();
    await phone.context.setOffline(true);
    await openPage('/');
    await putHeld(page, {
      n: 1_000,
      entry,
      body: JSON.stringify({ n: 1_000, type: 'edit', id: entry, at: server.clock.now, base: 1, set: { title: 'Bản tin sáng' } }),
      at: server.clock.now,
      reason: 'role',
      field: null,
      heldAt: server.clock.now,
    });
    await openPage('/outbox');
    await page.getByRole('link', { name: /Tài khoản này không được phép làm việc đó/ }).click();
    const note = page.getByRole('region', { name: 'Cần xem' });
    await note.getByText('Tài khoản này không được phép làm việc đó.').waitFor();
    expect(await lookSmallAndWide(phone, 'refused-not-here')).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      note.getByRole('button', { name: 'Lưu thay đổi này ra tệp' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('Bản tin sáng');
    await note.getByRole('button', { name: 'Bỏ thay đổi này' }).click();
    await note.waitFor({ state: 'hidden' });
    await openPage('/outbox');
    await page.getByText('Tài khoản này không được phép làm việc đó').waitFor({ state: 'hidden' });
    await phone.context.setOffline(false);
  });
});

async function openPage(address: string): Promise<void> {
  await page.goto(`${server.url}${address}`);
}

/** A fault of the program, as long as the work goes on: nothing is taken, and everything is kept. */
async function refusingEverything(work: () => Promise<void>): Promise<void> {
  const { schema } = server.parts.database.query;
  await schema.alterTable('entry_contributor').renameTo('away').execute();
  await phone.context.setOffline(false);
  await work();
  await schema.alterTable('away').renameTo('entry_contributor').execute();
}

async function heldOnServer(): Promise<[type: string, state: string][]> {
  const author = new WirePhone(server.url, server.clock.now);
  await author.signIn('hiepcuong');
  const list = (await (await author.fetch('/v1/held?whose=own&state=all')).json()) as HeldPage;
  return list.changes.map(({ type, state }) => [type, state]);
}
