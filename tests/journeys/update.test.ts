import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DraftRow, OutboxRow, PhotoRow } from '../../src/localdb/rows.ts';
import { readBytes, readRows } from '../browser/phone-database.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';
import { BusyPerson } from './busy-person.ts';
import { expectOnServer } from './expect-nothing-lost.ts';
import { sendAll } from './main-job.ts';
import { makeNextBuild, markOfNext, type NextBuild } from './next-build.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const soon = { timeout: 60_000 };
/** Chromium lets a worker end the requests that it has begun, for five minutes at most, before the next one takes its place. */
const workersTurn = { timeout: 330_000 };
const question = 'Có bản mới. Cập nhật sau khi ghi xong.';
const otherIsWriting = 'Thẻ khác còn nội dung đang ghi, nội dung đó vẫn còn. Ghi xong hoặc đóng thẻ đó thì trang này mở tiếp.';

let next: NextBuild;
let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  next = await makeNextBuild();
});
afterAll(() => next.remove());

beforeEach(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterEach(async () => {
  await phone.close();
  await server.close();
});

describe('a new version, while entries and photos are unsent and a form is open', () => {
  test('is offered when the form is closed, and takes draft, outbox and photos along whole', async () => {
    const { page } = phone;
    // Nothing is sent without a session; everything else goes on.
    await phone.context.clearCookies();
    const person = new BusyPerson(phone, { name: 'C', random: () => 0.9 });
    await person.goHome();
    await person.logBroadcast();
    await person.goHome();
    await person.logTraining(2);
    await person.goHome();
    await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
    await page.getByLabel('Nội dung chính').fill('Bản tin đang ghi dở');
    await publishNextBuild();
    await untilUpdateWaits();
    expect(await page.getByText(question).count()).toBe(0);
    await expect.poll(() => page.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin đang ghi dở');

    await page.getByRole('button', { name: 'Quay lại' }).click();
    await page.getByText(question).waitFor();
    const before = await unsentWork();
    await acceptUpdate();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    expect(await unsentWork()).toEqual(before);
    expect(before).toMatchObject({ drafts: [{ input: { title: 'Bản tin đang ghi dở' } }], outbox: [{ n: 1 }, { n: 2 }] });
    expect(before.photos.map((photo) => photo.bytes.length > 0)).toEqual([true, true]);

    await signIn(phone, `${server.url}/start`, 'hiepcuong');
    await sendAll(phone);
    expect(await expectOnServer([person], server.url)).toEqual({ entries: 2, photos: 2 });
    expect((await readRows<DraftRow>(page, 'drafts')).map((draft) => draft.input['title'])).toEqual(['Bản tin đang ghi dở']);
  });

  test('accepted in one tab does not take the words that are being typed in another', async () => {
    const { page } = phone;
    const other = await phone.context.newPage();
    await other.goto(`${server.url}/new/broadcast`);
    await publishNextBuild();
    await untilUpdateWaits();
    await page.getByText(question).waitFor();
    await other.getByLabel('Nội dung chính').fill('Bản tin đang ghi ở thẻ khác');
    await acceptUpdate();
    await expect.poll(() => buildOf(other), soon).toBe('next');
    await expect.poll(() => other.getByLabel('Nội dung chính').inputValue(), soon).toBe('Bản tin đang ghi ở thẻ khác');
  });

  test('is not offered over a remark that is being typed, and accepted in another tab it waits until the remark is sent', async () => {
    const author = new WirePhone(server.url, Date.now());
    await author.signIn('hiepcuong');
    const entry = broadcast();
    await author.push(entry);
    const { page } = await takeDesk();
    const desk = await phone.context.newPage();
    await desk.goto(`${server.url}/review`);
    await desk.getByRole('button', { name: 'Trả lại', exact: true }).first().waitFor();
    await publishNextBuild();
    await untilUpdateWaits();
    await page.getByText(question).waitFor();
    await desk.getByRole('button', { name: 'Trả lại', exact: true }).first().click();
    const remark = desk.getByRole('dialog').getByRole('textbox');
    await remark.fill('Ảnh 2 chưa thấy rõ hội trường');
    await acceptUpdate();
    await page.getByText(otherIsWriting).waitFor();
    await desk.waitForTimeout(2000);
    expect(await buildOf(desk)).toBe('old');
    await expect.poll(() => remark.inputValue()).toBe('Ảnh 2 chưa thấy rõ hội trường');
    await desk.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).click();
    await expect.poll(() => buildOf(desk), soon).toBe('next');
    await page.getByRole('heading', { name: 'Chờ duyệt', level: 1 }).waitFor();
    expect(await page.getByText(otherIsWriting).count()).toBe(0);
    await expect
      .poll(async () => (await author.entry(entry.id)).entry, soon)
      .toMatchObject({ status: 'returned', review: { remark: 'Ảnh 2 chưa thấy rõ hội trường' } });
  });

  test('accepted in another tab waits until the plan that is being written is closed', async () => {
    const { page } = await takeDesk();
    const desk = await phone.context.newPage();
    await desk.goto(`${server.url}/plan`);
    await desk.getByRole('link', { name: 'Sửa', exact: true }).click();
    const title = desk.getByLabel('Tên kế hoạch');
    await title.fill('Kế hoạch đang viết dở');
    await publishNextBuild();
    await untilUpdateWaits();
    await page.getByText(question).waitFor();
    expect(await desk.getByText(question).count()).toBe(0);
    await acceptUpdate();
    await page.getByText(otherIsWriting).waitFor();
    await desk.waitForTimeout(2000);
    expect(await buildOf(desk)).toBe('old');
    await expect.poll(() => title.inputValue()).toBe('Kế hoạch đang viết dở');
    await desk.getByRole('button', { name: 'Quay lại' }).click();
    await expect.poll(() => buildOf(desk), soon).toBe('next');
  });
});

describe('a page that was open before the new version came', () => {
  test('still gets every part of its own version that it has not asked for yet', async () => {
    const parts = await readdir('dist/assets');
    const kept = path.join(server.dataFolder, 'assets');
    await expect.poll(async () => (await readdir(kept)).filter((name) => parts.includes(name)).length, soon).toBe(parts.length);
    await publishNextBuild();
    const gone = parts.filter((name) => !next.assets.includes(name));
    expect(gone.length).toBeGreaterThan(0);
    for (const name of gone) {
      const answer = await fetch(`${server.url}/assets/${name}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(path.join('dist/assets', name)))).toBe(true);
    }
  });
});

/** A supervisor's, in place of the phone. */
async function takeDesk(): Promise<Phone> {
  await phone.close();
  phone = await takePhone({ chromium: inject('chromium'), desk: true });
  await signIn(phone, server.url, 'sonoivu');
  await readyForOffline(phone);
  return phone;
}

/** On the same address, over the same data, as at a real update. */
async function publishNextBuild(): Promise<void> {
  const { port, dataFolder } = server;
  await server.kill();
  const following = await startServerProcess({ port, dataFolder, program: [path.join(next.folder, 'server/main.js')] });
  const closeOld = server.close;
  // The folder is the first server's to remove.
  const close = async (): Promise<void> => {
    await following.close();
    await closeOld();
  };
  server = { ...following, close };
}

/** Browsers look by themselves when a page is opened, and once a day. */
async function untilUpdateWaits(): Promise<void> {
  await expect
    .poll(
      () =>
        phone.page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => {});
          return registration.waiting !== null;
        }),
      { timeout: 60_000 },
    )
    .toBe(true);
}

async function acceptUpdate(): Promise<void> {
  const button = phone.page.getByRole('button', { name: 'Cập nhật ngay' });
  await button.click();
  await expect
    .poll(async () => {
      // The question comes again when the browser took no notice.
      if (await button.isVisible()) await button.click({ timeout: 1000 }).catch(() => {});
      return buildOf(phone.page);
    }, workersTurn)
    .toBe('next');
}

async function buildOf(page: Phone['page']): Promise<string> {
  const names = await page
    .evaluate(() => [...document.querySelectorAll('script, link')].map((element) => element.outerHTML).join())
    // It is on its way from one build to the other.
    .catch(() => '');
  return names.includes(`${markOfNext}.js`) ? 'next' : 'old';
}

async function unsentWork() {
  const photos = await readRows<PhotoRow>(phone.page, 'photos');
  return {
    drafts: await readRows<DraftRow>(phone.page, 'drafts'),
    outbox: await readRows<OutboxRow>(phone.page, 'outbox'),
    photos: await Promise.all(
      photos.map(async ({ id, state }) => ({ id, state, bytes: (await readBytes(phone.page, id)).toString('base64') })),
    ),
  };
}
