import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DraftRow } from '../../src/localdb/rows.ts';
import { readRows } from '../browser/phone-database.ts';
import { bytesOf, pdf } from '../fakes/attachments.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { reloadQueue, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');
const title = 'Phát thanh kế hoạch cải cách hành chính';
const name = 'Kế hoạch tuyên truyền.pdf';
const plan = Buffer.from(pdf('x'.repeat(300_000)));

let server: ServerProcess;
let network: CuttingProxy;
beforeAll(async () => {
  server = await startServerProcess();
  network = await startCuttingProxy({ target: () => server.port, random: () => 0.5, within: 30_000, share: 0 });
});
afterAll(async () => {
  await network.close();
  await server.close();
});

describe('a file attached where there is no network', () => {
  test('survives the browser’s death, is sent with its entry, and is given to the reviewer byte for byte', async () => {
    const reporter = await takePhone({ chromium });
    const desk = await takePhone({ chromium, desk: true });
    try {
      await signIn(reporter, network.url, 'hiepcuong');
      await readyForOffline(reporter);
      network.plugged = false;
      await reporter.closeAndReopen(`${network.url}/new/broadcast`);
      await reporter.page.getByLabel('Nội dung chính').fill(title);
      await reporter.page.getByText('Thêm chi tiết (không bắt buộc)').click();
      await pick(reporter, 'ghi-chep.txt', bytesOf('không phải PDF'));
      await reporter.page.getByText('Tệp “ghi-chep.txt” không phải PDF').waitFor();
      await pick(reporter, name, plan);
      await reporter.page.getByRole('button', { name: `Bỏ tệp ${name}` }).waitFor();

      await reporter.killAndReopen(network.url);
      const [draft] = await readRows<DraftRow>(reporter.page, 'drafts');
      expect(draft?.attachments).toHaveLength(1);
      await reporter.page.getByRole('link', { name: new RegExp(title) }).click();
      await reporter.page.getByRole('button', { name: `Bỏ tệp ${name}` }).waitFor();
      await pick(reporter, 'thua.pdf', Buffer.from(pdf('thừa')));
      await reporter.page.getByRole('button', { name: 'Bỏ tệp thua.pdf' }).click();
      await reporter.page.getByRole('button', { name: 'Bỏ tệp thua.pdf' }).waitFor({ state: 'detached' });
      await reporter.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
      await reporter.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();

      // From the phone itself, which alone has it.
      await reporter.page.getByRole('link', { name: new RegExp(title) }).click();
      expect((await download(reporter)).equals(plan)).toBe(true);
      await reporter.page.goto(`${network.url}/outbox`);
      await expect.poll(() => reporter.page.getByText('Ảnh, tệp chờ gửi').locator('..').textContent()).toContain('1');

      network.plugged = true;
      await sendAll(reporter);
      await signIn(desk, server.url, 'sonoivu');
      await expect
        .poll(
          async () => {
            await reloadQueue(desk, server.url);
            await desk.page
              .getByRole('link', { name: new RegExp(title) })
              .first()
              .click();
            await desk.page.getByText(name).waitFor();
            return desk.page.getByRole('button', { name: `Tải về ${name}` }).count();
          },
          { timeout: 60_000 },
        )
        .toBe(1);
      expect((await download(desk)).equals(plan)).toBe(true);
    } finally {
      await reporter.close();
      await desk.close();
    }
  });
});

async function pick({ page }: Phone, file: string, bytes: Uint8Array): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Đính kèm tệp' }).click()]);
  await chooser.setFiles({ name: file, mimeType: '', buffer: Buffer.from(bytes) });
}

async function download({ page }: Phone): Promise<Buffer> {
  const [handedOut] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Tải về ${name}` }).click()]);
  expect(handedOut.suggestedFilename()).toBe(name);
  return readFile(await handedOut.path());
}
