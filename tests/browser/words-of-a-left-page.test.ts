import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

/** A page that is really left, a moment after the last letter: before the pause in which a form writes by itself. */

let server: ServerProcess;
let phone: Phone;

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

const fresh = async (page: Page): Promise<void> => {
  await page.goto(`${server.url}/new/broadcast`);
  await page.getByLabel('Nội dung chính').waitFor();
};
const shown = async (page: Page): Promise<string> => {
  await page.getByLabel('Nội dung chính').waitFor();
  return page.getByLabel('Nội dung chính').inputValue();
};
const keptForLater = async (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('so.last-words')));

describe('words typed just before', () => {
  test('a reload are there again, each time, of a fresh form and of one that was kept before', async () => {
    const { page } = phone;
    await fresh(page);
    for (const words of ['Bản tin', 'Bản tin dịch vụ công', 'Bản tin về một cửa', 'Bản tin sáng', 'Bản tin chiều']) {
      await page.getByLabel('Nội dung chính').fill(words);
      await page.reload();
      expect(await shown(page)).toBe(words);
    }
    await expect.poll(() => keptForLater(page)).toEqual([]);
  });

  test('another document is visited are there on the way back', async () => {
    const { page } = phone;
    await fresh(page);
    await page.getByLabel('Nội dung chính').fill('Bản tin trước khi đi');
    await page.goto(`${server.url}/healthz`);
    await page.goBack();
    expect(await shown(page)).toBe('Bản tin trước khi đi');
  });

  test('the tab is closed are among the drafts of the next one', async () => {
    const closed = await phone.context.newPage();
    await fresh(closed);
    await closed.getByLabel('Nội dung chính').fill('Bản tin của thẻ đã đóng');
    await closed.close({ runBeforeUnload: true });
    const next = await phone.context.newPage();
    await next.goto(server.url);
    await next.getByRole('link', { name: /Bản tin của thẻ đã đóng/ }).click();
    expect(await shown(next)).toBe('Bản tin của thẻ đã đóng');
    await next.close();
  });

  test('a reload are not brought back over newer ones of another tab', async () => {
    const { page } = phone;
    await fresh(page);
    await page.getByLabel('Nội dung chính').fill('Bản tin đã lưu xong');
    await page.getByText('Đã tự lưu trên máy', { exact: false }).waitFor();
    await page.evaluate(() => {
      const open = JSON.parse(sessionStorage.getItem('so.open-draft') ?? '{}') as { draft: string };
      const person = (JSON.parse(localStorage.getItem('so.person') ?? '{}') as { id: string }).id;
      const words = { id: open.draft, mode: 'new', input: { title: 'Lời cũ' }, photos: [], updatedAt: 1 };
      localStorage.setItem(`so.last-words:${person}:${open.draft}`, JSON.stringify(words));
      localStorage.setItem(`so.last-words:another:${open.draft}`, JSON.stringify({ ...words, updatedAt: Date.now() + 60_000 }));
    });
    await page.reload();
    expect(await shown(page)).toBe('Bản tin đã lưu xong');
    // Another person's are neither read nor taken away.
    await expect.poll(async () => (await keptForLater(page)).map((key) => key.split(':')[1])).toEqual(['another']);
  });
});

describe('a draft that is open in one tab', () => {
  test('tells nothing of a restart in a second one, and tells it where the page died', async () => {
    const { page, context } = phone;
    await fresh(page);
    await page.getByLabel('Nội dung chính').fill('Bản tin ở hai thẻ');
    await page.getByText('Đã tự lưu trên máy', { exact: false }).waitFor();
    const draft = await page.evaluate(() => (JSON.parse(sessionStorage.getItem('so.open-draft') ?? '{}') as { draft: string }).draft);
    const second = await context.newPage();
    await second.goto(`${server.url}/draft/${draft}`);
    expect(await shown(second)).toBe('Bản tin ở hai thẻ');
    expect(await second.getByText('Máy vừa khởi động lại ứng dụng.', { exact: false }).count()).toBe(0);
    await second.close({ runBeforeUnload: true });
    const tools = await context.newCDPSession(page);
    void tools.send('Page.crash').catch(() => {});
    await page.waitForEvent('crash');
    const next = await context.newPage();
    await next.goto(`${server.url}/draft/${draft}`);
    await next.getByText('Máy vừa khởi động lại ứng dụng.', { exact: false }).waitFor();
  });
});
