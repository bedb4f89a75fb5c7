import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { WirePhone } from '../fakes/wire-phone.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';

/** What stands between the browsers and the server. */
export interface Network {
  /** Address that browsers open. */
  url: string;
  /** The server's own address, for looking what it holds. */
  serverUrl: string;
  plug: () => void;
  unplug: () => void;
  /** From here on the network may misbehave: the app is on the phone. */
  afterInstalling?: () => void;
}

/**
 * The main job, end to end: sign in, lose the network, log two events with photos, lose the browser, find everything
 * again, send it, have one returned, mend it offline, have both approved.
 */
export async function doTheMainJob(chromium: string, network: Network): Promise<void> {
  const reporter = await takePhone({ chromium });
  const desk = await takePhone({ chromium, desk: true });
  try {
    await signIn(reporter, network.url, 'hiepcuong');
    await readyForOffline(reporter);
    network.afterInstalling?.();
    network.unplug();
    await reporter.closeAndReopen(network.url);
    await logBroadcast(reporter, 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa');
    await logTraining(reporter, 'Tập huấn dịch vụ công trực tuyến', 3);
    await expectWaiting(reporter, 2);

    await reporter.killAndReopen(network.url);
    await expectWaiting(reporter, 2);
    const sentPhotos = await photosOnDevice(reporter);
    expect(sentPhotos).toHaveLength(3);

    network.plug();
    await sendAll(reporter);
    const held = await entriesOnServer(network.serverUrl, 'hiepcuong');
    expect(held.map(({ kind, status }) => ({ kind, status })).sort(byKind)).toEqual([
      { kind: 'broadcast', status: 'submitted' },
      { kind: 'training', status: 'submitted' },
    ]);
    expect(await photoHashesOnServer(network.serverUrl, held)).toEqual(sentPhotos);

    // The desk sits at the server's own network: the weather is the reporter's.
    await signIn(desk, network.serverUrl, 'sonoivu');
    await returnEntry(desk, 'Tập huấn dịch vụ công trực tuyến', { remark: 'Bổ sung số người dự', flag: 'Số người dự' });

    await receiveReturned(reporter);
    network.unplug();
    await mendAttendance(reporter, '52');
    network.plug();
    await sendAll(reporter);

    await reloadQueue(desk, network.serverUrl);
    await openInQueue(desk, 'Tập huấn dịch vụ công trực tuyến');
    await desk.page.getByText(/Số người dự: 48\s+lượt\s+người → 52\s+lượt\s+người/).waitFor();
    await approve(desk, 'Tập huấn dịch vụ công trực tuyến');
    await approve(desk, 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa');
    await expect
      .poll(async () => (await entriesOnServer(network.serverUrl, 'hiepcuong')).map((entry) => entry.status), { timeout: 60_000 })
      .toEqual(['approved', 'approved']);
    await sendAll(reporter);
    await reporter.page.goto(`${network.url}/log`);
    await expect.poll(() => reporter.page.getByText('Đã duyệt').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  } finally {
    await reporter.close();
    await desk.close();
  }
}

export async function logBroadcast(phone: Phone, title: string): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
  await page.getByRole('heading', { name: 'Ghi buổi phát', level: 1 }).waitFor();
  await page.getByLabel('Nội dung chính').fill(title);
  await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
  await page.getByText('Đã lưu trên máy', { exact: false }).first().waitFor();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

async function logTraining(phone: Phone, title: string, photos: number): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Tập huấn' }).click();
  await page.getByRole('button', { name: 'Chụp ảnh' }).click();
  for (let taken = 1; taken <= photos; taken += 1) {
    await page.getByRole('button', { name: 'Chụp', exact: true }).click();
    await expect.poll(() => page.getByRole('img', { name: /^Ảnh/ }).count(), { timeout: 60_000 }).toBe(taken);
  }
  await page.getByRole('button', { name: /^Xong/ }).click();
  await page.getByLabel('Tên lớp tập huấn').fill(title);
  await page.getByLabel('Số người dự', { exact: false }).first().fill('48');
  await page.getByText('Cán bộ, công chức, viên chức').click();
  await page.getByLabel('Họ tên').fill('Phạm Thị Hoa');
  await page.getByText('Thủ tục hành chính, một cửa, dịch vụ công').click();
  await page.getByLabel('Địa điểm tổ chức').fill('Hội trường UBND xã');
  await page.getByRole('button', { name: 'Lưu lớp tập huấn' }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

/** Both kinds of place: the number on "Gửi", and the log itself. */
async function expectWaiting(phone: Phone, count: number): Promise<void> {
  const { page } = phone;
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`${count} mục chờ gửi`) })
    .waitFor();
}

export async function sendAll(phone: Phone): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: /^Gửi/ }).click();
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Gửi ngay' }).click();
        await page.waitForTimeout(1500);
        return page.getByText(/Đã gửi hết/).count();
      },
      { timeout: 120_000, interval: 500 },
    )
    .toBeGreaterThan(0);
}

async function photosOnDevice(phone: Phone): Promise<string[]> {
  const hashes = await phone.page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name ?? '';
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(new Error('the database does not open')));
    });
    const rows = await new Promise<{ reference: { sha256: string } | null }[]>((resolve) => {
      const asking = database.transaction('photos').objectStore('photos').getAll();
      asking.addEventListener('success', () => resolve(asking.result as { reference: { sha256: string } | null }[]));
    });
    database.close();
    return rows.map((row) => row.reference?.sha256 ?? 'not ready');
  });
  return hashes.sort();
}

export async function entriesOnServer(url: string, username: string): Promise<Entry[]> {
  const reader = new WirePhone(url, Date.now());
  await reader.signIn(username);
  return (await reader.sync()).entries;
}

/** Of the bytes that come back, not of what was declared. */
async function photoHashesOnServer(url: string, entries: readonly Entry[]): Promise<string[]> {
  const reader = new WirePhone(url, Date.now());
  await reader.signIn('hiepcuong');
  const hashes: string[] = [];
  for (const photo of entries.flatMap((entry) => entry.photos)) {
    const answer = await reader.fetch(`/v1/photos/${photo.id}?size=original`);
    hashes.push(
      createHash('sha256')
        .update(new Uint8Array(await answer.arrayBuffer()))
        .digest('base64url'),
    );
  }
  return hashes.sort();
}

async function openInQueue(desk: Phone, title: string): Promise<void> {
  await desk.page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await desk.page.getByRole('heading', { name: title }).first().waitFor();
}

async function returnEntry(desk: Phone, title: string, words: { remark: string; flag: string }): Promise<void> {
  const { page } = desk;
  await openInQueue(desk, title);
  await page.getByRole('button', { name: /^Trả lại/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Lý do khác, ghi ở dưới').first().click();
  await dialog.getByLabel('Ghi thêm cho người ghi').fill(words.remark);
  await dialog.getByLabel(words.flag, { exact: true }).check();
  await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

export async function approve(desk: Phone, title: string): Promise<void> {
  await openInQueue(desk, title);
  await desk.page.getByRole('button', { name: /^Duyệt/ }).click();
  await desk.page.getByText(`Duyệt “${title}”: đã lưu trên máy`).first().waitFor();
}

export async function reloadQueue(desk: Phone, url: string): Promise<void> {
  await desk.page.goto(`${url}/review`);
  await desk.page.getByRole('heading', { level: 1, name: /Chờ duyệt/ }).waitFor();
}

/** The remark comes with the next round trip, without anybody asking for it by phone. */
async function receiveReturned(phone: Phone): Promise<void> {
  const { page } = phone;
  await expect
    .poll(
      async () => {
        await sendAll(phone);
        await page.getByRole('navigation').getByRole('link', { name: 'Hôm nay' }).click();
        await page.waitForTimeout(500);
        return page.getByText('1 mục cần sửa').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await page.getByText('Bổ sung số người dự').first().waitFor();
}

async function mendAttendance(phone: Phone, attendance: string): Promise<void> {
  const { page } = phone;
  await page
    .getByRole('link', { name: /Tập huấn dịch vụ công trực tuyến/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /Sửa mục bị trả lại/ }).waitFor();
  const field = page.getByLabel('Số người dự', { exact: false }).first();
  // The form opens at the flagged field.
  await expect.poll(() => field.evaluate((element) => element === document.activeElement), { timeout: 10_000 }).toBe(true);
  await field.fill(attendance);
  await page.getByRole('button', { name: /^Gửi lại/ }).click();
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
}

function byKind(one: { kind: string }, other: { kind: string }): number {
  return one.kind.localeCompare(other.kind);
}
