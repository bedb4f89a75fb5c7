import { describe, expect, test } from 'vitest';
import { BlockHeights, blocksOf, nextStretch } from '../../../src/app/log/day-blocks.ts';

const rowsOf = (day: string, count: number): { day: string }[] => Array.from({ length: count }, () => ({ day }));
const rows = [...rowsOf('2026-11-24', 7), ...rowsOf('2026-11-23', 1)];
const blocks = blocksOf(rows, (row) => row.day);

describe('rows in blocks', () => {
  test('every row is in one of them, a day begins with a new one, and each knows its place in its day', () => {
    expect(blocks.flatMap((block) => block.rows)).toEqual(rows);
    expect(blocks.map(({ day, before, ofDay, rows: own }) => [day, before, own.length, ofDay])).toEqual([
      ['2026-11-24', 0, 3, 7],
      ['2026-11-24', 3, 3, 7],
      ['2026-11-24', 6, 1, 7],
      ['2026-11-23', 0, 1, 1],
    ]);
  });
});

describe('which of them are near the screen', () => {
  test('what was not measured is thought to be as high as what was', () => {
    expect(measured().of({ first: 0, end: 4 })).toBe(300 + 300 + 100 + 100);
  });

  test.each<[number, number, [number, number]]>([
    [-500, 200, [0, 1]],
    [-500, 400, [0, 2]],
    [300, 600, [1, 2]],
    [601, 2000, [2, 4]],
    [5000, 6000, [3, 4]],
  ])('from %i to %i pixels', (top, bottom, [first, end]) => {
    expect(measured().between(top, bottom)).toEqual({ first, end });
  });

  test('a height that was measured is kept when rows are added elsewhere, and not for a block that has other rows', () => {
    const known = { ofBlock: new WeakMap(), ofRow: null };
    new BlockHeights(blocks, known).learn([
      [0, 430],
      [3, 170],
    ]);
    const more = blocksOf([...rows, ...rowsOf('2026-11-23', 1), ...rowsOf('2026-11-22', 1)], (row) => row.day);
    expect(new BlockHeights(more, known).of({ first: 0, end: 1 })).toBe(430);
    expect(new BlockHeights(more, known).of({ first: 3, end: 4 })).toBe(2 * (600 / 4));
  });
});

describe('what is drawn next', () => {
  test('after a leap, only what is in sight', () => {
    expect(nextStretch({ first: 0, end: 4 }, { first: 50, end: 52 }, { first: 48, end: 55 })).toEqual({ first: 50, end: 52 });
  });

  test('then one block more at each end, until there is enough, and what is far away goes', () => {
    expect(nextStretch({ first: 50, end: 52 }, { first: 50, end: 52 }, { first: 48, end: 55 })).toEqual({ first: 49, end: 53 });
    expect(nextStretch({ first: 40, end: 54 }, { first: 50, end: 52 }, { first: 48, end: 55 })).toEqual({ first: 48, end: 55 });
  });

  test('what is in sight never waits', () => {
    expect(nextStretch({ first: 0, end: 5 }, { first: 4, end: 9 }, { first: 2, end: 11 })).toEqual({ first: 2, end: 9 });
  });
});

function measured(): BlockHeights {
  const heights = new BlockHeights(blocks, { ofBlock: new WeakMap(), ofRow: null });
  heights.learn([[0, 300]]);
  return heights;
}
