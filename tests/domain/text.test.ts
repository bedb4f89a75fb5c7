import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldForSearch,
  formatDay,
  formatDayLong,
  formatNumber,
  normaliseText,
  parseDay,
  parseNumber,
  parseTime,
} from '../../src/domain/text.ts';

const today = '2026-11-24';

describe('a day as officials type it', () => {
  test.each([
    ['5/3', '2026-03-05'],
    ['05-03-2026', '2026-03-05'],
    ['05032026', '2026-03-05'],
    ['5.3.26', '2026-03-05'],
    [' 24/11 ', '2026-11-24'],
    ['29/2/2024', '2024-02-29'],
  ])('%s is %s', (typed, day) => {
    expect(parseDay(typed, today)).toBe(day);
  });

  test('without a year is the last such day, never one to come', () => {
    expect(parseDay('25/11', today)).toBe('2025-11-25');
    expect(parseDay('24/11', today)).toBe(today);
  });

  test.each(['31/2/2026', '5/13', '0/3', '29/2/2026', 'hôm qua', '5', '2026-03-05', ''])('%s is no day', (typed) => {
    expect(parseDay(typed, today)).toBeNull();
  });

  test('is said back in full', () => {
    expect(formatDayLong('2026-03-05')).toBe('Thứ Năm, 05/03/2026');
  });

  test('whatever day is written, the same day is read', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(parseDay(formatDay(day), today)).toBe(day);
      }),
    );
  });
});

describe('a time as officials type it', () => {
  test.each([
    ['7h30', '07:30'],
    ['7 giờ 30', '07:30'],
    ['7 giờ 30'.normalize('NFD'), '07:30'],
    ['7h', '07:00'],
    ['1705', '17:05'],
    ['17:05', '17:05'],
    ['17.05', '17:05'],
    ['0h', '00:00'],
  ])('%s is %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time);
  });

  test.each(['25h', '7h75', '24:00', 'sáng', '7', ''])('%s is no time', (typed) => {
    expect(parseTime(typed)).toBeNull();
  });
});

describe('a number as officials type it', () => {
  test.each([
    ['1.234', 1234],
    ['1234', 1234],
    ['0,5', 0.5],
    ['1.234.567,25', 1_234_567.25],
    ['1 234', 1234],
  ])('%s is %d', (typed, number) => {
    expect(parseNumber(typed)).toBe(number);
  });

  test.each(['1,2,3', '1.23', '12.34,5', '-5', 'bốn mươi', '1e3', '', '5 người'])('%s is no number', (typed) => {
    expect(parseNumber(typed)).toBeNull();
  });

  test('whatever number is written, the same number is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000_000_000 }), (cents) => {
        expect(parseNumber(formatNumber(cents / 100))).toBe(cents / 100);
      }),
    );
  });
});

describe('Vietnamese text', () => {
  test('in pieces of letters and marks is stored as whole letters', () => {
    expect(normaliseText(`  ${'Xã Hiệp Cường'.normalize('NFD')} `)).toBe('Xã Hiệp Cường'.normalize('NFC'));
  });

  test.each(['hiep cuong', 'HIỆP CƯỜNG', 'Hiệp  Cường', 'hiệp cường'.normalize('NFD')])('“%s” finds Hiệp Cường', (typed) => {
    expect(foldForSearch('Xã Hiệp Cường')).toContain(foldForSearch(typed));
  });

  test('đ is found by d, which no decomposition does', () => {
    expect(foldForSearch('Đường Điện Biên')).toBe('duong dien bien');
  });

  test('is normal once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
        expect(foldForSearch(text.normalize('NFD'))).toBe(foldForSearch(text.normalize('NFC')));
      }),
    );
  });
});
