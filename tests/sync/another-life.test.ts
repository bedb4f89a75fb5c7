import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { editEntry, loadAll, logBroadcast, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
import { type RestorableServer, startRestorableServer } from '../fakes/restorable-server.ts';
import { startTestServer, storedEntry, type TestServer } from '../fakes/test-server.ts';

describe('a standby that lags takes over: cluster and timeline name another life', () => {
  let folder: string;
  let running: TestServer;
  let life = 'timeline 1';
  const begin = async (): Promise<void> => {
    const database = await openSqlite(path.join(folder, 'so.sqlite'));
    running = await startTestServer({
      dataFolder: folder,
      database: { ...database, life: () => life },
      ...(running && { clock: running.clock }),
    });
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'so-life-'));
    await begin();
  });
  afterEach(async () => {
    await running.close();
    await rm(folder, { recursive: true });
  });

  test('approves nothing that nobody saw', async () => {
    const phoneOf = (name: string) => signedInPhone(running, name, () => running.url);
    const [writer, colleague, desk] = [await phoneOf('hiepcuong'), await phoneOf('hiepcuong'), await phoneOf('sonoivu')];
    const id = await logBroadcast(writer);
    await send(writer);
    await send(colleague);
    // What the standby has.
    await running.close();
    await copyFile(path.join(folder, 'so.sqlite'), path.join(folder, 'standby'));
    await begin();
    await editTitle(writer, id, 'Đã xem');
    await send(writer);
    await loadAll(desk);
    const seen = (await desk.db.review.get(id))?.entry;
    if (!seen) throw new Error('the queue does not show the entry');
    expect(seen).toMatchObject({ revision: 2, values: { title: 'Đã xem' } });
    await running.close();
    await copyFile(path.join(folder, 'standby'), path.join(folder, 'so.sqlite'));
    for (const rest of ['-wal', '-shm']) await rm(path.join(folder, `so.sqlite${rest}`), { force: true });
    life = 'timeline 2';
    await begin();
    await editTitle(colleague, id, 'Không ai xem');
    await send(colleague);
    await decideReview(desk.db, seen, { verdict: 'approve', remark: '', flags: [] }, desk.clock.now);
    await send(desk);
    const entry = await storedEntry(running, id);
    expect([entry.values['title'], entry.status]).not.toEqual(['Không ai xem', 'approved']);
  });
});

describe('a server restored from a copy in which there was no entry yet', () => {
  let server: RestorableServer;
  beforeEach(async () => {
    server = await startRestorableServer();
  });
  afterEach(() => server.close());

  test('approves nothing that nobody saw', async () => {
    const [writer, colleague, third, desk] = [
      await server.phoneOf('hiepcuong'),
      await server.phoneOf('hiepcuong'),
      await server.phoneOf('hiepcuong'),
      await server.phoneOf('sonoivu'),
    ];
    await server.keepCopy('empty');
    const id = await logBroadcast(writer);
    for (const each of [writer, colleague, third]) await send(each);
    await editTitle(colleague, id, 'Đã xem');
    await send(colleague);
    await loadAll(desk);
    const seen = (await desk.db.review.get(id))?.entry;
    if (!seen) throw new Error('the queue does not show the entry');
    expect(seen).toMatchObject({ revision: 2, values: { title: 'Đã xem' } });
    await server.restoreCopy('empty');
    await editTitle(third, id, 'Không ai xem');
    await send(writer);
    await send(third);
    await decideReview(desk.db, seen, { verdict: 'approve', remark: '', flags: [] }, desk.clock.now);
    await send(desk);
    const entry = await storedEntry(server.running, id);
    expect([entry.values['title'], entry.status]).not.toEqual(['Không ai xem', 'approved']);
  });
});

describe('a copy that was restored twice', () => {
  let server: RestorableServer;
  beforeEach(async () => {
    server = await startRestorableServer();
  });
  afterEach(() => server.close());

  test('an edit of what only the life in between had takes nothing away unseen', async () => {
    const [phone, other, third] = [await server.phoneOf('hiepcuong'), await server.phoneOf('hiepcuong'), await server.phoneOf('hiepcuong')];
    const id = await logBroadcast(phone);
    for (const each of [phone, other, third]) await send(each);
    await server.keepCopy('copy');
    await server.restoreCopy('copy');
    await send(phone);
    await editTitle(phone, id, 'Chỉ có lúc ấy');
    await send(phone);
    await send(other);
    await editTitle(other, id, 'Sửa trên bản chỉ có lúc ấy');
    await server.restoreCopy('copy');
    await send(third);
    await editTitle(third, id, 'Viết sau đó');
    await send(third);
    await send(other);
    const entry = await storedEntry(server.running, id);
    expect(entry.conflicts.flatMap(({ kept, lost }) => [kept, lost])).toContain('Viết sau đó');
  });
});

async function editTitle(phone: ServerPhone, id: string, title: string): Promise<void> {
  phone.clock.now += 1000;
  await editEntry(phone, id, { title });
}
