import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollUp, standingOn } from '../../src/domain/roll-up.ts';
import { addDays, foldForSearch } from '../../src/domain/text.ts';
import { isValidOn, servedOn, successorsOf, unitSearchText } from '../../src/domain/unit.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';

const { units, find } = loadCatalogue();
const communes = units.filter((unit) => unit.tier === 'commune');

describe('the three trees', () => {
  it.each([
    ['2024-11-30', 161, 10],
    ['2024-12-01', 139, 10],
    ['2025-06-30', 139, 10],
    ['2025-07-01', 104, 0],
    ['2026-11-24', 104, 0],
  ])('on %s there are %i communes and %i districts', (day, ofCommunes, ofDistricts) => {
    const there = units.filter((unit) => isValidOn(unit, day));
    expect(there.filter((unit) => unit.tier === 'commune')).toHaveLength(ofCommunes);
    expect(there.filter((unit) => unit.tier === 'district')).toHaveLength(ofDistricts);
  });

  it('on every day each statistical code names one unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), (offset) => {
        const codes = units.filter((unit) => isValidOn(unit, addDays('2024-01-01', offset))).map((unit) => unit.key.split('@')[0]);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });

  it('a district’s centre serves its communes of that day, and none once the district is gone', () => {
    const centre = find('org-trung-tam-van-hoa-truyen-thanh-kim-dong@0');
    if (!centre) throw new Error('no centre');
    expect([servedOn(centre, '2024-06-01').length, servedOn(centre, '2025-01-01').length]).toEqual([17, 15]);
    expect(servedOn(centre, '2025-07-01')).toEqual([]);
  });

  it('the plan’s bodies end when they were merged, and what took them over is there the next day', () => {
    for (const unit of units.filter((each) => each.tier === 'organisation' && each.successors)) {
      const became = successorsOf(unit, units);
      expect(became).toHaveLength(unit.successors?.length ?? 0);
    }
    const investment = find('org-so-ke-hoach-dau-tu@0');
    expect(investment && standingOn(investment, units, '2026-01-01')).toMatchObject({ status: 'whole', unit: { name: 'Sở Tài chính' } });
  });
});

describe('what a unit became', () => {
  it('whole where it was taken over whole, apart where it was split, unknown where nobody knows', () => {
    expect(standing('11953@0')).toMatchObject({ status: 'whole', unit: { name: 'Phường Phố Hiến' } });
    expect(standing('11989@0')).toMatchObject({ status: 'partial', among: [{ name: 'Xã Lạc Đạo' }, { name: 'Xã Đại Đồng' }] });
    expect(standing('12235@0')).toEqual({ status: 'unknown' });
    expect(standing('12322@2025-07-01')).toMatchObject({ status: 'whole', unit: { key: '12322@2025-07-01' } });
  });

  it('nothing is guessed: three communes were split in 2025, one went nobody knows where', () => {
    const of2025 = communes.filter((unit) => isValidOn(unit, '2025-06-30'));
    const standings = of2025.map((unit) => standingOn(unit, units, '2025-07-01').status);
    expect(standings.filter((status) => status === 'partial')).toHaveLength(3);
    expect(standings.filter((status) => status === 'unknown')).toEqual([]);
    const of2024 = communes.filter((unit) => isValidOn(unit, '2024-11-30'));
    expect(of2024.filter((unit) => standingOn(unit, units, '2024-12-01').status === 'unknown').map((unit) => unit.key)).toEqual([
      '12235@0',
    ]);
  });

  it('a roll-up loses nothing and adds nothing up along a partial succession', () => {
    const amounts = fc.uniqueArray(fc.tuple(fc.constantFrom(...communes), fc.integer({ min: 1, max: 500 })), {
      selector: ([unit]) => unit.key,
    });
    fc.assert(
      fc.property(amounts, fc.constantFrom('2024-06-01', '2025-01-01', '2026-11-24'), (given, day) => {
        const rolled = rollUp(new Map(given.map(([unit, amount]) => [unit.key, amount])), units, day);
        const parts = [...rolled.partial, ...rolled.unknown].map(({ amount }) => amount);
        expect(sum(rolled.whole.values()) + sum(parts)).toBe(sum(given.map(([, amount]) => amount)));
        for (const key of rolled.whole.keys()) expect(isValidOn(find(key) ?? never(), day)).toBe(true);
        for (const { unit } of rolled.partial) expect(standingOn(unit, units, day).status).toBe('partial');
      }),
    );
  });
});

describe('searching a unit', () => {
  it('finds it by the name of what went into it, and by its old district, without marks and with d for đ', () => {
    expect(found('hien nam')).toEqual(['Phường Phố Hiến']);
    expect(found('kim dong')).toEqual(expect.arrayContaining(['Xã Hiệp Cường', 'Xã Lương Bằng', 'Xã Nghĩa Dân', 'Xã Đức Hợp']));
    expect(found('Lạc Đạo')).toEqual(expect.arrayContaining(['Xã Lạc Đạo', 'Xã Đại Đồng']));
    expect(found('khong co xa nay')).toEqual([]);
  });
});

function never(): never {
  throw new Error('a unit that is not in the catalogue');
}

function standing(key: string) {
  const unit = find(key);
  return unit && standingOn(unit, units, '2026-11-24');
}

function sum(all: Iterable<number>): number {
  return [...all].reduce((total, amount) => total + amount, 0);
}

function found(typed: string): string[] {
  return communes
    .filter((unit) => isValidOn(unit, '2026-11-24') && unitSearchText(unit, units).includes(foldForSearch(typed)))
    .map((unit) => unit.name);
}
