import { sameValue } from '../../domain/merge.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';

/**
 * What a fresh form starts with: the kind's own defaults, the unit's preset over them, the last entry over both where it
 * was asked for, and what follows from all of that where nothing stands yet.
 */
export function prefill(kind: Kind, sources: { today: string; preset: FieldValues; last: FieldValues | null }): FieldValues {
  const given = { ...kind.defaults({ today: sources.today }), ...sources.preset, ...(sources.last && likeLast(kind, sources.last)) };
  return { ...kind.derive?.(given), ...given };
}

/** Everything of the last entry but when it was and what is said of it alone. */
export function likeLast(kind: Kind, last: FieldValues): FieldValues {
  const own = kind.fields.filter((field) => field.type === 'day' || field.type === 'days' || field.once);
  const left = new Set(own.map((field) => field.name));
  const rest = Object.fromEntries(Object.entries(last).filter(([field]) => !left.has(field)));
  // Whatever follows from those is worked out anew, or yesterday's would stay.
  const followed = kind.derive?.(last) ?? {};
  const follows = kind.derive?.(rest) ?? {};
  const gone = new Set(Object.keys(followed).filter((field) => !sameValue(followed[field] ?? null, follows[field] ?? null)));
  return Object.fromEntries(Object.entries(rest).filter(([field]) => !gone.has(field)));
}
