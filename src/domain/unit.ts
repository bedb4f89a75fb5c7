import type { Day } from './text.ts';

/** An administrative unit or an organisation, valid in time. A code is reused after a merger, so the key is `code@validFrom`. */
export interface Unit {
  key: string;
  name: string;
  tier: 'province' | 'district' | 'commune' | 'organisation';
  /** First and last day; null is open. */
  validFrom: Day | null;
  validTo: Day | null;
  /** Units that an organisation (a radio and culture centre) works for. */
  serves?: readonly { unit: string; from: Day; to: Day | null }[] | undefined;
}

export function isValidOn(unit: { validFrom: Day | null; validTo: Day | null }, day: Day): boolean {
  return (unit.validFrom === null || unit.validFrom <= day) && (unit.validTo === null || day <= unit.validTo);
}

/** Keys of the units that `unit` served on `day`. */
export function servedOn(unit: Unit, day: Day): string[] {
  return (unit.serves ?? []).filter((row) => row.from <= day && (row.to === null || day <= row.to)).map((row) => row.unit);
}
