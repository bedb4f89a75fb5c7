import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { readSyncState } from '../../src/localdb/meta.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting, readWaiting } from '../../src/localdb/waiting.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { broadcastValues, hiepCuong, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

const scope = `unit:${hiepCuong}`;

describe('an answer to what was sent', () => {
  test('an acknowledged entry waits no more and is shown as the server has it', async () => {
    const { device, id } = await deviceWithEntry();
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], kept: [[id, 1]], cursors: { [scope]: 1 } });
    expect(await countWaiting(device.db)).toBe(0);
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', server: { revision: 1, status: 'submitted' } });
  });

  test('a refused change is kept whole, with its reason, and the entry stays in sight', async () => {
    const { device, id } = await deviceWithEntry();
    const [sent] = await device.db.outbox.toArray();
    await answer(device, { acknowledged: 1, results: [[1, 'held', 'scope']] });
    expect(await device.db.held.toArray()).toMatchObject([{ n: 1, reason: 'scope', body: sent?.body }]);
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'held', view: { values: broadcastValues() } });
  });

  test('an entry that a cut page does not tell of yet is there, and can be edited at once', async () => {
    const { device, id } = await deviceWithEntry();
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], cursors: { [scope]: 7 }, more: true });
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', server: { revision: 1 }, view: { values: broadcastValues() } });
    const draft = newDraft(device, { id, mode: 'edit', base: 1 });
    await saveEntry(device.db, draft, { values: { ...broadcastValues(), airings: 2 }, setFields }, device.clock.now);
    expect(JSON.parse((await readWaiting(device.db))[0]?.body ?? '')).toMatchObject({ type: 'edit', set: { airings: 2 } });
  });

  test('nothing above the acknowledged number leaves, even when a result names it', async () => {
    const { device } = await deviceWithEntry();
    await answer(device, { acknowledged: 0, results: [[1, 'ok', 1]] });
    expect(await countWaiting(device.db)).toBe(1);
  });

  test('what was sent is kept until a copy off the server’s machine holds it, and no longer', async () => {
    const { device, id } = await deviceWithEntry();
    await voidEntry(device.db, id, device.clock.now);
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], kept: [[id, 1]] });
    await answer(device, { acknowledged: 2, results: [[2, 'ok', 2]], kept: [[id, 2]], safe: 1 });
    expect((await device.db.outbox.toArray()).map((row) => row.n)).toEqual([2]);
    await answer(device, { acknowledged: 2, safe: 2 });
    expect(await device.db.outbox.count()).toBe(0);
  });

  test('a change made while the answer travelled waits, however far another device of the same name has come', async () => {
    const { device, id } = await deviceWithEntry();
    const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
    await voidEntry(device.db, id, device.clock.now);
    const told = syncAnswer({ acknowledged: 7, safe: 7, results: [[1, 'ok', 1]], kept: [[id, 1]] });
    await applyResponse(device.db, built(work), told, device.clock.now);
    expect((await readWaiting(device.db)).map((row) => row.n)).toEqual([2]);
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'pending', view: { status: 'void' } });
  });

  test('an edit made while the answer travelled stays on top of what the server says', async () => {
    const { device, id } = await deviceWithEntry();
    const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
    await voidEntry(device.db, id, device.clock.now);
    await applyResponse(
      device.db,
      built(work),
      syncAnswer({ acknowledged: 1, results: [[1, 'ok', 1]], kept: [[id, 1]] }),
      device.clock.now,
    );
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'pending', view: { status: 'void' }, server: { status: 'submitted' } });
  });
});

describe('answers that come twice, late or from elsewhere', () => {
  test('an answer applied a second time changes nothing', async () => {
    const { device, id } = await deviceWithEntry();
    const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
    const same = syncAnswer({ acknowledged: 1, results: [[1, 'ok', 1]], kept: [[id, 1]], cursors: { [scope]: 1 } });
    expect(await applyResponse(device.db, built(work), same, device.clock.now)).toMatchObject({ status: 'applied' });
    const before = await everything(device);
    expect(await applyResponse(device.db, built(work), same, device.clock.now)).toEqual({ status: 'stale' });
    expect(await everything(device)).toEqual(before);
  });

  test('an older state of an entry never replaces a newer one', async () => {
    const device = await newDevice();
    const id = newDraft(device).id;
    await answer(device, { entries: [serverEntry({ id, revision: 5, status: 'approved' })] });
    await answer(device, { entries: [serverEntry({ id, revision: 4, status: 'submitted' })] });
    expect((await device.db.entries.get(id))?.view).toMatchObject({ revision: 5, status: 'approved' });
  });

  test('what cannot be followed from "kept" is read again from the beginning of its unit', async () => {
    const { device, id } = await deviceWithEntry();
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], kept: [[id, 3]], cursors: { [scope]: 9 } });
    expect((await readSyncState(device.db)).cursors).not.toHaveProperty(scope);
  });
});

describe('a unit that is no longer this person’s', () => {
  test('clean entries go, entries with unsent work stay to be sent', async () => {
    const { device, id } = await deviceWithEntry();
    const clean = newDraft(device).id;
    await answer(device, { entries: [serverEntry({ id: clean })], cursors: { [scope]: 4 } });
    await answer(device, { drop: [scope] });
    expect(await device.db.entries.get(clean)).toBeUndefined();
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'stranded' });
    expect(await countWaiting(device.db)).toBe(1);
    expect((await readSyncState(device.db)).cursors).toEqual({});
  });

  test('what the server took into a unit that was lost before anything was read of it leaves the phone', async () => {
    const { device, id } = await deviceWithEntry();
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 1]], cursors: { 'person:someone': 2 } });
    expect(await device.db.entries.get(id)).toBeUndefined();
    expect(await countWaiting(device.db)).toBe(0);
  });

  test('a unit that was lost while the server was restored leaves nothing behind', async () => {
    const device = await newDevice();
    const { id } = newDraft(device);
    await answer(device, { entries: [serverEntry({ id })], cursors: { [scope]: 4, 'person:me': 1 } });
    await answer(device, { epoch: 'second', cursors: { 'person:me': 1 } });
    expect(await device.db.entries.get(id)).toBeDefined();
    await answer(device, { epoch: 'second', cursors: { 'person:me': 1 }, started: ['person:me'] });
    expect(await device.db.entries.get(id)).toBeUndefined();
  });

  test('an entry that moved away goes from the unit it left, not from the one it came to', async () => {
    const device = await newDevice();
    const [left, came] = [newDraft(device).id, newDraft(device).id];
    await answer(device, { entries: [serverEntry({ id: left }), serverEntry({ id: came, unit: 'elsewhere' })] });
    await answer(device, {
      gone: [
        [scope, left, 'moved'],
        [scope, came, 'moved'],
      ],
    });
    expect((await device.db.entries.toArray()).map((row) => row.id)).toEqual([came]);
  });
});

async function deviceWithEntry(): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const draft = newDraft(device);
  await saveDraft(device.db, draft);
  await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
  return { device, id: draft.id };
}

async function answer(device: TestDevice, partial: Partial<SyncResponse>) {
  const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
  return applyResponse(device.db, built(work), syncAnswer({ acknowledged: work.sync.acknowledged, ...partial }), device.clock.now);
}

function built(work: Awaited<ReturnType<typeof readPendingWork>>) {
  return { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
}

async function everything(device: TestDevice): Promise<unknown> {
  const { db } = device;
  return Promise.all([db.entries, db.outbox, db.held, db.photos, db.meta].map((table) => table.toArray()));
}
