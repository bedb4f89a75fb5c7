import { beforeEach, describe, expect, test } from 'vitest';
import { appendMutation, mutationTables } from '../../src/localdb/append-mutation.ts';
import type { LocalDatabase } from '../../src/localdb/database.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { eraseMirror, findLost, mirrorWaiting } from '../../src/localdb/mirror.ts';
import { recoverFromFork } from '../../src/localdb/recover.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { takeBack } from '../../src/localdb/take-back.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { memoryFiles, type MemoryFiles } from '../fakes/memory-files.ts';

let files: MemoryFiles;
let phone: TestDevice;
beforeEach(async () => {
  files = memoryFiles();
  phone = await newDevice('ap');
});

describe('a book that the browser has cleared, with entries in it that were not sent', () => {
  test('is offered to its person, by the number of entries, and to nobody else', async () => {
    await log('Bản tin một');
    const second = await log('Bản tin hai');
    await rename(second, 'Bản tin hai, đã sửa');
    await mirrorWaiting(phone.db, files);
    const again = await newDevice('ap');
    expect(await findLost(again.db, files)).toEqual({ entries: 2 });
    for (const other of ['binh', 'a', 'ap.x']) expect(await findLost((await newDevice(other)).db, files)).toEqual({ entries: 0 });
    expect((await takeBack((await newDevice('binh')).db, files)).entries).toBe(0);
    expect(await findLost(again.db, files)).toEqual({ entries: 2 });
  });

  test('shows its entries again as they were last, waiting, each change naming where it was numbered first', async () => {
    const first = await log('Bản tin một');
    await rename(first, 'Bản tin một, đã sửa');
    const before = await phone.db.outbox.toArray();
    const lost = (await readReplica(phone.db)).id;
    await mirrorWaiting(phone.db, files);
    const again = await newDevice('ap');
    again.clock.now += 60_000;
    const meanwhile = await log('Bản tin ghi trên sổ mới', again);
    expect(await takeBack(again.db, files)).toEqual({ entries: 1 });
    expect(await titles(again.db)).toEqual(['Bản tin một, đã sửa', 'Bản tin ghi trên sổ mới']);
    const waiting = await again.db.outbox.orderBy('n').toArray();
    expect(waiting.map((row) => row.entry)).toEqual([meanwhile, first, first]);
    expect(waiting.slice(1).map((row) => JSON.parse(row.body) as unknown)).toEqual([
      { ...(JSON.parse(before[0]?.body ?? '') as object), n: 2, origin: [lost, 1] },
      { ...(JSON.parse(before[1]?.body ?? '') as object), n: 3, origin: [lost, 2] },
    ]);
    expect((await readReplica(again.db)).nextN).toBe(4);
    expect(await findLost(again.db, files)).toEqual({ entries: 0 });
    expect(await files.names()).toEqual([]);
  });

  test('is taken back once, also by two tabs at once, or by a page that ended before the copy was removed', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    const again = await newDevice('ap');
    const isRemoving = { ...files, remove: async () => Promise.reject(new Error('the page ended')) };
    await expect(takeBack(again.db, isRemoving)).rejects.toThrow('the page ended');
    expect(await findLost(again.db, files)).toEqual({ entries: 0 });
    expect(await files.names()).toEqual([]);

    await log('Bản tin hai');
    await mirrorWaiting(phone.db, files);
    const third = await newDevice('ap');
    expect(await Promise.all([takeBack(third.db, files), takeBack(third.db, files)])).toEqual([{ entries: 2 }, { entries: 0 }]);
    expect(await third.db.outbox.count()).toBe(2);
  });

  test('lost a second time, before anything was sent, is there as often as it was logged', async () => {
    await log('Bản tin một');
    const lost = (await readReplica(phone.db)).id;
    await mirrorWaiting(phone.db, files);
    const second = await newDevice('ap');
    await takeBack(second.db, files);
    await mirrorWaiting(second.db, files);
    const third = await newDevice('ap');
    expect(await takeBack(third.db, files)).toEqual({ entries: 1 });
    expect((await third.db.outbox.toArray()).map((row) => (JSON.parse(row.body) as { origin: unknown }).origin)).toEqual([[lost, 1]]);
  });

  test('of which nothing is taken back yet stays, whatever is logged and copied meanwhile', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    const again = await newDevice('ap');
    await log('Bản tin ghi trên sổ mới', again);
    await mirrorWaiting(again.db, files);
    await again.db.outbox.clear();
    await mirrorWaiting(again.db, files);
    expect(await findLost(again.db, files)).toEqual({ entries: 1 });
  });

  test('says of each photo that was not sent that it is not here any more', async () => {
    const photos = [photoReference('photo-1'), photoReference('photo-2')];
    await append({ type: 'new', id: 'entry', unit: 'unit', kind: 'broadcast', set: broadcastValues(), photos, submit: true });
    await append({ type: 'edit', id: 'entry', photosRemoved: ['photo-1'] });
    await append({ type: 'new', id: 'void', unit: 'unit', kind: 'broadcast', set: broadcastValues(), photos: [photoReference('photo-3')] });
    await append({ type: 'void', id: 'void' });
    await mirrorWaiting(phone.db, files);
    const again = await newDevice('ap');
    await takeBack(again.db, files);
    expect(await again.db.photos.toArray()).toMatchObject([{ id: 'photo-2', entry: 'entry', state: 'corrupt', own: true, chunkCount: 0 }]);
  });
});

describe('a copy, while the book is whole', () => {
  test('is never offered', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    expect(await findLost(phone.db, files)).toEqual({ entries: 0 });
    expect(await takeBack(phone.db, files)).toEqual({ entries: 0 });
    expect(await phone.db.outbox.count()).toBe(1);
  });

  test('is not offered under the name that the book had before it found its twin', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    await recoverFromFork(phone.db, (await readReplica(phone.db)).id);
    expect(await findLost(phone.db, files)).toEqual({ entries: 0 });
    expect(await files.names()).toEqual([]);
  });

  test('goes when everything is sent', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    await log('Bản tin hai');
    await mirrorWaiting(phone.db, files);
    expect(await files.names()).toHaveLength(2);
    await phone.db.outbox.clear();
    await mirrorWaiting(phone.db, files);
    expect(await files.names()).toEqual([]);
  });

  test('is written when something changed, and not otherwise', async () => {
    await log('Bản tin một');
    for (const _ of [1, 2, 3]) await mirrorWaiting(phone.db, files);
    expect(files.writes()).toBe(1);
  });

  test('is erased with everything of its person, and nothing of another’s', async () => {
    const other = await newDevice('binh');
    await log('Bản tin một');
    await log('Bản tin của người khác', other);
    await mirrorWaiting(phone.db, files);
    await mirrorWaiting(other.db, files);
    await eraseMirror('ap', files);
    expect(await findLost((await newDevice('ap')).db, files)).toEqual({ entries: 0 });
    expect(await findLost((await newDevice('binh')).db, files)).toEqual({ entries: 1 });
  });
});

describe('a phone that dies while the copy is written', () => {
  test.each([0, 1, 20, 90, 91, 400])('after %d characters: the copy before it is whole', async (characters) => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    await log('Bản tin hai');
    files.dieAfter(characters);
    await expect(mirrorWaiting(phone.db, files)).rejects.toThrow('the phone died');
    files.dieAfter(Number.POSITIVE_INFINITY);
    const again = await newDevice('ap');
    expect(await takeBack(again.db, files)).toEqual({ entries: 1 });
    expect(await titles(again.db)).toEqual(['Bản tin một']);
  });

  test('goes on with both places after that', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    await log('Bản tin hai');
    files.dieAfter(50);
    await expect(mirrorWaiting(phone.db, files)).rejects.toThrow('the phone died');
    files.dieAfter(Number.POSITIVE_INFINITY);
    await mirrorWaiting(phone.db, files);
    await log('Bản tin ba');
    await mirrorWaiting(phone.db, files);
    expect(await findLost((await newDevice('ap')).db, files)).toEqual({ entries: 3 });
  });

  test('or is full: the copy before it stays', async () => {
    await log('Bản tin một');
    await mirrorWaiting(phone.db, files);
    await log('Bản tin hai');
    files.fill();
    await expect(mirrorWaiting(phone.db, files)).rejects.toThrow('full');
    expect(await findLost((await newDevice('ap')).db, files)).toEqual({ entries: 1 });
  });
});

async function log(title: string, device = phone): Promise<string> {
  device.clock.now += 1000;
  const draft = newDraft(device);
  await saveDraft(device.db, draft);
  await saveEntry(device.db, draft, { values: broadcastValues(title), setFields }, device.clock.now);
  return draft.id;
}

async function rename(id: string, title: string): Promise<void> {
  await append({ type: 'edit', id, set: { title } });
}

async function append(change: Parameters<typeof appendMutation>[1]): Promise<void> {
  await phone.db.transaction('rw', mutationTables(phone.db), () => appendMutation(phone.db, change, { at: phone.clock.now }));
}

async function titles(db: LocalDatabase): Promise<unknown[]> {
  return (await db.entries.orderBy('id').toArray()).map((row) => row.view.values['title']);
}

function photoReference(id: string) {
  return { id, sha256: 'x'.repeat(43), size: 10, type: 'image/jpeg', width: 1, height: 1, takenAt: null, source: 'camera' as const };
}
