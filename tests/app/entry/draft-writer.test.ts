import { afterEach, describe, expect, test, vi } from 'vitest';
import { startDraftWriter, type DraftState } from '../../../src/app/entry/draft-writer.ts';
import { newDevice, newDraft, type TestDevice } from '../../fakes/device.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a form on its way to disk', () => {
  test('is written by itself after a pause, and only then said to be saved', async () => {
    const { device, writer, told } = await begin();
    const draft = newDraft(device, { input: { title: 'Tập huấn' } });
    writer.changed(draft);
    expect(told).toEqual([]);
    await expect.poll(() => told).toEqual([{ status: 'saved', at: device.clock.now }]);
    expect((await device.db.drafts.get(draft.id))?.input).toEqual({ title: 'Tập huấn' });
  });

  test('is written within a second also while somebody types without a pause', async () => {
    const { device, writer, told } = await begin();
    const draft = newDraft(device);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let tenth = 1; tenth <= 10; tenth += 1) {
      writer.changed({ ...draft, input: { title: `Tập huấn ${tenth}` } });
      vi.advanceTimersByTime(100);
    }
    vi.useRealTimers();
    await expect.poll(() => told.length).toBeGreaterThan(0);
  });

  test('is written at once when the page is left, with the newest text', async () => {
    const { device, writer } = await begin();
    const draft = newDraft(device);
    writer.changed({ ...draft, input: { title: 'T' } });
    writer.changed({ ...draft, input: { title: 'Tập' } });
    expect(await writer.flush()).toBe(true);
    expect((await device.db.drafts.get(draft.id))?.input).toEqual({ title: 'Tập' });
  });

  test('keeps photos that came to the draft meanwhile', async () => {
    const { device, writer } = await begin();
    const draft = newDraft(device);
    writer.changed(draft);
    await writer.flush();
    await device.db.drafts.update(draft.id, { photos: ['p1'] });
    writer.changed({ ...draft, input: { title: 'x' } });
    await writer.flush();
    expect((await device.db.drafts.get(draft.id))?.photos).toEqual(['p1']);
  });

  test('that the disk refuses is said to be so, and is tried again', async () => {
    const { device, writer, told } = await begin();
    const draft = newDraft(device);
    const put = vi.spyOn(device.db.drafts, 'put').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    writer.changed(draft);
    expect(await writer.flush()).toBe(false);
    expect(told.at(-1)).toEqual({ status: 'failed', isDiskFull: true });
    put.mockRestore();
    expect(await writer.flush()).toBe(true);
    expect(told.at(-1)?.status).toBe('saved');
  });

  test('is said to have met a full disk only where it did', async () => {
    const { device, writer, told } = await begin();
    vi.spyOn(device.db.drafts, 'put').mockRejectedValue(new DOMException('closed', 'InvalidStateError'));
    writer.changed(newDraft(device));
    expect(await writer.flush()).toBe(false);
    expect(told.at(-1)).toEqual({ status: 'failed', isDiskFull: false });
  });

  test('that became an entry never comes back as a draft', async () => {
    const { device, writer } = await begin();
    const draft = newDraft(device);
    writer.changed(draft);
    await writer.endWith(
      async () => {},
      () => true,
    );
    await writer.flush();
    writer.changed(draft);
    await writer.flush();
    expect(await device.db.drafts.count()).toBe(0);
  });
});

async function begin() {
  const device: TestDevice = await newDevice();
  const told: DraftState[] = [];
  const writer = startDraftWriter(device.db, { now: () => device.clock.now, tell: (state) => told.push(state) });
  return { device, writer, told };
}
