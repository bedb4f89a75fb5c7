import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readControls } from '../../../src/app/entry/controls.ts';
import { openAgain } from '../../../src/app/entry/open-again.ts';
import { openEntry } from '../../../src/app/entry/open-stored.ts';
import { readTyped, writeTyped } from '../../../src/domain/input.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { appendMutation, mutationTables, type Change } from '../../../src/localdb/append-mutation.ts';
import { applyResponse } from '../../../src/localdb/apply-response.ts';
import { readPendingWork } from '../../../src/localdb/build-request.ts';
import { saveDraft } from '../../../src/localdb/drafts.ts';
import { broadcastValues, newDevice, newDraft, type TestDevice } from '../../fakes/device.ts';
import { serverEntry, syncAnswer } from '../../fakes/sync-answer.ts';

// No page died here.
beforeAll(() => vi.stubGlobal('localStorage', { getItem: () => null }));
afterAll(() => vi.unstubAllGlobals());

const refusedWords = { durationMinutes: 30, genre: null, topics: ['digital'] };

describe('"Sửa rồi gửi lại"', () => {
  test('opens the form with the refused words on top, and the usual way does not', async () => {
    const { device, id } = await refused();
    const before = broadcastValues();
    expect(await shown(openEntry(pageOf(device), id))).toEqual(before);
    const { genre: _genre, ...others } = before;
    expect(await shown(openAgain(pageOf(device), id))).toEqual({ ...others, durationMinutes: 30, topics: ['digital'] });
    expect(await device.db.drafts.count()).toBe(0);
  });

  test('leaves what was written in a draft meanwhile, readable or not', async () => {
    const { device, id } = await refused();
    const values = broadcastValues();
    const input = { ...writeTyped(broadcast.fields, values), durationMinutes: 'nửa tiếng', airings: '7' };
    const start = { values, photos: [] };
    await saveDraft(device.db, newDraft(device, { id, mode: 'edit', base: 1, start, input }));
    const opened = await openAgain(pageOf(device), id);
    expect(opened).toMatchObject({ controls: { durationMinutes: 'nửa tiếng', airings: '7' } });
    expect(await shown(Promise.resolve(opened))).toMatchObject({ topics: ['digital'] });
    expect((await device.db.drafts.get(id))?.again?.fields.sort()).toEqual(['durationMinutes', 'genre', 'topics']);
  });
});

async function refused(): Promise<{ device: TestDevice; id: string }> {
  const device = await newDevice();
  const { db, clock } = device;
  const { id } = newDraft(device);
  await answer(device, { entries: [serverEntry({ id, values: broadcastValues() })] });
  const { topics, ...set } = refusedWords;
  const change: Change = { type: 'edit', id, set, add: { topics }, remove: { topics: ['procedures'] } };
  await db.transaction('rw', mutationTables(db), () => appendMutation(db, change, { at: clock.now }));
  await answer(device, { acknowledged: 1, results: [[1, 'held', 'scope']] });
  return { device, id };
}

async function answer({ db, clock }: TestDevice, partial: Parameters<typeof syncAnswer>[0]): Promise<void> {
  const work = await readPendingWork(db, { mutations: 10, bytes: 1e6 });
  const built = { generation: work.sync.generation, replica: work.replica.id, publicKeySent: true };
  await applyResponse(db, built, syncAnswer(partial), clock.now);
}

async function shown(opening: ReturnType<typeof openAgain>): Promise<FieldValues> {
  const opened = await opening;
  if (opened.status !== 'open') throw new Error(opened.status);
  const { kind, controls, today } = opened;
  return readTyped(kind.fields, readControls(kind.fields, controls, today), today).values;
}

function never(): never {
  throw new Error('nothing is sent here');
}

function pageOf({ db, clock }: TestDevice): Parameters<typeof openAgain>[0] {
  const runner = { sendNow: never, workAdded: never, progress: never, subscribe: never, stop: never };
  return { db, runner, person: { id: db.person, name: '', roles: ['reporter'], demo: false }, now: () => clock.now };
}
