import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

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

describe('when the browser tells its worker that there is a network again', () => {
  test('the open page tries at once, long before its own next turn', async () => {
    const { page } = phone;
    let tries = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/v1/sync') tries += 1;
    });
    await page.goto(`${server.url}/outbox`);
    await expect.poll(() => tries, { timeout: 20_000 }).toBe(1);
    // What a page asks for at its start is over by then; its next turn is two minutes away.
    await page.waitForTimeout(5_000);
    expect(tries).toBe(1);
    await wakeWorker(phone);
    await expect.poll(() => tries, { timeout: 10_000 }).toBe(2);
  });
});

/** As Chromium does by itself for a page that asked for it (Background Sync). */
async function wakeWorker({ context, page }: Phone): Promise<void> {
  const tools = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  await tools.send('ServiceWorker.dispatchSyncEvent', {
    origin: new URL(page.url()).origin,
    registrationId: await registration,
    tag: 'send',
    lastChance: false,
  });
}
