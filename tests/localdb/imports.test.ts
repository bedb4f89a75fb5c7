import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { changeSheet, takeLines, untakeLines, type ImportLine } from '../../src/localdb/imports.ts';
import { voidEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { broadcastValues, hiepCuong, newDevice, newDraft, type TestDevice } from '../fakes/device.ts';

describe('lines that are mended one right after the other', () => {
  test('are all mended, also when the screen had not been drawn in between', async () => {
    const { device, lines } = await withSheet(2);
    const mend = (index: number) =>
      changeSheet(device.db, 'broadcast', (sheet) => ({
        lines: sheet.lines.map((line) => (line.id === lines[index]?.id ? { ...line, cells: ['mended'] } : line)),
      }));
    await Promise.all([mend(0), mend(1)]);
    expect((await device.db.imports.get('broadcast'))?.lines.map((line) => line.cells)).toEqual([['mended'], ['mended']]);
  });
});

describe('“Nhập n dòng”', () => {
  test('makes a complete entry of each line, numbered without a gap, and takes the lines out of the sheet', async () => {
    const { device, lines } = await withSheet(3);
    await takeLines(device.db, 'broadcast', taken(lines.slice(0, 2)), device.clock.now);
    const sent = await device.db.outbox.toArray();
    expect(sent.map((row) => row.n)).toEqual([1, 2]);
    expect(sent.map((row) => readBody(row))).toMatchObject(
      lines.slice(0, 2).map((line) => ({ type: 'new', id: line.id, unit: hiepCuong, kind: 'broadcast', submit: true, base: 0 })),
    );
    expect((await device.db.entries.get(lines[0]?.id ?? ''))?.view).toMatchObject({
      status: 'submitted',
      values: broadcastValues('Dòng 1'),
    });
    expect(await device.db.imports.get('broadcast')).toMatchObject({ lines: [lines[2]], done: { lines: lines.slice(0, 2) } });
  });

  test('a second tap makes no second entry', async () => {
    const { device, lines } = await withSheet(2);
    const both = [takeLines(device.db, 'broadcast', taken(lines), 1), takeLines(device.db, 'broadcast', taken(lines), 1)];
    expect(await Promise.all(both)).toEqual([2, 0]);
    expect(await countWaiting(device.db)).toBe(2);
    expect(await device.db.imports.get('broadcast')).toMatchObject({ lines: [], done: { lines } });
  });

  test('is on disk whole or not at all', async () => {
    const { device, lines } = await withSheet(3);
    device.db.entries.hook('creating', (id) => {
      if (id === lines[1]?.id) throw new Dexie.QuotaExceededError('the disk is full');
    });
    await expect(takeLines(device.db, 'broadcast', taken(lines), 1)).rejects.toThrow();
    expect(await countWaiting(device.db)).toBe(0);
    expect(await device.db.entries.count()).toBe(0);
    expect(await device.db.imports.get('broadcast')).toMatchObject({ lines, done: null });
  });

  test('is taken back as one act: a void for each, and the lines are in the sheet again to be taken anew', async () => {
    const { device, lines } = await withSheet(3);
    await takeLines(device.db, 'broadcast', taken(lines), 1);
    await untakeLines(device.db, 'broadcast', 2);
    expect((await device.db.outbox.toArray()).map((row) => readBody(row).type)).toEqual(['new', 'new', 'new', 'void', 'void', 'void']);
    expect((await device.db.entries.toArray()).map((row) => row.status)).toEqual(['void', 'void', 'void']);
    const again = (await device.db.imports.get('broadcast'))?.lines ?? [];
    expect(again.map((line) => line.cells)).toEqual(lines.map((line) => line.cells));
    await takeLines(device.db, 'broadcast', taken(again), 3);
    expect((await device.db.entries.toArray()).filter((row) => row.status === 'submitted')).toHaveLength(3);
  });

  test('what was approved, or taken back one by one, is left as it is', async () => {
    const { device, lines } = await withSheet(3);
    await takeLines(device.db, 'broadcast', taken(lines), 1);
    await voidEntry(device.db, lines[0]?.id ?? '', 2);
    const row = await device.db.entries.get(lines[1]?.id ?? '');
    if (row) await device.db.entries.put({ ...row, status: 'approved', view: { ...row.view, status: 'approved' } });
    await untakeLines(device.db, 'broadcast', 3);
    expect((await device.db.outbox.toArray()).filter((each) => readBody(each).type === 'void')).toHaveLength(2);
    expect((await device.db.imports.get('broadcast'))?.lines).toHaveLength(1);
  });
});

describe('lines of a kind that needs photos', () => {
  test('become drafts and nothing is sent; taken back, those without photos go', async () => {
    const { device, lines } = await withSheet(2);
    const drafts = lines.map((line) => ({ id: line.id, typed: { title: 'Tập huấn' } }));
    await takeLines(device.db, 'broadcast', drafts, 1);
    expect(await countWaiting(device.db)).toBe(0);
    expect(await device.db.drafts.get(lines[0]?.id ?? '')).toMatchObject({ mode: 'new', unit: hiepCuong, input: { title: 'Tập huấn' } });
    await device.db.drafts.update(lines[0]?.id ?? '', { photos: ['a photo'] });
    await untakeLines(device.db, 'broadcast', 2);
    expect((await device.db.drafts.toArray()).map((draft) => draft.id)).toEqual([lines[0]?.id]);
    expect((await device.db.imports.get('broadcast'))?.lines).toHaveLength(1);
  });
});

test('a device of the build before keeps everything when it gets a place for sheets', async () => {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
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
  const draft = newDraft({ db: new LocalDatabase('person', storage), clock: { now: 1 } });
  await before.table('drafts').put(draft);
  await before.table('outbox').put({ n: 7, entry: 'e', body: '{}', at: 1 });
  before.close();
  const db = new LocalDatabase('person', storage);
  await db.open();
  expect(await db.drafts.toArray()).toEqual([draft]);
  expect(await db.outbox.toArray()).toEqual([{ n: 7, entry: 'e', body: '{}', at: 1 }]);
  expect(await db.imports.count()).toBe(0);
});

async function withSheet(count: number): Promise<{ device: TestDevice; lines: ImportLine[] }> {
  const device = await newDevice();
  const lines = Array.from({ length: count }, (_, index) => ({ id: newIdentifier(device.clock.now), cells: [`Dòng ${index + 1}`, index] }));
  await device.db.imports.put({
    kind: 'broadcast',
    unit: hiepCuong,
    header: ['Nội dung chính', ''],
    fields: ['title', null],
    lines,
    done: null,
  });
  return { device, lines };
}

function taken(lines: readonly ImportLine[]) {
  return lines.map((line) => ({ id: line.id, values: broadcastValues(String(line.cells[0])) }));
}
