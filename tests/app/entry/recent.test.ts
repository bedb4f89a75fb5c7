import { beforeEach, describe, expect, test } from 'vitest';
import { readRecent } from '../../../src/app/entry/recent.ts';
import { readUsage } from '../../../src/app/entry/usage.ts';
import type { Entry } from '../../../src/domain/entry.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { integratedMeeting } from '../../../src/domain/kinds/integratedMeeting.ts';
import { occurredOn } from '../../../src/domain/kinds/index.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { visualDisplay } from '../../../src/domain/kinds/visualDisplay.ts';
import { broadcastValues, hiepCuong, newDevice, trainingValues, type TestDevice } from '../../fakes/device.ts';
import { sampleEntry } from '../review/sample-row.ts';

let device: TestDevice;
let written = 0;

beforeEach(async () => {
  device = await newDevice();
});

describe('what a form offers out of what was written on this device', () => {
  test('programmes, newest first, each once', async () => {
    for (const programme of ['Nông thôn mới', 'Một cửa và người dân', 'Nông thôn mới']) await write({ ...broadcastValues(), programme });
    expect(await offered(broadcast, 'programme')).toEqual(['Nông thôn mới', 'Một cửa và người dân']);
  });

  test('a place, whichever kind it was written for', async () => {
    await write({ ...trainingValues(), venue: 'Hội trường UBND xã' }, { kind: 'training' });
    await write({ title: 'Lồng ghép', place: 'Nhà văn hóa thôn Bảo Tàng' }, { kind: 'integratedMeeting' });
    const places = ['Nhà văn hóa thôn Bảo Tàng', 'Hội trường UBND xã'];
    expect(await offered(training, 'venue')).toEqual(places);
    expect(await offered(integratedMeeting, 'place')).toEqual(places);
  });

  test('where displays were mounted, five of them', async () => {
    for (let gate = 1; gate <= 6; gate += 1) await write({ location: `Cổng số ${gate}` }, { kind: 'visualDisplay' });
    expect(await offered(visualDisplay, 'location')).toEqual([6, 5, 4, 3, 2].map((gate) => `Cổng số ${gate}`));
  });

  test('nothing where nothing was written', async () => {
    expect(await offered(training, 'venue')).toEqual([]);
  });
});

describe('somebody whose colleagues write on the same book', () => {
  beforeEach(async () => {
    await write(trainingValues('Lớp của tôi'), { kind: 'training' });
    for (const title of ['Buổi 1', 'Buổi 2', 'Buổi 3'])
      await write(broadcastValues(title), { author: { id: 'colleague', name: 'Đồng nghiệp' } });
  });

  test('is offered first what they write most themselves', async () => {
    const { counts, lastKind } = await readUsage(device.db);
    expect([...counts]).toEqual([['training', 1]]);
    expect(lastKind).toBe('training');
  });

  test('logs again as they did last, and as the unit did where they never did', async () => {
    const mine = await write(broadcastValues('Buổi của tôi'));
    await write(broadcastValues('Buổi 4'), { author: { id: 'colleague', name: 'Đồng nghiệp' } });
    expect((await readRecent(device.db, { kind: broadcast, unit: hiepCuong })).last).toEqual(mine.values);
    await device.db.entries.delete(mine.id);
    expect((await readRecent(device.db, { kind: broadcast, unit: hiepCuong })).last).toMatchObject({ title: 'Buổi 4' });
  });
});

async function offered(kind: typeof broadcast, field: string): Promise<readonly string[] | undefined> {
  return (await readRecent(device.db, { kind, unit: hiepCuong })).texts.get(field);
}

async function write(values: FieldValues, change: Partial<Entry> = {}): Promise<Entry> {
  written += 1;
  const view = sampleEntry({
    id: `entry-${written}`,
    kind: 'broadcast',
    author: { id: device.db.person, name: 'Nguyễn Văn Ấp' },
    createdAt: device.clock.now + written,
    values,
    ...change,
  });
  const { id, unit, status } = view;
  await device.db.entries.put({ id, unit, status, occurredOn: occurredOn(view), sync: 'clean', search: '', server: view, view });
  return view;
}
