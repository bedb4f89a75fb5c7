import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { photoElsewhere, putChunks, readPhotoBytes } from '../../src/localdb/photos.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { syncAnswer } from '../fakes/sync-answer.ts';

describe('room on a phone: the large picture of a photo that was sent', () => {
  test('goes by itself with the answer that tells of a copy; its small picture stays, and nothing is left to clear by hand', async () => {
    const device = await phoneWith(['before', 'after']);
    await hear(device, { now: 100_000, photos: [['before', 9, 'stored', 'entry']] });
    await hear(device, { now: 200_000, copiedAt: 180_000, photos: [['after', 9, 'stored', 'entry']] });
    expect(await readPhotoBytes(device.db, 'before')).toBeNull();
    expect(await device.db.photos.get('before')).toMatchObject({ chunkCount: 0, thumbnail: new Uint8Array([1]) });
    await hear(device, { now: 300_000, copiedAt: 290_000 });
    expect(await device.db.chunks.count()).toBe(0);
    expect((await device.db.photos.toArray()).every(({ thumbnail }) => thumbnail !== null)).toBe(true);
  });

  test('stays while the server has it and no copy does, or a copy that was begun before', async () => {
    const device = await phoneWith(['photo']);
    await hear(device, { now: 100_000, photos: [['photo', 9, 'stored', 'entry']] });
    await hear(device, { now: 200_000 });
    await hear(device, { now: 300_000, copiedAt: 90_000 });
    expect(await readPhotoBytes(device.db, 'photo')).toHaveLength(9);
  });

  test('stays where a copy was begun while the answer was on its way, or by another clock', async () => {
    const device = await phoneWith(['photo']);
    await hear(device, { now: 100_000, photos: [['photo', 9, 'stored', 'entry']] });
    await hear(device, { now: 200_000, copiedAt: 130_000 });
    expect(await readPhotoBytes(device.db, 'photo')).toHaveLength(9);
  });

  test('stays while the server has not all of it, however new the copy', async () => {
    const device = await phoneWith(['photo']);
    await hear(device, { now: 100_000, copiedAt: 500_000, photos: [['photo', 4, 'receiving', 'entry']] });
    expect(await readPhotoBytes(device.db, 'photo')).toHaveLength(9);
  });
});

describe('a photo that a phone took for stored and the server asks for', () => {
  test('is sent again from the beginning, and is safe once a copy was begun after that', async () => {
    const device = await phoneWith(['photo']);
    await hear(device, { now: 100_000, photos: [['photo', 9, 'stored', 'entry']] });
    await hear(device, { now: 200_000, photos: [['photo', 0, 'declared', 'entry']] });
    expect(await device.db.photos.get('photo')).toMatchObject({ state: 'declared', offset: 0 });
    await hear(device, { now: 400_000, copiedAt: 300_000, photos: [['photo', 9, 'stored', 'entry']] });
    expect(await readPhotoBytes(device.db, 'photo')).toHaveLength(9);
  });

  test('is told to be gone where its bytes are not here any more', async () => {
    const device = await phoneWith(['photo']);
    await hear(device, { now: 100_000, photos: [['photo', 9, 'stored', 'entry']] });
    await hear(device, { now: 200_000, copiedAt: 180_000 });
    await hear(device, { now: 300_000, photos: [['photo', 0, 'declared', 'entry']] });
    expect(await device.db.photos.get('photo')).toMatchObject({ state: 'corrupt' });
  });
});

async function phoneWith(ids: readonly string[]): Promise<TestDevice> {
  const device = await newDevice();
  const draft = newDraft(device, { id: 'entry' });
  await saveDraft(device.db, draft);
  await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
  for (const id of ids) {
    const chunkCount = await putChunks(device.db, id, new Uint8Array(9));
    const declared = photoElsewhere(id, { entry: 'entry', state: 'declared', offset: 0 });
    await device.db.photos.put({ ...declared, own: true, chunkCount, thumbnail: new Uint8Array([1]) });
  }
  return device;
}

async function hear({ db, clock }: TestDevice, told: Partial<SyncResponse>): Promise<void> {
  const { sync, replica } = await readPendingWork(db, { mutations: 10, bytes: 1e6 });
  const built = { generation: sync.generation, replica: replica.id, publicKeySent: true };
  expect(await applyResponse(db, built, syncAnswer(told), clock.now)).toMatchObject({ status: 'applied' });
}
