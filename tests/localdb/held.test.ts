import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { recoverFromFork } from '../../src/localdb/recover.ts';
import { dismissRefused } from '../../src/localdb/dismiss-refused.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting, readWaiting } from '../../src/localdb/waiting.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
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

  test('keeps its number: a restored server is sent again every number, and does not show the change as refused once more', async () => {
    const { device, id } = await refusedEdit();
    await dismissRefused(device.db, id, device.clock.now);
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 1]] });
    await answer(device, { epoch: 'restored', acknowledged: 0 });
    expect((await readWaiting(device.db)).map((row) => row.n)).toEqual([1, 2]);
    await answer(device, { epoch: 'restored', acknowledged: 1, results: [[1, 'held', 'locked']] });
    expect(await device.db.held.count()).toBe(0);
    await answer(device, { epoch: 'restored', acknowledged: 2, results: [[2, 'held', 'unknown_entry']] });
    expect(await device.db.held.count()).toBe(0);
  });

  test('is not sent again under the new name that a copied phone takes', async () => {
    const { device, id } = await refusedEdit();
    await dismissRefused(device.db, id, device.clock.now);
    await recoverFromFork(device.db, (await readReplica(device.db)).id);
    expect((await readWaiting(device.db)).map((row) => readBody(row))).toMatchObject([{ n: 1, type: 'dismiss' }]);
  });

  test('stays when it is the only copy there is', async () => {
    const { device, id } = await refusedEntry();
    expect(await dismissRefused(device.db, id, device.clock.now)).toBe('onlyCopy');
    expect(await device.db.held.count()).toBe(1);
  });
});

async function refusedEntry(): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const draft = newDraft(device);
  await saveDraft(device.db, draft);
  await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
  await answer(device, { acknowledged: 1, results: [[1, 'held', 'invalid', 'clustersOn']] });
  return { device, id: draft.id };
}

/** Of an entry that was approved meanwhile. */
async function refusedEdit(): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const id = newDraft(device).id;
  await answer(device, { entries: [serverEntry({ id, status: 'approved', values: broadcastValues() })] });
  await mend(device, id, { ...broadcastValues(), airings: 2 });
  await answer(device, { acknowledged: 1, results: [[1, 'held', 'locked']] });
  return { device, id };
}

async function mend(device: TestDevice, id: string, values: ReturnType<typeof broadcastValues>): Promise<void> {
  const draft = newDraft(device, { id, mode: 'edit', base: (await device.db.entries.get(id))?.server?.revision ?? 0 });
  await saveDraft(device.db, draft);
  await saveEntry(device.db, draft, { values: values, setFields }, device.clock.now);
}

async function answer(device: TestDevice, partial: Partial<SyncResponse>): Promise<void> {
  const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
  const built = { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
  await applyResponse(device.db, built, syncAnswer({ acknowledged: work.sync.acknowledged, ...partial }), device.clock.now);
}
