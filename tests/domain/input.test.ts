import { describe, expect, test } from 'vitest';
import { readTyped, type TypedValues } from '../../src/domain/input.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { training } from '../../src/domain/kinds/training.ts';
import { feedback } from '../../src/domain/kinds/feedback.ts';
import { mediaItem } from '../../src/domain/kinds/mediaItem.ts';

const today = '2026-11-24';
const read = (typed: TypedValues, kind = training) => readTyped(kind.fields, typed, today);

describe('reading what was typed', () => {
  test('no text is mistaken for one that cannot be read', () => {
    expect(read({ title: 'unreadable', note: 'null' })).toEqual({ values: { title: 'unreadable', note: 'null' }, findings: [] });
  });

  test('days, times and numbers come out as values', () => {
    const { values, findings } = read(
      { startTimes: ['7h30', '1705'], airDates: ['5/3'], durationMinutes: '0,5', airings: '1.234' },
      broadcast,
    );
    expect(findings).toEqual([]);
    expect(values).toEqual({ startTimes: ['07:30', '17:05'], airDates: ['2026-03-05'], durationMinutes: 0.5, airings: 1234 });
  });

  test('a number that is none is said to be wrong, and is not taken for an empty field', () => {
    const { values, findings } = read({ attendance: 'bốn mươi tám' });
    expect(values).toEqual({});
    expect(findings).toEqual([{ field: 'attendance', level: 'refused', reason: 'wrongType' }]);
  });

  test('one wrong day spoils its series rather than getting lost in it', () => {
    expect(read({ airDates: ['5/3', '31/2'] }, broadcast).findings).toMatchObject([{ field: 'airDates', reason: 'wrongType' }]);
  });

  test('blanks are nothing', () => {
    expect(read({ title: '   ', attendance: ' ', audience: [], lecturers: [{ name: ' ', position: '' }] }).values).toEqual({});
  });

  test('text pasted in pieces is stored whole, in rows too', () => {
    const { values } = read({ title: ' Tập huấn '.normalize('NFD'), lecturers: [{ name: 'Phạm Thị Hoà'.normalize('NFD'), position: '' }] });
    expect(values).toEqual({ title: 'Tập huấn'.normalize('NFC'), lecturers: [{ name: 'Phạm Thị Hoà'.normalize('NFC') }] });
  });

  test('a page’s address comes out as everybody writes it, in rows too; what is none is said and kept', () => {
    const typed = 'HTTPS://BaoHungYen.vn/a/?fbclid=1#top';
    expect(read({ url: typed, reposts: [{ outletName: 'Báo', url: typed }] }, mediaItem).values).toEqual({
      url: 'https://baohungyen.vn/a',
      reposts: [{ outletName: 'Báo', url: 'https://baohungyen.vn/a' }],
    });
    expect(read({ url: 'bao hung yen' }, mediaItem).findings).toEqual([{ field: 'url', level: 'refused', reason: 'wrongType' }]);
    expect(read({ reposts: [{ outletName: 'Báo', url: 'bao' }] }, mediaItem).values).toEqual({
      reposts: [{ outletName: 'Báo', url: 'bao' }],
    });
  });

  test('how many copies there were is a number; what is none is said', () => {
    expect(read({ materials: [{ name: 'Tờ rơi', copies: '1200' }] }).values).toEqual({ materials: [{ name: 'Tờ rơi', copies: '1.200' }] });
    for (const copies of ['nhiều', '50 bộ', '1,5', '-3'])
      expect(read({ materials: [{ name: 'Tờ rơi', copies }] })).toEqual({
        values: {},
        findings: [{ field: 'materials', level: 'refused', reason: 'wrongType' }],
      });
  });

  test('a deadline without its year is the nearest such day, a day of the log the last one', () => {
    expect(read({ answerDueOn: '5/12', receivedOn: '5/12' }, feedback).values).toEqual({
      answerDueOn: '2026-12-05',
      receivedOn: '2025-12-05',
    });
    expect(read({ answerDueOn: '10/1' }, feedback).values).toEqual({ answerDueOn: '2027-01-10' });
    expect(read({ answerDueOn: '20/11' }, feedback).values).toEqual({ answerDueOn: '2026-11-20' });
  });

  test('the same choice twice is one', () => {
    expect(read({ audience: ['people', 'leaders', 'people'] }).values).toEqual({ audience: ['leaders', 'people'] });
  });
});
