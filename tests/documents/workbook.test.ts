import { zipSync, strToU8 } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workbookMessages as words } from '../../src/app/messages/vi.workbook.ts';
import { columnsOf, matchHeader } from '../../src/documents/columns.ts';
import { entriesSheet, isSumRow, type ExportedEntry } from '../../src/documents/entries-sheet.ts';
import { readCell, type Offered } from '../../src/documents/read-cell.ts';
import { readPasted } from '../../src/documents/read-pasted.ts';
import { readWorkbook } from '../../src/documents/read-workbook.ts';
import type { ReadCell, ReadSheet } from '../../src/documents/sheet.ts';
import { isHintRow, templateSheets } from '../../src/documents/template-sheet.ts';
import { writeWorkbook } from '../../src/documents/write-workbook.ts';
import { readTyped } from '../../src/domain/input.ts';
import type { FieldValues, Kind } from '../../src/domain/kinds/field.ts';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { broadcastValues } from '../fakes/device.ts';
import { completeValues, others, served, today } from '../fakes/drawn-entry.ts';

const kinds = await Promise.all(kindHeads.map(async ({ id, label, load }) => ({ id, label, kind: await load() })));
const names = new Map([
  [served[0] ?? '', 'Phường Phố Hiến'],
  [served[1] ?? '', 'Xã Hiệp Cường'],
  ['t07', 'Phát thanh về cải cách hành chính; ít nhất một buổi mỗi tuần'],
  ['t14', 'Tập huấn, bồi dưỡng | nghiệp vụ'],
]);
const nameOf = (key: string): string => names.get(key) ?? key;
const named = (keys: readonly string[]) => keys.map((key) => ({ key, name: nameOf(key) }));
const offered: Offered = { units: named([...new Set([...served, ...others])]), tasks: named(['t07', 't14']) };

describe.each(kinds)('$id', ({ label, kind }) => {
  test('entries in a workbook are read from it as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(completeValues(kind, { served }), { minLength: 1, maxLength: 5 }), async (all) => {
        const sheet = await throughFile(kind, label, all);
        const [header = [], ...rows] = sheet.rows;
        expect(rows.filter((row) => isSumRow(row, words.entries))).toHaveLength(1);
        const again = rows.filter((row) => !isSumRow(row, words.entries)).map((row) => valuesOf(kind, matchHeader(kind, header), row));
        expect(again).toEqual(all);
      }),
      { numRuns: 15 },
    );
  });

  test('a template has a column for each field, says how each is filled in, and is empty', async () => {
    const [sheet] = sheetsIn(await writeWorkbook(templateSheets(label, kind, words.template)));
    const [header = [], hints = [], ...rows] = sheet?.rows ?? [];
    const matched = matchHeader(kind, header);
    expect(matched).toEqual(kind.fields.map((field) => field.name));
    expect(rows).toEqual([]);
    expect(
      isHintRow(
        hints,
        matched.map((name) => kind.fields.find((field) => field.name === name)),
        words.template,
      ),
    ).toBe(true);
  });

  test('headings are told apart, whatever case, marks or brackets they are typed with', () => {
    const typed = columnsOf(kind).map(({ header }) => header.toUpperCase().normalize('NFD'));
    expect(matchHeader(kind, typed)).toEqual(kind.fields.map((field) => field.name));
    const bare = kind.fields.map((field) => `${field.label} *`);
    expect(matchHeader(kind, bare)).toEqual(kind.fields.map((field) => field.name));
  });
});

describe('the sum row', () => {
  test('adds up the numbers under their columns, to hundredths', () => {
    const entries = [0.1, 0.2].map((durationMinutes) => exported({ ...broadcastValues(), durationMinutes }, 2));
    const sheet = entriesSheet({ name: 'Phát thanh', kind: broadcast, entries }, { words: words.entries, nameOf });
    const column = sheet.header.indexOf('Thời lượng một lần phát (phút)');
    expect(sheet.sums?.[column]).toBe(0.3);
    expect(sheet.sums?.[0]).toBe('Tổng cộng');
    expect(sheet.sums?.at(-1)).toBe(4);
  });
});

describe('what people type in a spreadsheet', () => {
  test.each([
    ['airDates', 46_086, ['05/03/2026']],
    ['airDates', '5/3/2026; 06-03-2026', ['5/3/2026', '06-03-2026']],
    ['airDates', '2026-03-05', ['05/03/2026']],
    ['startTimes', 0.708_333_333, ['17:00']],
    ['startTimes', '5h, 17h', ['5h', '17h']],
    ['durationMinutes', 12.5, '12,5'],
    ['sessions', 'sang, CHIEU', ['morning', 'afternoon']],
    ['topics', 'Thu tuc hanh chinh, mot cua, dich vu cong; Tài chính công', ['procedures', 'publicFinance']],
    ['genre', 'tin', 'newsItem'],
    ['airedFor', 'pho hien, Xã Hiệp Cường', []],
    ['airedFor', 'phuong pho hien, Xã Hiệp Cường', served],
  ])('%s: %j', (name, cell, typed) => {
    const field = broadcast.fields.find((each) => each.name === name);
    expect(field && readCell(field, cell, offered).typed).toEqual(typed);
  });

  test('a name that is not offered is told, not guessed', () => {
    const field = broadcast.fields.find((each) => each.name === 'genre');
    expect(field && readCell(field, 'Ca khúc', offered)).toEqual({ typed: '', unknown: ['Ca khúc'] });
  });
});

describe('rows from the clipboard', () => {
  test('are cells between tabs, with lines, tabs and quotes inside a quoted cell', () => {
    expect(readPasted('Ngày phát\tNội dung\r\n05/03/2026\t"Dòng một\nDòng ""hai""\tba"\r\n')).toEqual([
      ['Ngày phát', 'Nội dung'],
      ['05/03/2026', 'Dòng một\nDòng "hai"\tba'],
    ]);
  });

  test('a text that begins with a quotation keeps it', () => {
    expect(readPasted('"Một cửa" là gì?\t12')).toEqual([['"Một cửa" là gì?', '12']]);
  });
});

describe('a file from elsewhere', () => {
  test('that is no workbook is said to be none', () => {
    expect(readWorkbook(strToU8('Ngày phát;Nội dung'))).toEqual({ status: 'notWorkbook' });
    expect(readWorkbook(zipSync({ 'word/document.xml': strToU8('<a/>') }))).toEqual({ status: 'notWorkbook' });
  });

  test('that would unpack into more than a phone can hold is not unpacked', () => {
    const bomb = zipSync(
      { 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(61_000_000) },
      { level: 1 },
    );
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(readWorkbook(bomb)).toEqual({ status: 'tooLarge' });
  });

  test('whose days count from 1904 is refused, or every day would be four years off', () => {
    expect(readWorkbook(zipSync({ 'xl/workbook.xml': strToU8('<workbook><workbookPr date1904="1"/></workbook>') }))).toEqual({
      status: 'daysFrom1904',
    });
  });

  test('of another program: prefixes, inline text, gaps, formulas and their last results', () => {
    const sheet = `<x:worksheet xmlns:x="m"><x:sheetData>
      <x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:r><x:t>Ngày </x:t></x:r><x:r><x:t>phát</x:t></x:r></x:is></x:c><x:c r="C1" t="s"><x:v>0</x:v></x:c></x:row>
      <x:row r="2"/><x:row r="3"><x:c r="A3"><x:f>TODAY()</x:f><x:v>46086</x:v></x:c><x:c r="B3" t="str"><x:f>A1</x:f><x:v>R&amp;D &#x1EA4;p</x:v></x:c></x:row>
    </x:sheetData></x:worksheet>`;
    const bytes = zipSync({
      'xl/workbook.xml': strToU8(
        '<workbook xmlns:r="r"><sheets><sheet name="Tháng &quot;3&quot;" sheetId="1" r:id="rId7"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId7" Target="/xl/worksheets/sheet1.xml"/></Relationships>'),
      'xl/sharedStrings.xml': strToU8('<sst><si><t>Nội dung</t><rPh sb="0"><t>x</t></rPh></si></sst>'),
      'xl/worksheets/sheet1.xml': strToU8(sheet),
    });
    const rows: ReadCell[][] = [
      ['Ngày phát', '', 'Nội dung'],
      [46_086, 'R&D Ấp'],
    ];
    expect(readWorkbook(bytes)).toEqual({ status: 'read', sheets: [{ name: 'Tháng "3"', rows }] });
  });

  test('cut or scrambled anywhere never does more than not being read', async () => {
    const whole = await writeWorkbook(templateSheets('Phát thanh', broadcast, words.template));
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(255), (place, byte) => {
        const scrambled = Uint8Array.from(whole);
        scrambled[place] = byte;
        expect(['read', 'notWorkbook', 'tooLarge', 'daysFrom1904']).toContain(readWorkbook(scrambled).status);
        expect(['read', 'notWorkbook', 'tooLarge', 'daysFrom1904']).toContain(readWorkbook(whole.slice(0, place)).status);
      }),
      { numRuns: 60 },
    );
  });
});

function exported(values: FieldValues, photoCount: number): ExportedEntry {
  return { values, unit: served[1] ?? '', status: 'approved', author: 'Nguyễn Văn Ấp', photoCount };
}

async function throughFile(kind: Kind, name: string, all: readonly FieldValues[]): Promise<ReadSheet> {
  const entries = all.map((values) => exported(values, 0));
  const [sheet] = sheetsIn(await writeWorkbook([entriesSheet({ name, kind, entries }, { words: words.entries, nameOf })]));
  if (!sheet) throw new Error('the workbook has no sheet');
  expect(sheet.name).toBe(name);
  return sheet;
}

function sheetsIn(bytes: Uint8Array): ReadSheet[] {
  const workbook = readWorkbook(bytes);
  if (workbook.status !== 'read') throw new Error(workbook.status);
  return workbook.sheets;
}

function valuesOf(kind: Kind, matched: readonly (string | null)[], row: readonly ReadCell[]): FieldValues {
  const typed = matched.flatMap((name, column) => {
    const field = kind.fields.find((each) => each.name === name);
    const cell = row[column];
    return field && cell !== undefined && cell !== '' ? [[field.name, readCell(field, cell, offered).typed] as const] : [];
  });
  const { values, findings } = readTyped(kind.fields, Object.fromEntries(typed), today);
  expect(findings).toEqual([]);
  return values;
}
