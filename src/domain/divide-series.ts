import type { FieldValues, Kind, NumberField } from './kinds/field.ts';
import { listOf } from './kinds/field.ts';
import type { Day } from './text.ts';
import { isValidOn, type Unit } from './unit.ts';

/** A unit that came before or after the writing one, and whether the person may write for it on these days. */
export interface Neighbour {
  unit: Unit;
  mayWrite: (days: readonly Day[]) => boolean;
}

export interface SeriesPart {
  unit: Unit;
  days: Day[];
  values: FieldValues;
}

export type Division =
  /** All of its days are the unit's, or none is: there is nothing to divide. */
  | { status: 'whole' }
  /** One entry for each unit, the writing one's first. */
  | { status: 'divided'; parts: SeriesPart[] }
  /** A person has to: nobody is known to have these days, the person may not write for whoever has, or several have. */
  | { status: 'undivided'; reason: 'unknown' | 'noRole' | 'several'; days: Day[]; units: Unit[] }
  /** An amount that somebody wrote themselves says nothing of how much of it was when. */
  | { status: 'undivided'; reason: 'amount'; label: string };

/** A series of days that crosses a unit's end is an entry of each unit, on its own days (domain card 1.1). */
export function divideSeries(kind: Kind, values: FieldValues, unit: Unit, neighbours: readonly Neighbour[]): Division {
  const field = seriesField(kind);
  const days = field ? listOf(values, field).sort() : [];
  const inside = days.filter((day) => isValidOn(unit, day));
  const outside = days.filter((day) => !isValidOn(unit, day));
  if (!field || inside.length === 0 || outside.length === 0) return { status: 'whole' };
  const amount = ownAmount(kind, values);
  const others = new Map<Unit, Day[]>();
  for (const day of outside) {
    const there = neighbours.filter((each) => isValidOn(each.unit, day));
    const writable = there.filter((each) => each.mayWrite([day]));
    const [only] = writable;
    if (!only || writable.length > 1) {
      const reason = there.length === 0 ? 'unknown' : only ? 'several' : 'noRole';
      return { status: 'undivided', reason, days: outside, units: (only ? writable : there).map((each) => each.unit) };
    }
    others.set(only.unit, [...(others.get(only.unit) ?? []), day]);
  }
  if (amount) return { status: 'undivided', reason: 'amount', label: amount.label };
  const part = (of: Unit, own: Day[]): SeriesPart => ({ unit: of, days: own, values: valuesOn(kind, values, field, own) });
  return { status: 'divided', parts: [part(unit, inside), ...[...others].map(([other, own]) => part(other, own))] };
}

/** The field by whose days an entry is dated, where those are a series. */
function seriesField(kind: Kind): string | undefined {
  const dating = kind.fields.find((field) => field.type === 'day' || field.type === 'days');
  return dating?.type === 'days' ? dating.name : undefined;
}

function amounts(kind: Kind): NumberField[] {
  return kind.fields.filter((field): field is NumberField => field.type === 'number' && field.merge === 'manual' && !field.everyDay);
}

function ownAmount(kind: Kind, values: FieldValues): NumberField | undefined {
  const follows = kind.derive?.(values) ?? {};
  return amounts(kind).find(({ name }) => values[name] !== undefined && values[name] !== 0 && values[name] !== follows[name]);
}

/** What was counted from the days is counted anew. */
function valuesOn(kind: Kind, values: FieldValues, field: string, days: Day[]): FieldValues {
  const own = { ...values, [field]: days };
  const follows = kind.derive?.(own) ?? {};
  const counted = amounts(kind).filter(({ name }) => values[name] !== undefined && follows[name] !== undefined);
  return { ...own, ...Object.fromEntries(counted.map(({ name }) => [name, follows[name] ?? 0])) };
}
