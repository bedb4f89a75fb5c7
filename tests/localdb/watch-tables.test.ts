import { Dexie } from 'dexie';
import { indexedDB } from 'fake-indexeddb';
import { beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { watchTables } from '../../src/localdb/watch-tables.ts';
import { newDevice, newDraft, type TestDevice } from '../fakes/device.ts';

/** Dexie tells of changes only where it finds a browser's database. */
beforeAll(() => {
  Dexie.dependencies.indexedDB = indexedDB;
});

describe('what is counted over whole tables', () => {
  test('is told at once, and again after each change to one of them', async () => {
    const device = await newDevice();
    const { seen } = countDrafts(device);
    await expect.poll(() => seen).toEqual([0]);
    await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen).toEqual([0, 1]);
    await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen).toEqual([0, 1, 2]);
  });

  test('is counted after whoever changed it has gone on', async () => {
    const device = await newDevice();
    const { seen } = countDrafts(device);
    await expect.poll(() => seen).toEqual([0]);
    await saveDraft(device.db, newDraft(device));
    expect(seen).toEqual([0]);
    await expect.poll(() => seen).toEqual([0, 1]);
  });

  test('takes many changes in a row together, and ends with what the last of them left', async () => {
    const device = await newDevice();
    const { seen } = countDrafts(device, { milliseconds: 30 });
    await expect.poll(() => seen).toEqual([0]);
    for (let change = 0; change < 30; change += 1) await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen.at(-1)).toBe(30);
    expect(seen.length).toBeLessThan(30);
  });

  test('is not counted anew for what it does not count, nor once nobody looks any more', async () => {
    const device = await newDevice();
    const { seen, stop } = countDrafts(device);
    await expect.poll(() => seen).toEqual([0]);
    await device.db.meta.put({ key: 'catalogue', version: 2 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop();
    await saveDraft(device.db, newDraft(device));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual([0]);
  });

  test('is counted again when the browser broke it off', async () => {
    const device = await newDevice();
    const { seen } = countDrafts(device, { failing: [1, 2, 4] });
    await expect.poll(() => seen).toEqual([0]);
    await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen).toEqual([0, 1]);
  });
});

test('a count that fails again and again is told', async () => {
  const device = await newDevice();
  const errors: unknown[] = [];
  const watch = watchTables([device.db.drafts], () => Promise.reject(new TypeError('wrong')));
  const { unsubscribe } = watch.subscribe(
    () => {},
    (error) => errors.push(error),
  );
  await expect.poll(() => errors).toMatchObject([{ message: 'wrong' }]);
  unsubscribe();
});

function countDrafts({ db }: TestDevice, { milliseconds = 0, failing = [] }: { milliseconds?: number; failing?: readonly number[] } = {}) {
  const seen: number[] = [];
  let readings = 0;
  const read = async (): Promise<number> => {
    readings += 1;
    if (failing.includes(readings)) throw new DOMException('broken off', 'AbortError');
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return db.drafts.count();
  };
  return { seen, stop: watchTables([db.drafts], read).subscribe((count) => seen.push(count)).unsubscribe };
}
