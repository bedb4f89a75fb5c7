import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { approve, doTheMainJob, entriesOnServer, sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const chromium = inject('chromium');

describe('logging where there is no network, and having it reviewed', () => {
  test('two events with photos survive the browser’s death, arrive once, are returned, mended offline and approved', async () => {
    await withServer({ share: 0, seed: 1 }, async (server, proxy) => {
      await doTheMainJob(chromium, networkOf(server, proxy));
    });
  });

  test('the same while connections are cut at random bytes, and pushes and photos come twice', async () => {
    await withServer({ share: 0.3, seed: 2 }, async (server, proxy) => {
      await doTheMainJob(chromium, { ...networkOf(server, proxy), afterInstalling: () => (proxy.cutting = true) });
      expect(proxy.cuts).toBeGreaterThan(0);
      expect(proxy.duplicates.pushes).toBeGreaterThan(0);
      expect(proxy.duplicates.photos).toBeGreaterThan(0);
    });
  }, 420_000);
});

describe('a radio and culture centre', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServerProcess();
  });
  afterAll(async () => server.close());

  test('logs one broadcast for three communes, and it is reviewed like any other', async () => {
    const centre = await takePhone({ chromium });
    const desk = await takePhone({ chromium, desk: true });
    const title = 'Bản tin cải cách hành chính tuần 47';
    await signIn(centre, server.url, 'trungtam');
    await readyForOffline(centre);
    await centre.page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
    await centre.page.getByRole('main').getByRole('link', { name: 'Phát thanh' }).click();
    const communes = centre.page.getByRole('group', { name: 'Phát cho xã, phường' }).getByRole('checkbox');
    for (const index of [0, 1, 2]) await communes.nth(index).check();
    await centre.page.getByLabel('Nội dung chính').fill(title);
    await centre.page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await centre.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await sendAll(centre);
    await signIn(desk, server.url, 'sonoivu');
    await approve(desk, title);
    await expect
      .poll(async () => (await entriesOnServer(server.url, 'trungtam'))[0], { timeout: 60_000 })
      .toMatchObject({ status: 'approved', kind: 'broadcast' });
    const [entry] = await entriesOnServer(server.url, 'trungtam');
    expect(entry?.values['airedFor']).toHaveLength(3);
    await centre.close();
    await desk.close();
  });
});

async function withServer(
  network: { share: number; seed: number },
  work: (server: ServerProcess, proxy: CuttingProxy) => Promise<void>,
): Promise<void> {
  const server = await startServerProcess();
  const proxy = await startCuttingProxy({ target: () => server.port, random: seeded(network.seed), within: 30_000, share: network.share });
  try {
    await work(server, proxy);
  } finally {
    await proxy.close();
    await server.close();
  }
}

function networkOf(server: ServerProcess, proxy: CuttingProxy) {
  return {
    url: proxy.url,
    serverUrl: server.url,
    plug: () => {
      proxy.plugged = true;
    },
    unplug: () => {
      proxy.plugged = false;
    },
  };
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
