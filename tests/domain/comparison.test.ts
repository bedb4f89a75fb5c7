import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareYears } from '../../src/domain/comparison.ts';
import { isValidOn } from '../../src/domain/unit.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';

const { units, find } = loadCatalogue();
const today = '2026-11-24';
/** Taken over whole by Hiệp Cường; split between Lạc Đạo and Đại Đồng; gone nobody knows where. */
const [songMai, hiepCuong, split, lost] = ['12301@0', '12322@2025-07-01', '11989@0', '12235@0'];
const [lacDao, daiDong] = ['Xã Lạc Đạo', 'Xã Đại Đồng'];

describe('two years compared as the units of today are', () => {
  it('what a merged commune did before counts for the one that took it over whole, which says so', () => {
    const compared = compare({ [songMai]: 40 }, { [hiepCuong]: 50 });
    expect(compared.whole).toMatchObject([{ unit: { key: hiepCuong }, amounts: [40, 50], of: [{ name: 'Xã Song Mai' }] }]);
    expect(compared.totals).toEqual([40, 50]);
  });

  it('what a split commune did is shown apart and added to neither part, and each part is marked', () => {
    const [one] = units.filter((unit) => unit.name === lacDao && isValidOn(unit, today));
    const compared = compare({ [split]: 12 }, { [one?.key ?? '']: 30 });
    expect(compared.partial).toMatchObject([{ unit: { key: split }, amounts: [12, 0], among: [{ name: lacDao }, { name: daiDong }] }]);
    expect(compared.whole).toMatchObject([{ unit: { name: lacDao }, amounts: [0, 30], apart: [{ key: split }] }]);
    expect(compared.totals).toEqual([12, 30]);
  });

  it('where a commune went is not guessed', () => {
    const compared = compare({ [lost]: 7 }, {});
    expect(compared).toMatchObject({ whole: [], partial: [], unknown: [{ unit: { key: lost }, amounts: [7, 0] }], totals: [7, 0] });
  });

  it('a unit that the device has not heard of yet is counted and called unknown', () => {
    expect(compare({}, { 'new@2027-01-01': 3 })).toMatchObject({ unlisted: [0, 3], totals: [0, 3] });
  });

  it('nothing is lost and nothing counted twice: the parts of each year add up to that year', () => {
    const year = fc.dictionary(fc.constantFrom(...units.map((unit) => unit.key), 'new@2027-01-01'), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(year, year, fc.constantFrom('2024-06-01', '2025-01-01', today), (before, now, day) => {
        const compared = compareYears([new Map(Object.entries(before)), new Map(Object.entries(now))], units, day);
        for (const [column, given] of [before, now].entries()) {
          const rows = [...compared.whole, ...compared.partial, ...compared.unknown].map(({ amounts }) => amounts[column] ?? NaN);
          const total = sum(Object.values(given));
          expect([sum(rows) + (compared.unlisted[column] ?? NaN), compared.totals[column]]).toEqual([total, total]);
        }
        for (const { unit } of compared.whole) expect(isValidOn(find(unit.key) ?? unit, day)).toBe(true);
      }),
    );
  });
});

function compare(before: Record<string, number>, now: Record<string, number>) {
  return compareYears([new Map(Object.entries(before)), new Map(Object.entries(now))], units, today);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
