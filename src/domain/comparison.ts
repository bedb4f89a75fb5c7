import { rollUp, standingOn } from './roll-up.ts';
import type { Day } from './text.ts';
import type { Unit } from './unit.ts';

export interface ComparedUnit<Each> {
  unit: Each;
  /** One for each year. */
  amounts: number[];
}

export interface Comparison<Each> {
  /** Units of the day, with what their predecessors did that they took over whole (`of`). A part of `apart` may be theirs too. */
  whole: (ComparedUnit<Each> & { of: Each[]; apart: Each[] })[];
  /** Was split: a person has to share it out. */
  partial: (ComparedUnit<Each> & { among: Each[] })[];
  /** Nobody knows what became of it. */
  unknown: ComparedUnit<Each>[];
  /** Of units that are not among the given ones. */
  unlisted: number[];
  /** What came in: the four parts add up to it. */
  totals: number[];
}

/** Figures of several years, each by the units of its time, compared as the units of `day` are. */
export function compareYears<Each extends Unit>(
  years: readonly ReadonlyMap<string, number>[],
  units: readonly Each[],
  day: Day,
): Comparison<Each> {
  const rolled = years.map((amounts) => rollUp(amounts, units, day));
  const withAny = units.filter((unit) => years.some((amounts) => amounts.has(unit.key)));
  const standings = withAny.map((unit) => ({ unit, standing: standingOn(unit, units, day) }));
  const ofUnit = (parts: (typeof rolled)[number][], which: 'partial' | 'unknown', unit: Each): number[] =>
    parts.map((part) => part[which].find((each) => each.unit === unit)?.amount ?? 0);
  const partial = standings.flatMap(({ unit, standing }) =>
    standing.status === 'partial' ? [{ unit, amounts: ofUnit(rolled, 'partial', unit), among: standing.among }] : [],
  );
  const wholes = units.filter((unit) => rolled.some(({ whole }) => whole.has(unit.key)));
  const known = new Set(units.map((unit) => unit.key));
  return {
    whole: wholes.map((unit) => ({
      unit,
      amounts: rolled.map(({ whole }) => whole.get(unit.key) ?? 0),
      of: standings.flatMap((each) =>
        each.standing.status === 'whole' && each.standing.unit === unit && each.unit !== unit ? [each.unit] : [],
      ),
      apart: partial.filter(({ among }) => among.includes(unit)).map((each) => each.unit),
    })),
    partial,
    unknown: standings.flatMap(({ unit, standing }) =>
      standing.status === 'unknown' ? [{ unit, amounts: ofUnit(rolled, 'unknown', unit) }] : [],
    ),
    unlisted: years.map((amounts) => sum([...amounts].filter(([key]) => !known.has(key)).map(([, amount]) => amount))),
    totals: years.map((amounts) => sum([...amounts.values()])),
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
