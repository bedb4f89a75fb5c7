import { describe, expect, test } from 'vitest';
import { appendMutation, mutationTables } from '../../src/localdb/append-mutation.ts';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { recoverFromFork } from '../../src/localdb/recover.ts';
import { dismissRefused } from '../../src/localdb/dismiss-refused.ts';
import { discardDraft, saveDraft } from '../../src/localdb/drafts.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { readAgain } from '../../src/localdb/read-again.ts';
import type { DraftRow } from '../../src/localdb/rows.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting, readWaiting } from '../../src/localdb/waiting.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

describe('an entry that the server refused', () => {
  test('is mended and sent again whole, under its own id', async () => {
    const { device, id } = await refusedEntry();
    const mended = { ...broadcastValues(), clustersOn: 10 };
    await mend(device, id, mended);
    const [again] = await readWaiting(device.db);
    expect(again && readBody(again)).toMatchObject({ n: 2, type: 'new', id, kind: 'broadcast', set: mended, submit: true });
  });

  test('is sent again even when nothing was changed, since the reason may lie elsewhere', async () => {
    const { device, id } = await refusedEntry();
    await mend(device, id, broadcastValues());
    expect(await countWaiting(device.db)).toBe(1);
  });

  test('is no longer shown as refused once a later version was taken', async () => {
    const { device, id } = await refusedEntry();
    await mend(device, id, { ...broadcastValues(), clustersOn: 10 });
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 1]], kept: [[id, 1]] });
    expect(await device.db.held.count()).toBe(0);
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', server: { values: { clustersOn: 10 } } });
  });

  test('stays refused while the later version is refused too, with both kept', async () => {
    const { device, id } = await refusedEntry();
    await mend(device, id, { ...broadcastValues(), clustersOn: 10 });
    await answer(device, { acknowledged: 2, results: [[2, 'held', 'scope']] });
    expect(await device.db.held.count()).toBe(2);
    expect((await device.db.entries.get(id))?.sync).toBe('held');
  });
});

describe('a refused edit of an entry that the server has', () => {
  test('is followed by an edit, never by a second first version', async () => {
    const device = await newDevice();
    const id = newDraft(device).id;
    await answer(device, { entries: [serverEntry({ id, values: broadcastValues() })] });
    await mend(device, id, { ...broadcastValues(), airings: 2 });
    await answer(device, { acknowledged: 1, results: [[1, 'held', 'invalid', 'airings']] });
    await mend(device, id, { ...broadcastValues(), airings: 3 });
    const [again] = await readWaiting(device.db);
    expect(again && readBody(again)).toMatchObject({ type: 'edit', set: { airings: 3 } });
  });
});

describe('a refused edit of several fields', () => {
  const refusedOfTwo = { airings: 2, programme: 'Chuyển đổi số' };

  test('stays refused when a later edit of something else is taken', async () => {
    const { device, id } = await refused(refusedOfTwo);
    await mend(device, id, broadcastValues('Tên khác'));
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 2]], kept: [[id, 2]] });
    expect(await device.db.held.count()).toBe(1);
    expect((await device.db.entries.get(id))?.sync).toBe('held');
  });

  test('is refused no more once a later edit of the same fields is taken, also in the answer that refuses it', async () => {
    const { device, id } = await refused(refusedOfTwo, { airings: 3, programme: 'Cải cách' });
    expect(await device.db.held.count()).toBe(0);
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', view: { values: { airings: 3, programme: 'Cải cách' } } });
  });

  test('is tried again from the refused words, and is answered by that also where one of them was given up', async () => {
    const { device, id } = await refused(refusedOfTwo);
    const again = await readAgain(device.db, id);
    expect(again?.after.values).toMatchObject(refusedOfTwo);
    expect(again?.before.values).toEqual(broadcastValues());
    expect(again?.said.fields).toEqual(['airings', 'programme']);
    await mend(device, id, { ...broadcastValues(), programme: refusedOfTwo.programme }, { again: again?.said });
    const [sent] = await readWaiting(device.db);
    expect(sent && readBody(sent)).toMatchObject({ type: 'edit', set: { airings: 1, programme: refusedOfTwo.programme } });
    expect(await readAgain(device.db, id)).toBeNull();
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 2]], kept: [[id, 2]] });
    expect(await device.db.held.count()).toBe(0);
  });

  test('keeps its photos when the form of another try is given up', async () => {
    const { device, id } = await refusedEdit(['a']);
    await saveDraft(device.db, newDraft(device, { id, mode: 'edit', photos: ['a'] }));
    await discardDraft(device.db, id);
    expect(await device.db.photos.count()).toBe(1);
  });

  test('lets a photo go that the next try leaves out', async () => {
    const { device, id } = await refusedEdit(['a']);
    const again = await readAgain(device.db, id);
    expect(again?.said.photos).toEqual(['a']);
    await mend(device, id, { ...broadcastValues(), airings: 3 }, { again: again?.said });
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 2]], kept: [[id, 2]] });
    expect([await device.db.held.count(), await device.db.photos.count()]).toEqual([0, 0]);
  });
});

describe('a refused change that its author gives up', () => {
  test('goes from the device, and the entry is as the server has it', async () => {
    const { device, id } = await refusedEdit();
    expect(await dismissRefused(device.db, id, device.clock.now)).toBe('dismissed');
    expect(await device.db.held.count()).toBe(0);
    const [told] = await readWaiting(device.db);
    expect(told && readBody(told)).toMatchObject({ type: 'dismiss', id, held: [(await readReplica(device.db)).id, 1] });
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 1]] });
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', view: { status: 'approved', values: broadcastValues() } });
  });

  test('is not sent again to a server that was restored; that it was let go is', async () => {
    const { device, id } = await refusedEdit();
    await dismissRefused(device.db, id, device.clock.now);
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 1]] });
    await answer(device, { epoch: 'restored', acknowledged: 0 });
    expect((await readWaiting(device.db)).map((row) => readBody(row))).toMatchObject([{ n: 1, type: 'dismiss' }]);
    await answer(device, { epoch: 'restored', acknowledged: 1, results: [[1, 'held', 'unknown_entry']] });
    expect(await device.db.held.count()).toBe(0);
  });

  test('is not sent again under the new name that a copied phone takes', async () => {
    const { device, id } = await refusedEdit();
    await dismissRefused(device.db, id, device.clock.now);
    await recoverFromFork(device.db, (await readReplica(device.db)).id);
    expect((await readWaiting(device.db)).map((row) => readBody(row))).toMatchObject([{ n: 1, type: 'dismiss' }]);
  });

  test('goes with the photos that only it named', async () => {
    const { device, id } = await refusedEdit(['a']);
    await dismissRefused(device.db, id, device.clock.now);
    expect([await device.db.photos.count(), await device.db.chunks.count()]).toEqual([0, 0]);
  });
});

describe('a refused first version that its author gives up', () => {
  test('goes from the device with its photos, and the server is told', async () => {
    const { device, id } = await refusedEntry(['a']);
    expect(await dismissRefused(device.db, id, device.clock.now)).toBe('dismissed');
    const { db } = device;
    for (const table of [db.held, db.entries, db.photos, db.chunks]) expect(await table.count()).toBe(0);
    const [told] = await readWaiting(db);
    expect(told && readBody(told)).toMatchObject({ type: 'dismiss', id, held: [(await readReplica(db)).id, 1] });
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 0]] });
    expect([await countWaiting(db), await db.entries.count()]).toEqual([0, 0]);
  });

  test('leaves a later one in sight that is refused in the same answer', async () => {
    const { device, id } = await refusedEntry();
    await dismissRefused(device.db, id, device.clock.now);
    const draft = newDraft(device, { id });
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const results: SyncResponse['results'] = [
      [2, 'ok', 0],
      [3, 'held', 'scope'],
    ];
    await answer(device, { acknowledged: 3, results });
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'held', view: { values: broadcastValues() } });
  });

  test('stays while a mended one waits: its answer comes first', async () => {
    const { device, id } = await refusedEntry();
    await mend(device, id, { ...broadcastValues(), clustersOn: 10 });
    expect(await dismissRefused(device.db, id, device.clock.now)).toBe('waiting');
    expect(await device.db.held.count()).toBe(1);
  });
});

describe('a decision that was refused', () => {
  test('is answered by the next one; words that were refused beside it stay', async () => {
    const device = await newDevice();
    const seen = serverEntry({ id: newDraft(device).id });
    const { db, clock } = device;
    await answer(device, { entries: [seen] });
    const words = { type: 'comment', id: seen.id, comment: 'c', text: 'Bổ sung ảnh' } as const;
    await db.transaction('rw', mutationTables(db), () => appendMutation(db, words, { at: clock.now }));
    await decideReview(db, seen, { verdict: 'approve', remark: '', flags: [] }, clock.now);
    await answer(device, {
      acknowledged: 2,
      results: [
        [1, 'held', 'scope'],
        [2, 'held', 'stale_review'],
      ],
    });
    await decideReview(db, seen, { verdict: 'approve', remark: '', flags: [] }, clock.now);
    expect((await db.held.toArray()).map((row) => readBody(row).type)).toEqual(['comment']);
    await answer(device, {
      acknowledged: 4,
      results: [
        [3, 'ok', 1],
        [4, 'ok', 2],
      ],
    });
    expect((await db.held.toArray()).map((row) => readBody(row).type)).toEqual(['comment']);
  });
});

describe('an entry that was taken back', () => {
  test('before its first version was refused is shown as taken back, never as submitted again', async () => {
    const device = await newDevice();
    const id = await saveNew(device);
    await voidEntry(device.db, id, device.clock.now);
    await answer(device, {
      acknowledged: 2,
      results: [
        [1, 'held', 'invalid', 'clustersOn'],
        [2, 'held', 'unknown_entry'],
      ],
    });
    expect(await device.db.entries.get(id)).toMatchObject({ status: 'void', view: { values: broadcastValues() } });
    await dismissRefused(device.db, id, device.clock.now);
    expect([await device.db.held.count(), await device.db.entries.count()]).toEqual([0, 0]);
    const replica = (await readReplica(device.db)).id;
    expect((await readWaiting(device.db)).map((row) => readBody(row))).toMatchObject([{ held: [replica, 1] }, { held: [replica, 2] }]);
  });

  test('after its first version was refused is let go: no change is sent of what the server does not know', async () => {
    const { device, id } = await refusedEntry();
    await voidEntry(device.db, id, device.clock.now);
    expect((await readWaiting(device.db)).map((row) => readBody(row).type)).toEqual(['dismiss']);
    expect([await device.db.held.count(), await device.db.entries.count()]).toEqual([0, 0]);
  });
});

describe('a refused first version with an edit behind it', () => {
  test('shows both, and is sent again as one', async () => {
    const device = await newDevice();
    const id = await saveNew(device);
    await mend(device, id, { ...broadcastValues(), clustersOn: 10 });
    await answer(device, {
      acknowledged: 2,
      results: [
        [1, 'held', 'invalid', 'airings'],
        [2, 'held', 'unknown_entry'],
      ],
    });
    expect((await device.db.entries.get(id))?.view.values).toMatchObject({ clustersOn: 10 });
    await mend(device, id, { ...broadcastValues(), clustersOn: 10, airings: 2 });
    await answer(device, { acknowledged: 3, results: [[3, 'ok', 1]], kept: [[id, 1]] });
    expect(await device.db.held.count()).toBe(0);
  });
});

async function refusedEntry(photos: readonly string[] = []): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const id = await saveNew(device, photos);
  await answer(device, { acknowledged: 1, results: [[1, 'held', 'invalid', 'clustersOn']] });
  return { device, id };
}

/** The first is refused, the others are taken; all in one answer. */
async function refused(...edits: FieldValues[]): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const id = newDraft(device).id;
  await answer(device, { entries: [serverEntry({ id, values: broadcastValues() })] });
  for (const values of edits) await mend(device, id, { ...broadcastValues(), ...values });
  const results = edits.slice(1).map((_, index): SyncResponse['results'][number] => [index + 2, 'ok', index + 2]);
  const server = serverEntry({ id, revision: edits.length, values: { ...broadcastValues(), ...edits[1] } });
  await answer(device, { acknowledged: edits.length, results: [[1, 'held', 'scope'], ...results], entries: [server] });
  return { device, id };
}

async function saveNew(device: TestDevice, photos: readonly string[] = []): Promise<string> {
  const draft = newDraft(device);
  await saveDraft(device.db, draft);
  for (const photo of photos) await takePhoto(device, draft.id, photo);
  await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
  return draft.id;
}

async function takePhoto(device: TestDevice, draft: string, id: string): Promise<void> {
  const bytes = new Uint8Array([1, 2, 3]);
  const taken = { source: 'camera', takenAt: null } as const;
  await storeRawPhoto(device.db, { id, draft, bytes, type: 'image/jpeg', ...taken, now: device.clock.now });
  const reference = { id, sha256: 'h', size: 3, type: 'image/jpeg', width: 1, height: 1, ...taken };
  await storeReadyPhoto(device.db, { reference, bytes, thumbnail: null });
}

/** Of an entry that was approved meanwhile. */
async function refusedEdit(photos: readonly string[] = []): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const id = newDraft(device).id;
  await answer(device, { entries: [serverEntry({ id, status: 'approved', values: broadcastValues() })] });
  await mend(device, id, { ...broadcastValues(), airings: 2 }, { photos });
  await answer(device, { acknowledged: 1, results: [[1, 'held', 'locked']] });
  return { device, id };
}

async function mend(
  device: TestDevice,
  id: string,
  values: ReturnType<typeof broadcastValues>,
  { photos = [], again }: { photos?: readonly string[]; again?: DraftRow['again'] } = {},
): Promise<void> {
  const base = (await device.db.entries.get(id))?.server?.revision ?? 0;
  const draft = newDraft(device, { id, mode: 'edit', base, ...(again && { again }) });
  await saveDraft(device.db, draft);
  for (const photo of photos) await takePhoto(device, id, photo);
  await saveEntry(device.db, draft, { values: values, setFields }, device.clock.now);
}

async function answer(device: TestDevice, partial: Partial<SyncResponse>): Promise<void> {
  const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
  const built = { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
  await applyResponse(device.db, built, syncAnswer({ acknowledged: work.sync.acknowledged, ...partial }), device.clock.now);
}
