import { gunzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readyForOffline, signIn, takePhone, type Phone } from '../journeys/phone.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

/** What the app leaves to Chromium: that it was really asked, in the words that Chromium understands. */

const soon = { timeout: 60_000 };

let server: ServerProcess;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await noteWhatIsAsked(phone.context);
  // Granted on people's phones without a question.
  await phone.context.grantPermissions(['background-sync']);
  await signIn(phone, server.url, 'hiepcuong');
  await readyForOffline(phone);
});
afterAll(async () => {
  await phone.close();
  await server.close();
});

describe('a phone that puts the app among its own', () => {
  test('finds nothing missing, and takes it for the same app whatever address it was met at', async () => {
    const tools = await phone.context.newCDPSession(phone.page);
    const { errors, url } = await tools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${server.url}/manifest.webmanifest`);
    expect((await tools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    expect(await tools.send('Page.getAppId')).toMatchObject({ appId: `${server.url}/` });
    await tools.detach();
  });

  test('reads its name in Vietnamese, and draws its picture in whatever shape the phone has', async () => {
    const manifest = await readManifest();
    expect(manifest).toMatchObject({ id: '/', name: 'Sổ Tuyên truyền', short_name: 'Sổ TT', lang: 'vi', display: 'standalone' });
    const maskable = manifest.icons.filter((icon) => icon.purpose === 'maskable');
    expect(maskable).toEqual([{ src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' }]);
    expect(await sizeOfPicture('/icon-maskable-512.png')).toEqual([512, 512]);
  });

  test('offers under a long press to log a broadcast and to take a photo, and each opens where it says', async () => {
    const { page } = phone;
    const { shortcuts } = await readManifest();
    expect(shortcuts.map(({ name, url }) => ({ name, url }))).toEqual([
      { name: 'Ghi buổi phát', url: '/new/broadcast' },
      { name: 'Chụp ảnh', url: '/capture' },
    ]);
    for (const { name, url } of shortcuts) {
      await page.goto(server.url + url);
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
  });
});

describe('saving without a network', () => {
  beforeAll(async () => {
    const { page } = phone;
    await page.goto(`${server.url}/new/broadcast`);
    await page.getByLabel('Nội dung chính').waitFor();
    await phone.context.setOffline(true);
    await page.evaluate(() => (window as unknown as Noted).asked.splice(0));
    await page.getByLabel('Nội dung chính').fill('Bản tin không có mạng');
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  });
  afterAll(() => phone.context.setOffline(false));

  test('is over only when the disk has it: every write asks for strict durability, and Chromium took the wish', async () => {
    const writes = (await asked()).filter((each) => each.what === 'write');
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter((write) => write.how !== 'strict')).toEqual([]);
  });

  test('asks to be woken once there is one, and Chromium agreed', async () => {
    await expect
      .poll(async () => (await asked()).filter((each) => each.what === 'wake'), soon)
      .toContainEqual({ what: 'wake', how: 'send' });
  });
});

describe('a link of which Chromium says that it is like 2G', () => {
  test('is asked for small pages of news', async () => {
    const page = await phone.context.newPage();
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { effectiveType: '2g' } }));
    const asking = page.waitForRequest((request) => new URL(request.url()).pathname === '/v1/sync');
    await page.goto(`${server.url}/outbox`);
    const body = (await asking).postDataBuffer() ?? Buffer.alloc(0);
    expect(JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString())).toMatchObject({ budget: 20_000 });
    await page.close();
  });
});

interface Noted {
  asked: { what: 'write' | 'wake'; how: string }[];
}

/** Notes in each page how its writes were really begun, and for which tags Chromium took the wish to be woken. */
async function noteWhatIsAsked(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const noted: Noted['asked'] = [];
    Object.assign(window, { asked: noted });
    const note = (connection: IDBDatabase): void => {
      const begin = connection.transaction.bind(connection);
      connection.transaction = (...named) => {
        const begun = begin(...named);
        if (begun.mode === 'readwrite' && connection.name.startsWith('so-')) noted.push({ what: 'write', how: begun.durability });
        return begun;
      };
    };
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...named) => {
      const opening = open(...named);
      opening.addEventListener('success', () => note(opening.result));
      return opening;
    };
    const { prototype } = (window as unknown as { SyncManager: { prototype: { register: (tag: string) => Promise<void> } } }).SyncManager;
    const { register } = prototype;
    prototype.register = async function (tag) {
      await register.call(this, tag);
      noted.push({ what: 'wake', how: tag });
    };
  });
}

async function asked(): Promise<Noted['asked']> {
  return phone.page.evaluate(() => (window as unknown as Noted).asked);
}

interface Manifest {
  icons: { src: string; purpose?: string }[];
  shortcuts: { name: string; url: string }[];
}

async function readManifest(): Promise<Manifest> {
  const answer = await fetch(`${server.url}/manifest.webmanifest`);
  return (await answer.json()) as Manifest;
}

async function sizeOfPicture(address: string): Promise<[number, number]> {
  return phone.page.evaluate(async (source) => {
    const picture = await createImageBitmap(await (await fetch(source)).blob());
    return [picture.width, picture.height];
  }, address);
}
