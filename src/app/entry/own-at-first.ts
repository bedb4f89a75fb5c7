import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { sameContent } from './follow.ts';

/** Of what was stored, and nobody remembers how it came to be: whatever does not follow from the rest. */
export function ownAtFirst(kind: Kind, values: FieldValues): ReadonlySet<string> {
  if (!kind.derive) return new Set();
  const follows = kind.derive(values);
  return new Set(Object.keys(values).filter((field) => field in follows && !sameContent(values[field], follows[field])));
}
