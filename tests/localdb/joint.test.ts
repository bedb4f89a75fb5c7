import { beforeEach, describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../src/localdb/build-request.ts';
import { readSyncState } from '../../src/localdb/meta.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { hiepCuong, newDevice, newDraft, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';
import { units } from '../fakes/wire-phone.ts';

/** An entry of Phố Hiến that names this phone's unit. */
const own = `unit:${hiepCuong}`;
const joint = `joint:${hiepCuong}`;
const theirs = `unit:${units.phoHien}`;
let device: TestDevice;
let id: string;

beforeEach(async () => {
  device = await newDevice();
  id = newDraft(device).id;
});

function entry(change: Parameters<typeof serverEntry>[0] = { id }) {
  const { values } = serverEntry({ id });
  return serverEntry({ unit: units.phoHien, values: { ...values, coOrganisers: [hiepCuong] }, ...change });
}

async function answer(partial: Partial<SyncResponse>): Promise<void> {
  const work = await readPendingWork(device.db, { mutations: 10, bytes: 1e6 });
  const built = { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
  await applyResponse(device.db, built, syncAnswer({ acknowledged: work.sync.acknowledged, ...partial }), device.clock.now);
}

const isHere = async (): Promise<boolean> => (await device.db.entries.get(id)) !== undefined;
const leftNames = async () => (await readSyncState(device.db)).left;

describe('an entry that another unit wrote and this one held together with it', () => {
  test('goes when it names this unit no more', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1 } });
    expect(await device.db.entries.get(id)).toMatchObject({ sync: 'clean', unit: units.phoHien });
    await answer({ gone: [[joint, id, 'moved']], cursors: { [joint]: 2 } });
    expect(await isHere()).toBe(false);
  });

  test('goes with the grant', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1 } });
    await answer({ drop: [joint, own] });
    expect(await isHere()).toBe(false);
  });

  test('stays in sight of whoever has a role in the other unit too, whichever of the two is lost', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1, [theirs]: 1 } });
    await answer({ drop: [theirs] });
    expect(await isHere()).toBe(true);
    await answer({ drop: [joint, own] });
    expect(await isHere()).toBe(false);
  });

  test('named no more, it stays by the unit that wrote it, and goes when that one is lost', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1, [theirs]: 1 } });
    await answer({ gone: [[joint, id, 'moved']], more: true });
    expect(await isHere()).toBe(true);
    await answer({ drop: [theirs] });
    expect(await isHere()).toBe(false);
    expect(await leftNames()).toEqual([]);
  });

  test('gone from both, one page after the other, it goes', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1, [theirs]: 1 } });
    await answer({ gone: [[theirs, id, 'moved']], more: true });
    expect(await isHere()).toBe(true);
    await answer({ gone: [[joint, id, 'moved']] });
    expect(await isHere()).toBe(false);
  });

  test('gone from one and told anew by the other, it is as it was told', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1, [theirs]: 1 } });
    await answer({ gone: [[theirs, id, 'moved']], more: true });
    await answer({ entries: [entry({ id, unit: units.centre, revision: 2 })], cursors: { [joint]: 2 } });
    await answer({ drop: [theirs] });
    expect(await isHere()).toBe(true);
    expect(await leftNames()).toEqual([]);
  });

  test('moved to this unit it is this unit’s own', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1 } });
    await answer({ entries: [entry({ id, unit: hiepCuong, revision: 2 })], gone: [[joint, id, 'moved']] });
    expect(await device.db.entries.get(id)).toMatchObject({ unit: hiepCuong });
  });

  test('that a restored server does not know any more goes once its scope is read again', async () => {
    await answer({ entries: [entry()], cursors: { [own]: 1, [joint]: 1 } });
    await answer({ epoch: 'second' });
    await answer({ epoch: 'second', cursors: { [own]: 0 }, started: [own], more: true });
    expect(await isHere()).toBe(true);
    await answer({ epoch: 'second', cursors: { [joint]: 0 }, started: [joint] });
    expect(await isHere()).toBe(false);
  });
});
