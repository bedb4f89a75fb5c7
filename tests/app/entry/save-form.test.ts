import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { writeControls } from '../../../src/app/entry/controls.ts';
import type { Flag } from '../../../src/app/entry/flags.ts';
import { saveForm, undoSaving, type Answers, type FormOutcome } from '../../../src/app/entry/save-form.ts';
import { startDraftWriter } from '../../../src/app/entry/draft-writer.ts';
import { writeTyped } from '../../../src/domain/input.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import type { FieldValues, Kind } from '../../../src/domain/kinds/field.ts';
import { addDays } from '../../../src/domain/text.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import type { UnitRow } from '../../../src/localdb/rows.ts';
import { refreshEntries } from '../../../src/localdb/refresh-entries.ts';
import { voidEntry } from '../../../src/localdb/save-entry.ts';
import { broadcastValues, hiepCuong, newDevice, newDraft, personDocument, type TestDevice } from '../../fakes/device.ts';
import { serverEntry } from '../../fakes/sync-answer.ts';

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

const untouched: Flag[] = [{ name: 'title', field: 'title', label: 'Tiêu đề' }];

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

  test('is asked about also where that is another unit’s entry, and not of a repost of it', async () => {
    const device = await newDevice();
    await save(device, item);
    expect((await save(device, item, {}, { unit: '11953@2025-07-01' })).outcome).toMatchObject({ status: 'asks' });
    expect((await save(device, { ...item, origin: 'repost' })).outcome).toEqual({ status: 'saved' });
  });
});

describe('units named as co-organisers', () => {
  const phoHien = '11953@2025-07-01';
  const ended = '12301@0';
  async function deviceWithUnits(): Promise<TestDevice> {
    const device = await newDevice();
    await device.db.units.bulkPut([
      unitRow(hiepCuong, 'Xã Hiệp Cường', null),
      unitRow(phoHien, 'Phường Phố Hiến', null),
      unitRow(ended, 'Xã Vũ Xá', '2025-06-30'),
    ]);
    return device;
  }

  test('go to disk with the entry', async () => {
    const device = await deviceWithUnits();
    const { id, outcome } = await save(device, { ...item, coOrganisers: [phoHien] });
    expect(outcome).toEqual({ status: 'saved' });
    expect((await device.db.entries.get(id))?.view.values['coOrganisers']).toEqual([phoHien]);
  });

  test.each([
    [ended, 'Xã Vũ Xá không có vào ngày 20/11/2026. Bỏ đơn vị này, hoặc sửa ngày nếu ngày sai.'],
    [hiepCuong, 'Xã Hiệp Cường là đơn vị ghi mục này. Bỏ khỏi danh sách cùng tổ chức.'],
  ])('%s: that cannot be one is said at its field, before anything is sent', async (key, sentence) => {
    const { outcome } = await save(await deviceWithUnits(), { ...item, coOrganisers: [phoHien, key].sort() });
    expect(outcome).toEqual({ status: 'incomplete', problems: [{ field: 'coOrganisers', level: 'refused', sentence }] });
  });

  test('are ten at most', async () => {
    const many = Array.from({ length: 11 }, (_, place) => `unit-${place}`).sort();
    const { outcome } = await save(await deviceWithUnits(), { ...item, coOrganisers: many });
    expect(outcome).toMatchObject({
      status: 'incomplete',
      problems: [{ sentence: 'Đơn vị cùng tổ chức: nhiều nhất 10 đơn vị. Bỏ bớt đơn vị.' }],
    });
  });
});

describe('an explanation to the reviewer, which is kept with the note', () => {
  const explanation = 'Bảng điểm danh đã nộp bản giấy. '.repeat(10).trim();

  test('stands behind what the note says already', async () => {
    const device = await newDevice();
    const { id, outcome } = await save(device, { ...item, note: 'Đăng lại từ báo tỉnh.' }, { explanation }, { untouched });
    expect(outcome).toEqual({ status: 'saved' });
    expect((await device.db.entries.get(id))?.view.values['note']).toBe(`Đăng lại từ báo tỉnh.\nGiải trình: ${explanation}`);
  });

  test('that finds no room there is asked to be shorter, and nothing is saved meanwhile', async () => {
    const device = await newDevice();
    const note = 'a'.repeat(800);
    expect((await save(device, { ...item, note }, { explanation }, { untouched })).outcome).toEqual({
      status: 'asks',
      question: {
        about: 'flags',
        flags: untouched,
        refused:
          'Nội dung đã ghi vẫn còn. Giải trình được ghi vào Ghi chú, mà Ghi chú chứa nhiều nhất 1.000 chữ cái: bớt 132 chữ cái, hoặc bấm Sửa tiếp để rút gọn Ghi chú.',
      },
    });
    expect(await device.db.entries.toArray()).toEqual([]);
  });
});

describe('a unit that works for no other', () => {
  test('says nothing about whom it aired for, whatever a form of another day or unit had said', async () => {
    const device = await newDevice();
    const { id, outcome } = await save(device, { ...broadcastValues(), airedFor: ['11953@2025-07-01'] }, {}, { kind: broadcast });
    expect(outcome).toEqual({ status: 'saved' });
    expect((await device.db.entries.get(id))?.view.values).toEqual(broadcastValues());
  });
});

describe('a series that goes over the end of its unit', () => {
  const songMai = '12301@0';
  const before = '2025-07-10T09:00:00+07:00';
  /** From 1 June to 20 July 2025: the old commune ended on 30 June. */
  const series: FieldValues = { ...broadcastValues(), airDates: from('2025-06-01', 50), airings: 50, startTimes: ['17:00'] };

  async function deviceOf(grants: { unit: string; from: string; to: string | null }[]): Promise<TestDevice> {
    const device = await newDevice();
    device.clock.now = Date.parse(before);
    const person = personDocument('ap');
    const roles = grants.map((grant) => ({ role: 'reporter' as const, ...grant }));
    await device.db.meta.put({ key: 'person', person: { ...person, grants: roles } });
    await device.db.units.bulkPut([
      { ...unitRow(songMai, 'Xã Song Mai', '2025-06-30'), successors: [{ key: hiepCuong }] },
      { ...unitRow(hiepCuong, 'Xã Hiệp Cường', null), validFrom: '2025-07-01', predecessors: [{ key: songMai }, { key: '12302@0' }] },
      unitRow('12302@0', 'Xã Vũ Xá', '2025-06-30'),
    ]);
    return device;
  }
  const moved = [
    { unit: songMai, from: '2024-01-01', to: '2025-06-30' },
    { unit: hiepCuong, from: '2025-07-01', to: null },
  ];
  const asked = { kind: broadcast, today: '2025-07-20' };

  test('is told before it is saved, and becomes an entry of each unit on its days, with what was counted from them', async () => {
    const device = await deviceOf(moved);
    const first = await save(device, series, {}, asked);
    expect(first.outcome).toMatchObject({ status: 'asks', question: { about: 'doubts' } });
    expect(JSON.stringify(first.outcome)).toContain(
      'Xã Hiệp Cường 20 ngày (01/07/2025–20/07/2025); Xã Song Mai 30 ngày (01/06/2025–30/06/2025)',
    );
    expect(await device.db.entries.toArray()).toEqual([]);
    const { id, outcome } = await save(device, series, { confirmed: true }, asked);
    expect(outcome.status).toBe('saved');
    const stored = (await device.db.entries.toArray()).map(({ id: entry, view }) => ({
      own: entry === id,
      unit: view.unit,
      status: view.status,
      days: view.values['airDates'],
      airings: view.values['airings'],
      title: view.values['title'],
    }));
    const same = { status: 'submitted', title: series['title'] ?? '' };
    expect(stored).toEqual(
      expect.arrayContaining([
        { ...same, own: true, unit: hiepCuong, days: from('2025-07-01', 20), airings: 20 },
        { ...same, own: false, unit: songMai, days: from('2025-06-01', 30), airings: 30 },
      ]),
    );
    expect(stored).toHaveLength(2);
    expect(await device.db.outbox.count()).toBe(2);
    expect(await device.db.drafts.count()).toBe(0);
  });

  test('is wholly on disk or not at all', async () => {
    const device = await deviceOf(moved);
    let written = 0;
    device.db.outbox.hook('creating', () => {
      written += 1;
      if (written % 2 === 0) refuseForFullDisk();
    });
    await expect(save(device, series, { confirmed: true }, asked)).rejects.toThrow();
    expect([await device.db.entries.count(), await device.db.outbox.count()]).toEqual([0, 0]);
  });

  test('is taken back as a whole', async () => {
    const device = await deviceOf(moved);
    const { id, outcome } = await save(device, series, { confirmed: true }, asked);
    const beside = 'beside' in outcome ? (outcome.beside ?? []) : [];
    await undoSaving({ db: device.db, now: () => device.clock.now }, [id, ...beside]);
    expect((await device.db.entries.toArray()).map((row) => row.status)).toEqual(['void', 'void']);
  });

  test('of whose days the person has no office says whose they are', async () => {
    const device = await deviceOf(moved.slice(1));
    expect(await refusalOf(device, series)).toBe(
      'Từ 01/06/2025 đến 30/06/2025 là của Xã Song Mai, Xã Vũ Xá, mà tài khoản này không được giao ghi cho đơn vị đó. Bỏ các ngày này, hoặc nhờ Sở Nội vụ giao thêm đơn vị.',
    );
  });

  test('that two of the person’s old communes may have had is theirs to divide', async () => {
    const device = await deviceOf([...moved, { unit: '12302@0', from: '2024-01-01', to: null }]);
    expect(await refusalOf(device, series)).toContain('có nhiều đơn vị nhận: Xã Song Mai, Xã Vũ Xá. Ghi riêng từng đợt');
  });

  test.each([
    ['airings', 70, 'Số lần phát'],
    ['cost', 500_000, 'Kinh phí'],
  ])('with a number that somebody wrote themselves (%s) is theirs to divide', async (field, number, label) => {
    const device = await deviceOf(moved);
    expect(await refusalOf(device, { ...series, [field]: number })).toContain(`${label} đã nhập riêng nên không tự chia được`);
  });

  test('that is there already is not divided by an edit', async () => {
    const device = await deviceOf(moved);
    const { form, writer } = begin(device, series, hiepCuong, broadcast);
    const edit = { ...form, today: asked.today, draft: { ...form.draft, mode: 'edit' as const, base: 1 } };
    const outcome = await saveForm({ db: device.db, now: () => device.clock.now }, edit, {}, { writer, onPreparing: () => {} });
    expect(outcome).toMatchObject({ status: 'incomplete', problems: [{ field: 'airDates', level: 'refused' }] });
  });

  async function refusalOf(device: TestDevice, values: FieldValues): Promise<string> {
    const { outcome } = await save(device, values, { confirmed: true }, asked);
    expect(outcome).toMatchObject({ status: 'incomplete', problems: [{ field: 'airDates', level: 'refused' }] });
    return outcome.status === 'incomplete' ? (outcome.problems[0]?.sentence ?? '') : '';
  }
});

describe('a form that is saved while its draft is on the way to disk', () => {
  test('leaves no draft behind beside its entry, also when the page is hidden at that very moment', async () => {
    const device = await newDevice();
    const { draft, form, writer } = begin(device, item);
    writer.changed(draft);
    await writer.flush();
    writer.changed(draft);
    let hidden: Promise<boolean> | undefined;
    device.db.drafts.hook('deleting', () => {
      hidden = Dexie.ignoreTransaction(() => writer.flush());
    });
    expect(await saveForm({ db: device.db, now: () => device.clock.now }, form, {}, { writer, onPreparing: () => {} })).toEqual({
      status: 'saved',
    });
    expect(await hidden).toBe(true);
    expect(await device.db.drafts.toArray()).toEqual([]);
  });

  test('that the disk then refuses is still a draft with its last words', async () => {
    const device = await newDevice();
    const { draft, form, writer } = begin(device, item);
    writer.changed({ ...draft, input: { title: 'lời cuối' } });
    device.db.outbox.hook('creating', refuseForFullDisk);
    await expect(saveForm({ db: device.db, now: () => device.clock.now }, form, {}, { writer, onPreparing: () => {} })).rejects.toThrow();
    await writer.flush();
    expect(await device.db.drafts.toArray()).toMatchObject([{ input: { title: 'lời cuối' } }]);
  });
});

describe('an entry in which a newer app has filled a field that this one does not know', () => {
  test('keeps it when it is edited here', async () => {
    const device = await newDevice();
    const { draft, form, writer } = begin(device, { ...item, title: 'Một cửa, bản sửa' });
    const newer = { ...item, weather: 'mưa', visitors: ['an', 'binh'] };
    await refreshEntries(device.db, new Map([[draft.id, serverEntry({ id: draft.id, kind: 'mediaItem', values: newer })]]));
    const edit = { ...draft, mode: 'edit' as const, base: 1, start: { values: newer, photos: [] } };
    await saveForm({ db: device.db, now: () => device.clock.now }, { ...form, draft: edit }, {}, { writer, onPreparing: () => {} });
    expect((await device.db.entries.get(draft.id))?.view.values).toEqual({ ...newer, title: 'Một cửa, bản sửa' });
  });
});

function from(first: string, days: number): string[] {
  return Array.from({ length: days }, (_, place) => addDays(first, place));
}

function unitRow(key: string, name: string, validTo: string | null): UnitRow {
  return { key, name, tier: 'commune', validFrom: null, validTo };
}

function refuseForFullDisk(): void {
  throw new DOMException('full', 'QuotaExceededError');
}

async function save(
  device: TestDevice,
  values: FieldValues,
  answers: Answers = {},
  {
    unit = hiepCuong,
    untouched: left = [],
    kind = mediaItem,
    today: day = today,
  }: { unit?: string; untouched?: Flag[]; kind?: Kind; today?: string } = {},
): Promise<{ id: string; outcome: FormOutcome }> {
  const { draft, writer, ...begun } = begin(device, values, unit, kind);
  const form = { ...begun.form, today: day, untouched: () => left };
  const outcome = await saveForm({ db: device.db, now: () => device.clock.now }, form, answers, { writer, onPreparing: () => {} });
  return { id: draft.id, outcome };
}

function begin({ db, clock }: TestDevice, values: FieldValues, unit = hiepCuong, kind: Kind = mediaItem) {
  const draft = newDraft({ db, clock }, { kind: kind.id, unit });
  const form = {
    kind,
    today,
    unit: { key: unit, name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: '2025-07-01', validTo: null },
    controls: writeControls(kind.fields, writeTyped(kind.fields, values), today),
    draft,
    photos: [],
    order: [],
    servedKeys: () => [],
    untouched: () => [],
  };
  return { draft, form, writer: startDraftWriter(db, { now: () => clock.now, tell: () => {} }) };
}
