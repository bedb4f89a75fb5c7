import { describe, expect, test } from 'vitest';
import { writeControls } from '../../../src/app/entry/controls.ts';
import { saveForm, type FormOutcome } from '../../../src/app/entry/save-form.ts';
import { startDraftWriter } from '../../../src/app/entry/draft-writer.ts';
import { writeTyped } from '../../../src/domain/input.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { voidEntry } from '../../../src/localdb/save-entry.ts';
import { hiepCuong, newDevice, newDraft, type TestDevice } from '../../fakes/device.ts';

const today = '2026-11-24';
const item: FieldValues = {
  publishedOn: '2026-11-20',
  outletType: 'communeWebsite',
  title: 'Một cửa xã Hiệp Cường',
  url: 'https://hiepcuong.hungyen.gov.vn/mot-cua',
  origin: 'own',
  topics: ['procedures'],
  outletName: 'Trang TTĐT xã Hiệp Cường',
  genre: 'newsItem',
};

describe('the address of a page that is in the book already', () => {
  test('is asked about with the day of the other entry, however it was pasted, and saved if it is right', async () => {
    const device = await newDevice();
    await save(device, item);
    const again = { ...item, url: 'HTTPS://HiepCuong.hungyen.gov.vn/mot-cua/?fbclid=IwAR1#xem', publishedOn: today };
    expect((await save(device, again)).outcome).toMatchObject({
      status: 'asks',
      question: { problems: [{ field: 'url', sentence: 'Địa chỉ trang này đã ghi ở mục ngày 20/11/2026. Đúng thì bấm Giữ nguyên.' }] },
    });
    expect((await save(device, again, { confirmed: true })).outcome).toEqual({ status: 'saved' });
    expect(await device.db.entries.toArray()).toHaveLength(2);
  });

  test('is nobody’s once that entry was taken back', async () => {
    const device = await newDevice();
    const { id } = await save(device, item);
    await voidEntry(device.db, id, device.clock.now);
    expect((await save(device, item)).outcome).toEqual({ status: 'saved' });
  });

  test('is another unit’s own affair', async () => {
    const device = await newDevice();
    await save(device, item);
    expect((await save(device, item, {}, '11953@2025-07-01')).outcome).toEqual({ status: 'saved' });
  });
});

async function save(
  { db, clock }: TestDevice,
  values: FieldValues,
  answers: { confirmed?: true } = {},
  unit = hiepCuong,
): Promise<{ id: string; outcome: FormOutcome }> {
  const draft = newDraft({ db, clock }, { kind: mediaItem.id, unit });
  const device = { db, now: () => clock.now };
  const form = {
    kind: mediaItem,
    today,
    unit: { key: unit, name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: '2025-07-01', validTo: null },
    controls: writeControls(mediaItem.fields, writeTyped(mediaItem.fields, values), today),
    draft,
    photos: [],
    order: [],
    servedKeys: () => [],
    untouched: () => [],
  };
  const writer = startDraftWriter(db, { now: device.now, tell: () => {} });
  return { id: draft.id, outcome: await saveForm(device, form, answers, { writer, onPreparing: () => {} }) };
}
