import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginImport, likeliestSheet } from '../../../src/app/import/begin.ts';
import { marksOf, readLines, type LineContext } from '../../../src/app/import/read-lines.ts';
import { workbookMessages } from '../../../src/app/messages/vi.workbook.ts';
import { columnsOf } from '../../../src/documents/columns.ts';
import { entriesSheet } from '../../../src/documents/entries-sheet.ts';
import { readWorkbook } from '../../../src/documents/read-workbook.ts';
import type { ReadCell } from '../../../src/documents/sheet.ts';
import { writeWorkbook } from '../../../src/documents/write-workbook.ts';
import type { FieldValues, Kind } from '../../../src/domain/kinds/field.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { kindHeads } from '../../../src/domain/kinds/index.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { hiepCuong } from '../../fakes/device.ts';
import { completeValues, others, served, today } from '../../fakes/drawn-entry.ts';

const kinds = await Promise.all(kindHeads.map(async ({ id, label, load }) => ({ id, label, kind: await load() })));
const units = [
  { key: served[0] ?? '', name: 'Phường Phố Hiến', tier: 'commune' as const, validFrom: null, validTo: null },
  { key: served[1] ?? '', name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: null, validTo: null },
];
const knownUnits = [
  ...units,
  { key: others[1] ?? '', name: 'Xã Tiên Lữ', tier: 'commune' as const, validFrom: null, validTo: null },
  { key: others[2] ?? '', name: 'Trung tâm Văn hóa', tier: 'organisation' as const, validFrom: null, validTo: null },
];
const tasks = [
  { key: 't07', name: 'Phát thanh về cải cách hành chính' },
  { key: 't14', name: 'Tập huấn nghiệp vụ' },
];

describe.each(kinds)('$id', ({ label, kind }) => {
  test('what was handed out as a workbook comes in again as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(completeValues(kind, { served }), { minLength: 1, maxLength: 4 }), async (all) => {
        const begun = beginImport(kind, await rowsOfExport(kind, label, all), 1);
        if (begun.status !== 'begun') throw new Error(begun.status);
        const readings = readLines(begun, contextOf(kind));
        expect(readings.map(({ values }) => values)).toEqual(all);
        expect(readings.filter(({ state }) => state === 'faulty')).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a sheet as people keep it', () => {
  const rows: ReadCell[][] = [
    ['BÁO CÁO THÁNG 3', '', ''],
    ['noi dung chinh', 'NGÀY PHÁT', 'Người ký', 'Thời lượng một lần phát'],
    ['Hướng dẫn nộp hồ sơ trực tuyến', '5/3/2026', 'Ông Ấp', '15'],
    ['Hướng dẫn nộp hồ sơ trực tuyến', '6/3/2026', 'Ông Ấp', '12.5'],
    ['Hướng dẫn nộp hồ sơ trực tuyến', '05/03/2026', 'Ông Ấp', 'mười lăm'],
    ['Ngắn', '32/13/2026', 'Ông Ấp', '15'],
  ];

  test('its headings are found below a title, and a column that is no field’s is left aside', () => {
    expect(begin(rows)).toMatchObject({ fields: ['title', 'airDates', null, 'durationMinutes'], lines: { length: 4 } });
  });

  test('each cell that cannot be taken is said in words, and twins are pointed out', () => {
    const said = readLines(begin(rows), contextOf(broadcast)).map(({ problems }) =>
      Object.fromEntries(problems.map(({ field, sentence }) => [field, sentence])),
    );
    expect(said[0]?.['durationMinutes']).toBeUndefined();
    expect(said[1]).toMatchObject({ durationMinutes: 'Số chưa đúng. Ví dụ: 1.234 hoặc 0,5' });
    expect(said[2]).toMatchObject({ durationMinutes: 'Số chưa đúng. Ví dụ: 1.234 hoặc 0,5', title: 'Giống dòng 1' });
    expect(said[3]).toMatchObject({ airDates: 'Ngày chưa đúng. Ví dụ: 05/03/2026' });
    expect(said[3]?.['title']).toContain('Nội dung chính');
  });

  test('what should be looked at again names no button that is not there', () => {
    const begun = begin([
      ['Ngày phát', 'Nội dung chính', 'Thời lượng một lần phát'],
      ['5/3/2026', 'Hướng dẫn nộp hồ sơ trực tuyến', '90'],
    ]);
    const [said] = readLines(begun, contextOf(broadcast)).map(({ problems }) => problems.find(({ field }) => field === 'durationMinutes'));
    expect(said?.sentence).toBe('Thời lượng một lần phát: 90 phút là nhiều so với thường lệ. Đúng thì để nguyên.');
  });

  test('what the book has already is pointed out before it is there twice', () => {
    const known = new Set(['2026-03-05 huong dan nop ho so truc tuyen']);
    const [first] = readLines(begin(rows), { ...contextOf(broadcast), known });
    expect(first?.problems).toContainEqual({ field: 'title', level: 'doubt', sentence: 'Trong Sổ đã có mục cùng ngày, cùng nội dung' });
  });

  test('a field without a column starts as in a fresh form, one with a column only as the cell says', () => {
    const given = { programme: 'Cải cách hành chính', durationMinutes: 10 };
    const begun = begin([...rows.slice(0, 3), ['Một bản tin khác', '7/3/2026', '', '']]);
    const readings = readLines(begun, { ...contextOf(broadcast), given });
    expect(readings.map(({ values }) => [values['programme'], values['durationMinutes']])).toEqual([
      ['Cải cách hành chính', 15],
      ['Cải cách hành chính', undefined],
    ]);
  });

  test('what follows from a cell is not what the station usually does: five o’clock is the morning', () => {
    const given = { sessions: ['afternoon'], airings: 9, programme: 'Cải cách hành chính' };
    const begun = begin([
      ['Ngày phát', 'Giờ phát', 'Nội dung chính'],
      ['5/3/2026', '5h', 'Hướng dẫn nộp hồ sơ trực tuyến'],
      ['5/3/2026; 6/3/2026', '5h; 17h', 'Một bản tin khác'],
      ['5/3/2026', '', 'Không ghi giờ'],
    ]);
    const readings = readLines(begun, { ...contextOf(broadcast), given });
    expect(readings.map(({ values }) => [values['sessions'], values['airings'], values['programme']])).toEqual([
      [['morning'], 1, 'Cải cách hành chính'],
      [['afternoon', 'morning'], 4, 'Cải cách hành chính'],
      [['afternoon'], 1, 'Cải cách hành chính'],
    ]);
  });

  test('a page that is in the sheet twice or in the book already is asked about, however its address was copied; a repost is not', () => {
    const pages = [
      ['Tiêu đề tin, bài', 'Ngày đăng, phát', 'Nơi đăng, phát', 'Địa chỉ trang', 'Nguồn tin, bài'],
      ['Một cửa mới ở xã', '5/3/2026', 'Trang TTĐT xã, phường', 'https://hiepcuong.gov.vn/mot-cua', 'Tự viết'],
      ['Bài khác tên', '6/3/2026', 'Trang TTĐT xã, phường', 'https://hiepcuong.gov.vn/mot-cua/?utm_source=zalo', 'Tự viết'],
      ['Đăng lại bài', '7/3/2026', 'Trang TTĐT xã, phường', 'https://hiepcuong.gov.vn/mot-cua', 'Đăng lại'],
      ['Bài đã ghi rồi', '8/3/2026', 'Trang TTĐT xã, phường', 'https://hiepcuong.gov.vn/da-ghi', 'Tự viết'],
    ];
    const begun = beginImport(mediaItem, pages, 1);
    if (begun.status !== 'begun') throw new Error(begun.status);
    const known = new Set(marksOf(mediaItem, { origin: 'own', url: 'https://hiepcuong.gov.vn/da-ghi' }).map(([, mark]) => mark));
    const ofAddress = readLines(begun, { ...contextOf(mediaItem), known }).map(({ problems }) =>
      problems.filter(({ field, level }) => field === 'url' && level === 'doubt').map(({ sentence }) => sentence),
    );
    expect(ofAddress).toEqual([[], ['Giống dòng 1'], [], ['Trong Sổ đã có mục cùng địa chỉ trang']]);
  });

  test('without headings every row is a line, and the person says what the columns are', () => {
    expect(
      begin([
        ['Bản tin một', 12],
        ['Bản tin hai', 13],
      ]),
    ).toMatchObject({ header: ['Cột 1', 'Cột 2'], fields: [null, null], lines: { length: 2 } });
  });

  test('of several sheets the one with the kind’s headings is taken', () => {
    expect(likeliestSheet(broadcast, [[['Ghi chú']], rows, [['x']]])).toBe(rows);
  });

  test('nothing but headings is nothing, and more than two thousand rows are refused', () => {
    expect(beginImport(broadcast, [columnsOf(broadcast).map(({ header }) => header)], 1)).toEqual({ status: 'empty' });
    const many = Array.from({ length: 2001 }, (_, index) => [`Bản tin ${index}`]);
    expect(beginImport(broadcast, [['Nội dung chính'], ...many], 1)).toEqual({ status: 'tooMany' });
  });
});

function begin(rows: readonly ReadCell[][]) {
  const begun = beginImport(broadcast, rows, 1);
  if (begun.status !== 'begun') throw new Error(begun.status);
  return begun;
}

function contextOf(kind: Kind): LineContext {
  const unit = { key: hiepCuong, name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: null, validTo: null };
  return { kind, today, unit, served: () => units, units: knownUnits, tasks, given: {}, known: new Set() };
}

async function rowsOfExport(kind: Kind, name: string, all: readonly FieldValues[]): Promise<ReadCell[][]> {
  const names = new Map([...knownUnits, ...tasks].map((each) => [each.key, each.name]));
  const entries = all.map((values) => ({ values, unit: hiepCuong, status: 'approved' as const, author: 'Nguyễn Văn Ấp', photoCount: 1 }));
  const sheet = entriesSheet({ name, kind, entries }, { words: workbookMessages.entries, nameOf: (key) => names.get(key) ?? key });
  const workbook = readWorkbook(await writeWorkbook([sheet]));
  return workbook.status === 'read' ? (workbook.sheets[0]?.rows ?? []) : [];
}
