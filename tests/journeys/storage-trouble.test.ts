import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DraftRow, EntryRow, OutboxRow, PhotoRow } from '../../src/localdb/rows.ts';
import { readRows } from '../browser/phone-database.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { BusyPerson } from './busy-person.ts';
import { armClosing, closeDatabases, type Closing } from './close-databases.ts';
import { fillDisk } from './fill-disk.ts';
import { expectOnServer } from './expect-nothing-lost.ts';
import { entriesOnServer, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const soon = { timeout: 60_000 };
/**
 * Of the phone's disk, in bytes: for some photos and not for all; for none, but for text. A photo is tried with 393 kB, and
 * the browser takes some 120 kB meanwhile, for code that it has compiled.
 */
const roomForPhotos = 4_000_000;
const roomForText = 360_000;
const closings: readonly Closing[] = ['silently', 'brokenOff'];

let server: ServerProcess;
let phone: Phone;

describe('a database that the browser closes, with or without a word, and with what is under way', () => {
  beforeAll(takeSignedInPhone);
  afterAll(giveBack);

  test('at any moment, again and again, costs nobody a word', async () => {
    const person = new BusyPerson(phone, { name: 'Đ', random: () => 0.9 });
    const losing = { isOver: false };
    const lost = loseAgainAndAgain(losing);
    try {
      await person.logBroadcast();
      await person.logTraining(1);
      await person.logBroadcast();
    } finally {
      losing.isOver = true;
      await lost;
    }
    await sendAll(phone);
    expect(await expectOnServer([person], server.url)).toEqual({ entries: 3, photos: 1 });
  });

  test('is open again for whatever comes next: typing, camera, saving, sending', async () => {
    const { page } = phone;
    let times = 0;
    const lose = (): Promise<void> => closeDatabases(page, closings[(times += 1) % 2]);
    await page.goto(`${server.url}/new/training`);
    const title = page.getByLabel('Tên lớp tập huấn');
    await title.fill('Tập huấn');
    for (const words of [
      'Tập huấn dịch vụ',
      'Tập huấn dịch vụ công',
      'Tập huấn dịch vụ công trực tuyến',
      'Tập huấn dịch vụ công trực tuyến cho xã',
    ]) {
      await lose();
      await title.fill(words);
      await expect.poll(typedOnDisk, soon).toBe(words);
    }
    await lose();
    await page.getByRole('button', { name: 'Chụp ảnh' }).click();
    for (const taken of [1, 2]) {
      const shutter = page.getByRole('button', { name: 'Chụp', exact: true });
      await shutter.waitFor();
      await lose();
      await shutter.click();
      await expect.poll(() => page.getByRole('img', { name: /^Ảnh/ }).count(), soon).toBe(taken);
    }
    await lose();
    await page.getByRole('button', { name: /^Xong/ }).click();
    await page.getByLabel('Số người dự', { exact: false }).first().fill('48');
    await page.getByLabel('Cán bộ, công chức, viên chức').check();
    await page.getByLabel('Họ tên').fill('Phạm Thị Hoa');
    await page.getByLabel('Thủ tục hành chính, một cửa, dịch vụ công').check();
    await page.getByLabel('Địa điểm tổ chức').fill('Hội trường UBND xã');
    await lose();
    await page.getByRole('button', { name: 'Lưu lớp tập huấn' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await lose();
    await sendAll(phone);
    expect(await photosSent('Tập huấn dịch vụ công trực tuyến cho xã')).toEqual([2]);
  });
});

describe('a disk that fills up', () => {
  let tools: CDPSession;
  const leaveRoom = async (bytes: number): Promise<void> => {
    const { usage } = await tools.send('Storage.getUsageAndQuota', { origin: server.url });
    await tools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: usage + bytes });
  };
  const makeRoom = (): Promise<unknown> => tools.send('Storage.overrideQuotaForOrigin', { origin: server.url });

  beforeAll(takeSignedInPhone);
  afterAll(giveBack);
  beforeEach(async () => {
    tools = await phone.context.newCDPSession(phone.page);
    await phone.page.goto('about:blank');
    // The browser keeps its count of free bytes for as long as it keeps the database open, and some seconds more.
    await phone.page.waitForTimeout(4000);
    await leaveRoom(roomForPhotos);
    await phone.page.goto(`${server.url}/new/broadcast`);
    await phone.page.getByLabel('Nội dung chính').waitFor();
  });
  afterEach(async () => {
    await makeRoom();
    await tools.detach();
    await phone.page.evaluate(() => void indexedDB.deleteDatabase('filler'));
  });

  test('closes the camera before a photo is lost, and text is saved and sent all the same', async () => {
    const { page } = phone;
    await fillDisk(page, 10_000);
    await leaveRoom(roomForText);
    await page.getByLabel('Nội dung chính').fill('Bản tin ghi khi máy đầy');
    await page.getByRole('button', { name: 'Chụp ảnh' }).click();
    await page.getByText('Máy đầy: tạm không chụp ảnh được, vẫn ghi chữ được.').waitFor();
    expect(await page.getByRole('button', { name: 'Chụp', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await expect.poll(() => page.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin ghi khi máy đầy');
    await saveBroadcast();
    await sendAll(phone);
    expect(await photosSent('Bản tin ghi khi máy đầy')).toEqual([0]);
  });

  test('under the open camera refuses the next photos politely, keeps those it has, and sends them', async () => {
    const { page } = phone;
    await page.getByLabel('Nội dung chính').fill('Bản tin có nhiều ảnh');
    await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click();
    await page
      .locator('input[accept="image/*"]')
      .setInputFiles([await picture(1), await picture(2), await picture(3), await picture(4), await picture(6)]);
    await page.getByText('Chưa giữ được ảnh vì máy hết chỗ. Dọn bớt bộ nhớ rồi chụp lại.').waitFor();
    const kept = await page.getByRole('button', { name: /^Bỏ ảnh/ }).count();
    expect(kept).toBeGreaterThanOrEqual(1);
    await makeRoom();
    await page.getByRole('button', { name: /^Xong/ }).click();
    await saveBroadcast();
    await sendAll(phone);
    expect(await photosSent('Bản tin có nhiều ảnh')).toEqual([kept]);
  });

  test('while a photo is being made ready leaves it whole, and it is ready by itself once there is room', async () => {
    const { page } = phone;
    await page.getByLabel('Nội dung chính').fill('Bản tin có ảnh chưa xong');
    await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click();
    // As another tab would that is making its own photo ready.
    await page.evaluate(() => {
      const held = new Promise<void>((resolve) => Object.assign(window, { letPhotosGo: resolve }));
      void navigator.locks.request('so-photos', () => held);
    });
    await page.locator('input[accept="image/*"]').setInputFiles(await picture(5));
    await expect.poll(() => page.getByRole('button', { name: /^Bỏ ảnh/ }).count(), soon).toBe(1);
    await fillDisk(page, 500);
    await page.evaluate(() => (window as unknown as { letPhotosGo: () => void }).letPhotosGo());
    await expect.poll(isAnyPhotoAtWork, soon).toBe(false);
    expect((await readRows<PhotoRow>(page, 'photos')).filter((photo) => photo.state !== 'stored')).toMatchObject([{ state: 'raw' }]);
    await makeRoom();
    await expect.poll(() => page.getByRole('img', { name: /^Ảnh/ }).count(), soon).toBe(1);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await saveBroadcast();
    await sendAll(phone);
    expect(await photosSent('Bản tin có ảnh chưa xong')).toEqual([1]);
  });

  test('to the last byte leaves what is typed on the screen; with room again it goes to disk by itself, is saved and sent', async () => {
    const { page } = phone;
    await fillDisk(page, 10);
    await page.getByLabel('Nội dung chính').fill('Bản tin ghi khi máy không còn chỗ');
    await page.getByText('Chưa lưu được vì máy hết chỗ. Phần chữ vẫn còn trên màn hình, đừng tắt máy.').waitFor();
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByText('Có trục trặc, chưa lưu được. Nội dung đã ghi vẫn còn.').waitFor();
    await expect.poll(() => page.getByLabel('Nội dung chính').inputValue()).toBe('Bản tin ghi khi máy không còn chỗ');
    await makeRoom();
    await expect.poll(typedOnDisk, soon).toBe('Bản tin ghi khi máy không còn chỗ');
    await saveBroadcast();
    await sendAll(phone);
    expect(await photosSent('Bản tin ghi khi máy không còn chỗ')).toEqual([0]);
  });
});

describe('a database that a newer build has changed', () => {
  const sentence = 'Máy đã có bản mới hơn. Tải lại để dùng tiếp. Nội dung đã ghi vẫn còn.';

  beforeAll(takeSignedInPhone);
  afterAll(giveBack);

  test('behind a connection that was lost is not written either, and the page says so', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').fill('Bản tin');
    await expect.poll(typedOnDisk, soon).toBe('Bản tin');
    await raiseVersion(page);
    const before = await everything();
    await page.getByLabel('Nội dung chính').fill('Bản tin của bản trước');
    await page.getByText(sentence).waitFor();
    expect(await everything()).toEqual(before);
  });

  test('is left as it is by an older one, which says so', async () => {
    const { page } = phone;
    await page.goto(`${server.url}/icon.svg`);
    await raiseVersion(page);
    const before = await everything();
    await page.goto(server.url);
    await page.getByText(sentence).waitFor();
    // Longer than it takes until the page would begin to send.
    await page.waitForTimeout(3000);
    expect(await everything()).toEqual(before);
  });
});

/**
 * As the next build would: the version goes up, the tables stay. What connections the page has are lost silently with the
 * same breath: given time, it would open a new one, and be told by it that the version is about to change.
 */
async function raiseVersion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [known] = (await indexedDB.databases()).filter((each) => each.name?.startsWith('so-'));
    (window as unknown as { closeAll: (closing: string) => void }).closeAll('silently');
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(known?.name ?? '', (known?.version ?? 0) + 10);
      opening.addEventListener('success', () => {
        opening.result.close();
        resolve();
      });
      opening.addEventListener('error', () => reject(new Error('the version was not raised')));
    });
  });
}

async function typedOnDisk(): Promise<unknown> {
  return (await readRows<DraftRow>(phone.page, 'drafts'))[0]?.input['title'];
}

/** Some megabytes, as a phone's camera makes them. */
async function picture(seed: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: `IMG_${seed}.jpg`, mimeType: 'image/jpeg', buffer: await plainJpeg(seed, 1500) };
}

async function everything(): Promise<unknown> {
  const { page } = phone;
  return {
    drafts: await readRows<DraftRow>(page, 'drafts'),
    entries: await readRows<EntryRow>(page, 'entries'),
    outbox: await readRows<OutboxRow>(page, 'outbox'),
    photos: await readRows<PhotoRow>(page, 'photos'),
  };
}

async function saveBroadcast(): Promise<void> {
  await phone.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
  await phone.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

async function loseAgainAndAgain(losing: { isOver: boolean }): Promise<void> {
  for (let turn = 0; !losing.isOver; turn += 1) {
    await closeDatabases(phone.page, closings[turn % 2]);
    await phone.page.waitForTimeout(50 + ((turn * 37) % 300));
  }
}

async function isAnyPhotoAtWork(): Promise<boolean> {
  return phone.page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].some((lock) => lock.name === 'so-photos');
  });
}

async function takeSignedInPhone(): Promise<void> {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await armClosing(phone.context);
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
}

async function giveBack(): Promise<void> {
  await phone.close();
  await server.close();
}

/** Of each entry with this title that the server has. */
async function photosSent(title: string): Promise<number[]> {
  const entries = await entriesOnServer(server.url, 'hiepcuong');
  return entries.filter((entry) => entry.values['title'] === title).map((entry) => entry.photos.length);
}
