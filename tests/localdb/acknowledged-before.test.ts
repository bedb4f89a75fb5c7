import { Dexie, type DexieOptions } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { readReplica, readSyncState } from '../../src/localdb/meta.ts';
import { recoverFromFork } from '../../src/localdb/recover.ts';
import type { EntryRow, OutboxRow, SyncState } from '../../src/localdb/rows.ts';
import { readWaiting } from '../../src/localdb/waiting.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

describe('a device of the build that kept what it had sent in another place', () => {
  test('has all of it after the update, each body as it was, and sends on with what waits', async () => {
    const db = await updated({ sent: [1, 2, 3], waiting: [4, 5] });
    expect(await db.outbox.toArray()).toEqual([1, 2, 3, 4, 5].map(rowOf));
    expect((await readWaiting(db)).map((row) => row.n)).toEqual([4, 5]);
    expect((await pending(db)).mutations).toEqual([rowOf(4).body, rowOf(5).body]);
  });

  test('has nothing to send where nothing waited', async () => {
    const db = await updated({ sent: [3, 4], waiting: [] });
    expect((await db.outbox.toArray()).map((row) => row.n)).toEqual([3, 4]);
    expect(await readWaiting(db)).toEqual([]);
  });

  test('sends it again to a server that was restored, under another name', async () => {
    const db = await updated({ sent: [1, 2, 3], waiting: [4] });
    await answer(db, { epoch: 'restored', acknowledged: 1, safe: 1 });
    expect((await readWaiting(db)).map((row) => [row.n, readBody(row).origin?.[1], row.resent])).toEqual([
      [1, 1, true],
      [2, 2, true],
      [3, 3, true],
      [4, 4, undefined],
    ]);
    expect((await readReplica(db)).id).not.toBe('replica');
  });

  test('numbers it anew where the whole profile was copied to another device', async () => {
    const db = await updated({ sent: [2, 3], waiting: [4] });
    await recoverFromFork(db, 'replica');
    const waiting = await readWaiting(db);
    expect(waiting.map((row) => [row.n, readBody(row).origin])).toEqual([
      [1, ['replica', 2]],
      [2, ['replica', 3]],
      [3, ['replica', 4]],
    ]);
    expect(waiting.map((row) => row.resent)).toEqual([true, true, undefined]);
    expect((await readReplica(db)).nextN).toBe(4);
  });

  test('takes one new name where two runners are told at once that the profile was copied', async () => {
    const db = await updated({ sent: [2, 3], waiting: [4] });
    await Promise.all([recoverFromFork(db, 'replica'), recoverFromFork(db, 'replica')]);
    expect((await readReplica(db)).formerly).toEqual(['replica']);
    expect((await readWaiting(db)).map((row) => readBody(row).origin?.[0])).toEqual(['replica', 'replica', 'replica']);
  });

  test('takes no number for sent that another device of the same name has reached', async () => {
    const db = await updated({ sent: [1, 2], waiting: [3], acknowledged: 9 });
    expect((await readSyncState(db)).acknowledged).toBe(2);
    expect((await readWaiting(db)).map((row) => row.n)).toEqual([3]);
  });

  test('lets go of it once a copy off the server’s machine holds it', async () => {
    const db = await updated({ sent: [1, 2], waiting: [3] });
    await answer(db, { acknowledged: 3, safe: 2, results: [[3, 'ok', 1]] });
    expect((await db.outbox.toArray()).map((row) => row.n)).toEqual([3]);
  });
});

describe('a device that had its entries under more indices', () => {
  test('has every entry as it was, and finds those that something is to be done about', async () => {
    const db = await updated({ sent: [], waiting: [1] });
    const found = (mark: string): Promise<string[]> => db.entries.where('marks').equals(mark).primaryKeys();
    expect(await found('pending')).toEqual(['entry-1', 'entry-5']);
    expect(await found('stranded')).toEqual(['entry-3']);
    expect(await found('returned')).toEqual(['entry-4', 'entry-5']);
    const rows = (await db.entries.toArray()).map(({ marks: _marks, ...row }) => row);
    expect(rows).toEqual(entriesBefore);
    expect(await db.entries.where('occurredOn').equals('2026-11-20').count()).toBe(6);
  });

  test('finds an entry no more once it is as the server has it', async () => {
    const db = await updated({ sent: [], waiting: [1] });
    const entry = serverEntry({ id: 'entry-5', revision: 2 });
    await answer(db, { entries: [entry] });
    expect((await db.entries.get('entry-5'))?.marks).toBeUndefined();
    expect(await db.entries.where('marks').equals('returned').primaryKeys()).toEqual(['entry-4']);
  });
});

/** What the build before has left on a device, opened by this one. */
async function updated(left: { sent: number[]; waiting: number[]; acknowledged?: number }): Promise<LocalDatabase> {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  await writeBefore(storage, left);
  const db = new LocalDatabase('person', storage);
  await db.open();
  return db;
}

async function writeBefore(
  storage: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>,
  { sent, waiting, acknowledged = Math.max(0, ...sent) }: Parameters<typeof updated>[0],
): Promise<void> {
  const before = new Dexie('so-person', storage);
  before.version(1).stores({
    meta: 'key',
    entries: 'id, unit, status, occurredOn, sync',
    outbox: 'n, entry',
    log: 'n',
    held: 'n, entry',
    drafts: 'id, updatedAt',
    photos: 'id, entry, state',
    chunks: '[photo+index]',
    units: 'key, name',
    review: 'id, submittedAt',
  });
  before.version(2).stores({ imports: 'kind' });
  await before.table('entries').bulkAdd(entriesBefore);
  await before.table('log').bulkAdd(sent.map(rowOf));
  await before.table('outbox').bulkAdd(waiting.map(rowOf));
  const nextN = Math.max(0, ...sent, ...waiting) + 1;
  await before.table('meta').put({ key: 'replica', id: 'replica', nextN, keys: null, publicKey: null, registered: true });
  await before.table('meta').put({ ...syncBefore, acknowledged });
  before.close();
}

const entriesBefore: EntryRow[] = (
  [
    ['pending', 'submitted'],
    ['clean', 'submitted'],
    ['stranded', 'submitted'],
    ['clean', 'returned'],
    ['pending', 'returned'],
    ['held', 'submitted'],
  ] as const
).map(([sync, status], index) => {
  const entry = serverEntry({ id: `entry-${index + 1}`, status });
  const { id, unit } = entry;
  return { id, unit, status, occurredOn: '2026-11-20', sync, search: '', server: entry, view: entry };
});

const syncBefore: SyncState = {
  key: 'sync',
  generation: 4,
  epoch: 'first',
  acknowledged: 0,
  safe: 0,
  cursors: {},
  starting: [],
  clockOffset: 0,
  lastAppliedAt: null,
  minimumBuild: '',
  catalogue: 0,
};

function rowOf(n: number): OutboxRow {
  const entry = `entry-${n}`;
  return { n, entry, body: JSON.stringify({ n, type: 'void', id: entry, at: n, base: 1 }), at: n };
}

async function pending(db: LocalDatabase) {
  return readPendingWork(db, { mutations: 10, bytes: 1e6 });
}

async function answer(db: LocalDatabase, partial: Partial<SyncResponse>): Promise<void> {
  const { sync, replica } = await pending(db);
  await applyResponse(
    db,
    { generation: sync.generation, replica: replica.id, publicKeySent: true },
    syncAnswer({ acknowledged: sync.acknowledged, ...partial }),
    1,
  );
}
