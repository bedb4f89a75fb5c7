import { addDays, foldForSearch, type Day } from './text.ts';

/** An administrative unit or an organisation, valid in time. A code is reused after a merger, so the key is `code@validFrom`. */
export interface Unit {
  key: string;
  name: string;
  tier: 'province' | 'district' | 'commune' | 'organisation';
  /** "ward", "department"; what a plan asks of all units of a type. */
  type?: string | undefined;
  /** First and last day; null is open. */
  validFrom: Day | null;
  validTo: Day | null;
  /** What became of it, and what it was made of. */
  successors?: readonly Relative[] | undefined;
  predecessors?: readonly Relative[] | undefined;
  parentCode?: string | null | undefined;
  formerDistrict?: { name: string } | undefined;
  /** Units that an organisation (a radio and culture centre) works for. */
  serves?: readonly { unit: string; from: Day; to: Day | null }[] | undefined;
}

/** Named by its key, or by the code that it has on the day of the change: codes are used again, keys never. */
export interface Relative {
  key?: string | undefined;
  code?: string | undefined;
  extent?: 'full' | 'partial' | undefined;
}

export function isValidOn(unit: { validFrom: Day | null; validTo: Day | null }, day: Day): boolean {
  return (unit.validFrom === null || unit.validFrom <= day) && (unit.validTo === null || day <= unit.validTo);
}

/** Whether it was there on at least one day of a span. */
export function overlaps(unit: { validFrom: Day | null; validTo: Day | null }, span: { from: Day; to: Day }): boolean {
  return (unit.validFrom === null || unit.validFrom <= span.to) && (unit.validTo === null || span.from <= unit.validTo);
}

/** Keys of the units that `unit` served on `day`. */
export function servedOn(unit: Unit, day: Day): string[] {
  return (unit.serves ?? []).filter((row) => row.from <= day && (row.to === null || day <= row.to)).map((row) => row.unit);
}

export interface Succession<Each> {
  unit: Each;
  extent: 'full' | 'partial';
}

/** What a unit that ended went into. None where that is not known: nobody guesses. */
export function successorsOf<Each extends Unit>(unit: Unit, units: readonly Each[]): Succession<Each>[] {
  if (unit.validTo === null) return [];
  const next = addDays(unit.validTo, 1);
  const named = unit.successors ?? [];
  return named.flatMap((relative) => {
    const found = units.find((each) => isNamed(each, relative) && isValidOn(each, next));
    // One successor of which nothing else is said took all of it.
    const extent = relative.extent ?? (named.length === 1 ? 'full' : 'partial');
    return found ? [{ unit: found, extent }] : [];
  });
}

/** What a unit was made of. */
export function predecessorsOf<Each extends Unit>(unit: Unit, units: readonly Each[]): Each[] {
  if (unit.validFrom === null) return [];
  const last = addDays(unit.validFrom, -1);
  return (unit.predecessors ?? []).flatMap((relative) => units.filter((each) => isNamed(each, relative) && isValidOn(each, last)));
}

/** What a unit is found by, folded: its name, the names that went into it, and the districts they were in. */
export function unitSearchText(unit: Unit, units: readonly Unit[]): string {
  const names = (each: Unit): string[] => {
    const district = units.find((other) => other.tier === 'district' && codeOf(other) === each.parentCode);
    return [each.name, each.formerDistrict?.name ?? '', district?.name ?? '', ...predecessorsOf(each, units).flatMap(names)];
  };
  return foldForSearch([...new Set(names(unit))].join(' '));
}

function isNamed(unit: Unit, relative: Relative): boolean {
  return relative.key === undefined ? codeOf(unit) === relative.code : unit.key === relative.key;
}

function codeOf(unit: Unit): string {
  return unit.key.split('@')[0] ?? '';
}
