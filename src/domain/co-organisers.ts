import type { Entry } from './entry.ts';
import { listOf } from './kinds/field.ts';
import type { Day } from './text.ts';
import { isValidOn, type Unit } from './unit.ts';

/** The field of every kind that names them. */
export const coOrganisersField = 'coOrganisers';
export const mostCoOrganisers = 10;

/**
 * Units that held the event together with the one that wrote it: sorted, each once. What was moved to one of them names
 * it still, and means nobody by it.
 */
export function coOrganisersOf(entry: Pick<Entry, 'unit' | 'values'>): string[] {
  const named = new Set(listOf(entry.values, coOrganisersField));
  named.delete(entry.unit);
  return [...named].sort();
}

/** Whether it was there on the entry's day, and is another one; of what has no day yet that is asked later. */
export function mayCoOrganise(unit: Unit | undefined, entry: { unit: string; day: Day }): boolean {
  return unit !== undefined && unit.key !== entry.unit && (entry.day === '' || isValidOn(unit, entry.day));
}
