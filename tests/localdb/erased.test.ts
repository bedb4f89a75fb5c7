import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { dismissRefused } from '../../src/localdb/dismiss-refused.ts';
import { storeRawPhoto } from '../../src/localdb/photos.ts';
import { keepReviewPage } from '../../src/localdb/review.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting, readWaiting } from '../../src/localdb/waiting.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { broadcastValues, hiepCuong, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

const scope = `unit:${hiepCuong}`;
const secret = 'Nhà bà Nguyễn Thị Sáu, thôn Chợ';
const purged = (...ids: string[]): Partial<SyncResponse> => ({ gone: ids.map((id) => [scope, id, 'purged']) });

describe('an entry that was erased for good leaves the phone', () => {
  test('with its photos, a draft of it and its place in the queue; what is not of it stays', async () => {
    const device = await newDevice();
    const [erased, other] = [newDraft(device).id, newDraft(device).id];
    const entries = [erased, other].map((id) => serverEntry({ id, values: { airDates: ['2026-11-20'], title: secret } }));
    await answer(device, { entries });
    for (const id of [erased, other]) {
      await saveDraft(device.db, newDraft(device, { id, mode: 'edit', base: 1 }));
      await addPhoto(device, id);
    }
    await keepReviewPage(
      device.db,
      entries.map((entry) => ({ entry, unitName: '', photos: [] })),
      { acknowledged: 0, now: device.clock.now, isFirst: true },
    );
    await answer(device, purged(erased));
    const { db } = device;
    for (const table of [db.entries, db.drafts, db.review]) expect((await table.toArray()).map(({ id }) => id)).toEqual([other]);
    expect((await db.photos.toArray()).map(({ entry }) => entry)).toEqual([other]);
    expect(await db.chunks.count()).toBe(1);
  });

  test('also while something of it waits: that is sent under its number, refused, and told without its words', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, { entries: [serverEntry({ id })] });
    await edit(device, id);
    await answer(device, purged(id));
    expect(await device.db.entries.get(id)).toBeUndefined();
    expect(await countWaiting(device.db)).toBe(1);
    await answer(device, { acknowledged: 1, results: [[1, 'held', 'unknown_entry', 'erased']] });
    expect(await countWaiting(device.db)).toBe(0);
    const [refused] = await device.db.held.toArray();
    expect(refused).toMatchObject({ n: 1, entry: id, reason: 'unknown_entry', field: 'erased' });
    expect(refused?.body).not.toContain(secret);
    expect(await device.db.entries.get(id)).toBeUndefined();
  });

  test('also when a form that was still open is saved behind it', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, purged(id));
    await saveEntry(device.db, newDraft(device, { id }), { values: broadcastValues(secret), setFields }, device.clock.now);
    expect(await device.db.entries.get(id)).toBeDefined();
    await answer(device, { acknowledged: 1, results: [[1, 'held', 'unknown_entry', 'erased']] });
    expect(await device.db.entries.get(id)).toBeUndefined();
    expect(JSON.stringify(await device.db.held.toArray())).not.toContain(secret);
  });

  test('also what had been refused of it before; the person reads why, and lets it go', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, { entries: [serverEntry({ id, status: 'approved' })] });
    await edit(device, id);
    await answer(device, { acknowledged: 1, results: [[1, 'held', 'locked']] });
    await answer(device, { acknowledged: 1, ...purged(id) });
    const held = await device.db.held.toArray();
    expect(held).toMatchObject([{ reason: 'unknown_entry', field: 'erased', at: device.clock.now }]);
    expect(JSON.stringify(held)).not.toContain(secret);
    expect(await dismissRefused(device.db, id, device.clock.now)).toBe('dismissed');
    expect(await device.db.held.count()).toBe(0);
    expect(JSON.parse((await readWaiting(device.db))[0]?.body ?? '')).toMatchObject({ type: 'dismiss', id });
  });

  test('when the answer to its own first sending was lost, and comes with the news', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(secret), setFields }, device.clock.now);
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], ...purged(draft.id), cursors: { [scope]: 3 } });
    expect(await device.db.entries.count()).toBe(0);
    expect([await countWaiting(device.db), await device.db.held.count()]).toEqual([0, 0]);
  });

  test('and one that is not here, or was told of before, changes nothing', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, purged(id));
    await answer(device, purged(id));
    expect([await device.db.entries.count(), await device.db.held.count()]).toEqual([0, 0]);
  });
});

describe('a photo that was erased for good leaves the phone', () => {
  test('with its bytes, from a draft of its entry too; the entry stays', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, { entries: [serverEntry({ id })] });
    await saveDraft(device.db, newDraft(device, { id, mode: 'edit', base: 1, start: { values: {}, photos: [] } }));
    const [bad, good] = [await addPhoto(device, id), await addPhoto(device, id)];
    await answer(device, { ...purged(bad), entries: [serverEntry({ id, revision: 2 })] });
    const { db } = device;
    expect((await db.photos.toArray()).map((photo) => photo.id)).toEqual([good]);
    expect((await db.chunks.toArray()).map((chunk) => chunk.photo)).toEqual([good]);
    expect((await db.drafts.get(id))?.photos).toEqual([good]);
    expect(await db.entries.get(id)).toMatchObject({ server: { revision: 2 } });
  });
});

async function addPhoto(device: TestDevice, draft: string): Promise<string> {
  const { id } = newDraft(device);
  const bytes = new Uint8Array([1, 2, 3]);
  await storeRawPhoto(device.db, { id, draft, bytes, type: 'image/jpeg', source: 'camera', takenAt: null, now: device.clock.now });
  return id;
}

async function edit(device: TestDevice, id: string): Promise<void> {
  const draft = newDraft(device, { id, mode: 'edit', base: 1 });
  await saveEntry(device.db, draft, { values: broadcastValues(secret), setFields }, device.clock.now);
}

async function answer(device: TestDevice, partial: Partial<SyncResponse>) {
  const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
  const built = { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
  expect((await applyResponse(device.db, built, syncAnswer(partial), device.clock.now)).status).toBe('applied');
}
