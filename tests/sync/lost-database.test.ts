import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { findLost, mirrorWaiting } from '../../src/localdb/mirror.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { takeBack } from '../../src/localdb/take-back.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { newDraft, setFields } from '../fakes/device.ts';
import { memoryFiles, type MemoryFiles } from '../fakes/memory-files.ts';
import { loadAll, logBroadcast, logTraining, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
let files: MemoryFiles;
let phone: ServerPhone;
beforeEach(async () => {
  server = await startTestServer();
  files = memoryFiles();
  phone = await signedInPhone(server, 'hiepcuong');
});
afterEach(() => server.close());

describe('a phone whose database was cleared', () => {
  test('sends what was taken back, once each', async () => {
    const ids = [await log(), await log()];
    await loseDatabase();
    expect(await takeBack(phone.db, files)).toEqual({ entries: 2 });
    expect(await send(phone)).toBe('allSent');
    expect(await entries()).toEqual(ids.map((id) => [id, 1, 'submitted']));
    expect(await countWaiting(phone.db)).toBe(0);
  });

  test('doubles nothing that had arrived, whether the server was asked before or after', async () => {
    const [sent, edited] = [await log(), await log()];
    await mirrorWaiting(phone.db, files);
    await send(phone);
    await edit(edited, { airings: 3 });
    const fresh = await log();
    const stale = await copyOf(files);
    await mirrorWaiting(phone.db, files);
    for (const askedBefore of [true, false]) {
      for (const kept of [stale, files]) {
        await emptyDatabase();
        if (askedBefore) await send(phone);
        await takeBack(phone.db, await copyOf(kept));
        if (askedBefore) expect((await phone.db.entries.get(sent))?.view).toMatchObject({ status: 'submitted', revision: 1 });
        expect(await send(phone)).toBe('allSent');
      }
    }
    expect(await entries()).toEqual([
      [sent, 1, 'submitted'],
      [edited, 2, 'submitted'],
      [fresh, 1, 'submitted'],
    ]);
    expect((await phone.db.entries.get(edited))?.view.values['airings']).toBe(3);
    expect(await phone.db.held.count()).toBe(0);
  });

  test('shows a change of a sent entry once that entry has come again, and sends it', async () => {
    const id = await log();
    await send(phone);
    await edit(id, { airings: 4 });
    await loseDatabase();
    await takeBack(phone.db, files);
    expect(await phone.db.entries.get(id)).toBeUndefined();
    expect(await send(phone)).toBe('allSent');
    expect((await phone.db.entries.get(id))?.view).toMatchObject({ revision: 2, values: { airings: 4 } });
  });

  test('says which photos are gone, and not of those that the server has', async () => {
    const sent = await logTraining(phone, 1);
    await mirrorWaiting(phone.db, files);
    await send(phone);
    const stale = await copyOf(files);
    const unsent = await logTraining(phone, 2);
    await loseDatabase();
    await takeBack(phone.db, files);
    await takeBack(phone.db, stale);
    await send(phone);
    const states = (await phone.db.photos.toArray()).map((photo) => `${photo.entry} ${photo.state}`);
    expect(states.sort()).toEqual([`${sent.id} stored`, `${unsent.id} corrupt`, `${unsent.id} corrupt`]);
  });

  test('of a reviewer takes a decision back, and the server takes it once', async () => {
    const id = await log();
    await send(phone);
    const desk = await signedInPhone(server, 'sonoivu');
    await loadAll(desk);
    const row = await desk.db.review.get(id);
    if (!row) throw new Error('the queue does not show the entry');
    await decideReview(desk.db, row.entry, { verdict: 'approve', remark: '', flags: [] }, desk.clock.now);
    await mirrorWaiting(desk.db, files);
    const again = { ...desk, db: await emptied(desk.db) };
    expect(await findLost(again.db, files)).toEqual({ entries: 1 });
    await takeBack(again.db, files);
    expect(await send(again)).toBe('allSent');
    await send(phone);
    expect((await phone.db.entries.get(id))?.view.status).toBe('approved');
  });
});

/** Each a moment after the one before: ids are in the order of time. */
async function log(): Promise<string> {
  phone.clock.now += 1000;
  return logBroadcast(phone);
}

/** The last moment of the copy, and then an empty database of the same person. */
async function loseDatabase(): Promise<void> {
  await mirrorWaiting(phone.db, files);
  await emptyDatabase();
}

async function emptyDatabase(): Promise<void> {
  phone = { ...phone, db: await emptied(phone.db) };
}

/** As a browser opens it: also the person comes from the server. */
async function emptied(db: LocalDatabase): Promise<LocalDatabase> {
  const empty = new LocalDatabase(db.person, { indexedDB: new IDBFactory(), IDBKeyRange });
  await empty.open();
  return empty;
}

async function copyOf(of: MemoryFiles): Promise<MemoryFiles> {
  const copy = memoryFiles();
  for (const name of await of.names()) await copy.write(name, (await of.read(name)) ?? '');
  return copy;
}

async function edit(id: string, change: Record<string, number>): Promise<void> {
  const view = (await phone.db.entries.get(id))?.view;
  if (!view) throw new Error('the entry is not on the phone');
  const draft = newDraft(phone, { id, kind: view.kind, mode: 'edit', base: view.revision });
  await saveDraft(phone.db, draft);
  await saveEntry(phone.db, draft, { values: { ...view.values, ...change }, setFields }, phone.clock.now);
}

/** What the server has, as a phone that was never here reads it: id, revision, status. */
async function entries(): Promise<unknown[]> {
  const reader = await signedInPhone(server, 'hiepcuong');
  await send(reader);
  return (await reader.db.entries.orderBy('id').toArray()).map((row) => [row.id, row.server?.revision, row.view.status]);
}
