import { Dexie } from 'dexie';
import { indexedDB } from 'fake-indexeddb';
import { beforeAll, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { watchDatabase } from '../../src/localdb/watch-database.ts';
import { newDevice, newDraft, type TestDevice } from '../fakes/device.ts';

/** Dexie follows changes only where it finds a browser's database. */
beforeAll(() => {
  Dexie.dependencies.indexedDB = indexedDB;
});

describe('a reading that the browser breaks off', () => {
  test('is read again, and followed from then on', async () => {
    const device = await newDevice();
    const seen = watchDrafts(device, { brokenOff: [1, 2] });
    await expect.poll(() => seen).toEqual([0]);
    await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen).toEqual([0, 1]);
  });

  test('loses no change that had called for it', async () => {
    const device = await newDevice();
    const seen = watchDrafts(device, { brokenOff: [2] });
    await expect.poll(() => seen).toEqual([0]);
    await saveDraft(device.db, newDraft(device));
    await expect.poll(() => seen).toEqual([0, 1]);
  });
});

test('a reading that fails for another reason is told, once', async () => {
  const errors: unknown[] = [];
  const stop = watchDatabase<number>(() => Promise.reject(new TypeError('wrong'))).subscribe(
    () => {},
    (error) => errors.push(error),
  );
  await expect.poll(() => errors).toMatchObject([{ message: 'wrong' }]);
  stop.unsubscribe();
});

/** How many drafts were seen, each time; readings with these numbers are broken off under way. */
function watchDrafts({ db }: TestDevice, { brokenOff }: { brokenOff: readonly number[] }): number[] {
  const seen: number[] = [];
  let readings = 0;
  watchDatabase(() =>
    db.transaction('r', db.drafts, (transaction) => {
      readings += 1;
      const count = db.drafts.count();
      if (brokenOff.includes(readings)) transaction.abort();
      return count;
    }),
  ).subscribe((count) => seen.push(count));
  return seen;
}
