import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { OutboxRow } from '../../src/localdb/rows.ts';
import { readRows, readWaiting } from '../browser/phone-database.ts';
import { BusyPerson } from './busy-person.ts';
import { expectOnServer } from './expect-nothing-lost.ts';
import { sendAll } from './main-job.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let phone: Phone;

beforeEach(async () => {
  server = await startServerProcess();
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, server.url, 'hiepcuong');
});
afterEach(async () => {
  await phone.close();
  await server.close();
});

describe('a phone of the build that kept what it had sent in another place', () => {
  test('opens with everything after the update, and sends only what waited', async () => {
    const { page } = phone;
    const person = new BusyPerson(phone, { name: 'C', random: () => 0.9 });
    await person.goHome();
    await person.logBroadcast();
    await sendAll(phone);
    await phone.context.clearCookies();
    await person.goHome();
    await person.logTraining(1);
    const before = await everything();
    expect(before.outbox).toHaveLength(2);
    // A picture of the same address: nothing of the app runs, nobody has the database open.
    await page.goto(`${server.url}/icon-192.png`);
    await page.evaluate(writeAsBefore);

    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    expect(await everything()).toEqual(before);
    expect(await readWaiting(page)).toMatchObject([{ n: 2 }]);
    await signIn(phone, `${server.url}/start`, 'hiepcuong');
    await sendAll(phone);
    expect(await readWaiting(page)).toEqual([]);
    expect(await expectOnServer([person], server.url)).toEqual({ entries: 2, photos: 1 });
  });
});

async function everything() {
  const { page } = phone;
  return {
    outbox: await readRows<OutboxRow>(page, 'outbox'),
    entries: await readRows(page, 'entries'),
    photos: await readRows(page, 'photos'),
  };
}

/** Makes of this build's database the one that the build of the second version would have left. */
async function writeAsBefore(): Promise<void> {
  const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('so-'))?.name ?? '';
  const ended = <Result>(request: IDBRequest<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(`${name} does not answer`)));
    });
  const now = await ended(indexedDB.open(name));
  const rows = new Map<string, unknown[]>();
  for (const table of now.objectStoreNames) rows.set(table, await ended(now.transaction(table).objectStore(table).getAll()));
  now.close();
  await ended(indexedDB.deleteDatabase(name));

  const opening = indexedDB.open(name, 20);
  opening.addEventListener('upgradeneeded', () => {
    const tables: Record<string, [key: string | string[], ...indices: string[]]> = {
      meta: ['key'],
      entries: ['id', 'unit', 'status', 'occurredOn', 'sync'],
      outbox: ['n', 'entry'],
      log: ['n'],
      held: ['n', 'entry'],
      drafts: ['id', 'updatedAt'],
      photos: ['id', 'entry', 'state'],
      chunks: [['photo', 'index']],
      units: ['key', 'name'],
      review: ['id', 'submittedAt'],
      imports: ['kind'],
    };
    for (const [table, [keyPath, ...indices]] of Object.entries(tables)) {
      const store = opening.result.createObjectStore(table, { keyPath });
      for (const index of indices) store.createIndex(index, index);
    }
  });
  const before = await ended(opening);
  const writing = before.transaction([...rows.keys()], 'readwrite');
  const [sync] = (rows.get('meta') as { key: string; acknowledged?: number }[]).filter(({ key }) => key === 'sync');
  for (const [table, each] of rows)
    for (const row of each as { n: number; marks?: unknown }[]) {
      const isSent = table === 'outbox' && row.n <= (sync?.acknowledged ?? 0);
      if (table === 'entries') delete row.marks;
      writing.objectStore(isSent ? 'log' : table).put(row);
    }
  await new Promise((resolve) => writing.addEventListener('complete', resolve));
  before.close();
}
