import { sameValue } from '../../domain/merge.ts';
import type { FieldValue, FieldValues, Kind } from '../../domain/kinds/field.ts';

/**
 * Values that follow from others: what to fill in after a change. A field goes on following while it is empty or still
 * holds what followed from the values before; once a person wrote something else there, it is theirs.
 */
export function followingValues(kind: Kind, before: FieldValues, after: FieldValues): FieldValues {
  const followedBefore = kind.derive?.(before) ?? {};
  const followsNow = kind.derive?.(after) ?? {};
  const changed = Object.entries(followsNow).filter(([field, value]) => {
    if (same(followedBefore[field], value)) return false;
    return after[field] === undefined || same(after[field], followedBefore[field]);
  });
  return Object.fromEntries(changed);
}

function same(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return sameValue(one ?? null, other ?? null);
}
