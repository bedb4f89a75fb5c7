import type { Day } from './text.ts';

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
  /** Units that an organisation (a radio and culture centre) works for. */
  serves?: readonly { unit: string; from: Day; to: Day | null }[] | undefined;
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
