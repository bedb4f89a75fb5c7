import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { dayOf } from '../../src/domain/text.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';

/** People know a commune by what it was called before the mergers, and by the district that it was in. */

const soon = { timeout: 60_000 };

let dataFolder: string;
let server: TestServer;
let desk: Phone;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-names-'));
  server = await startTestServer({ dataFolder, clock: { now: Date.now() }, client: path.resolve('dist') });
  desk = await takePhone({ chromium: inject('chromium'), desk: true });
});
afterAll(async () => {
  await desk.close();
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a reviewer who searches by a commune of before the mergers, or by its old district', () => {
  beforeAll(async () => {
    const today = dayOf(server.clock.now);
    const firstOfMonth = `${today.slice(0, 8)}01`;
    const author = new WirePhone(server.url, server.clock.now);
    await author.signIn('hiepcuong');
    await author.sync();
    await author.push(broadcast({ title: 'Bản tin của xã Hiệp Cường', airDates: [firstOfMonth] }));
    // The queue's first page is of those that were submitted first; at one moment, chance would say which they are.
    server.clock.now += 60_000;
    const other = new WirePhone(server.url, server.clock.now);
    await other.signIn('phohien');
    await other.sync();
    const unit = '11953@2025-07-01';
    for (let place = 0; place < 60; place += 1) await other.push({ ...broadcast({ title: `Bản tin ${place}`, airDates: [today] }), unit });
    await signIn(desk, server.url, 'sonoivu');
  });

  test.each(['Song Mai', 'kim dong'])('finds its entries among those to be reviewed: %s', async (words) => {
    const { page } = desk;
    await page.goto(`${server.url}/review`);
    await page.getByRole('searchbox').fill(words);
    await expect.poll(() => page.locator('tbody tr').allInnerTexts(), soon).toEqual([expect.stringContaining('Bản tin của xã Hiệp Cường')]);
  });

  test.each(['Song Mai', 'kim dong'])('finds them in the book, also where the first page does not reach: %s', async (words) => {
    const { page } = desk;
    await page.goto(`${server.url}/log`);
    await page.getByText('Đã tải 50/61 mục.', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Tìm trong Sổ' }).fill(words);
    await page.getByRole('heading', { level: 2, name: '1 mục', exact: false }).waitFor();
    const rows = page.getByRole('main').getByRole('listitem');
    await expect.poll(() => rows.allInnerTexts(), soon).toEqual([expect.stringContaining('Bản tin của xã Hiệp Cường')]);
  });
});

describe('a centre that ticks the communes it works for', () => {
  test('finds one by the name of a ward that went into it', async () => {
    const phone = await takePhone({ chromium: inject('chromium') });
    try {
      const { page } = phone;
      await signIn(phone, server.url, 'trungtam');
      await readyForOffline(phone);
      await page.goto(`${server.url}/new/broadcast`);
      const communes = page.getByRole('group', { name: 'Phát cho xã, phường' });
      await communes.getByRole('searchbox').fill('hien nam');
      await expect.poll(() => communes.getByRole('checkbox').filter({ visible: true }).count(), soon).toBe(1);
      await communes.getByRole('checkbox', { name: 'Phường Phố Hiến' }).waitFor();
    } finally {
      await phone.close();
    }
  });
});
