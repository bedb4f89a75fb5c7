import { sameValue } from '../../domain/merge.ts';
import type { FieldValue, FieldValues, Kind } from '../../domain/kinds/field.ts';

/** The change of a form, and the fields in which a person wrote something of their own. */
interface Change {
  before: FieldValues;
  after: FieldValues;
  own: ReadonlySet<string>;
}

/** Values that follow from others: what to fill in after a change. What a person wrote themselves is theirs until they empty it. */
export function followingValues(kind: Kind, { before, after, own }: Change): FieldValues {
  const followedBefore = kind.derive?.(before) ?? {};
  const changed = Object.entries(kind.derive?.(after) ?? {}).filter(
    ([field, value]) =>
      !sameContent(followedBefore[field], value) && !sameContent(after[field], value) && (isEmpty(after[field]) || !own.has(field)),
  );
  if (changed.length === 0) return {};
  const filled = Object.fromEntries(changed);
  // What follows may bear others that follow from it.
  return { ...filled, ...followingValues(kind, { before: after, after: { ...after, ...filled }, own }) };
}

/** After a person changed a field by hand: what would follow there anyway is nobody's own. */
export function ownAfter(
  kind: Kind,
  own: ReadonlySet<string>,
  { field, before, after }: { field: string; before: FieldValues; after: FieldValues },
): ReadonlySet<string> {
  if (sameContent(before[field], after[field])) return own;
  const next = new Set(own);
  next.delete(field);
  return isOwn(kind, after, field) ? next.add(field) : next;
}

function isOwn(kind: Kind, values: FieldValues, field: string): boolean {
  return !isEmpty(values[field]) && !sameContent(values[field], kind.derive?.(values)[field]);
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Choices are a set: a form reads them in another order than they are worked out. */
export function sameContent(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return sameValue(comparable(one), comparable(other));
}

function comparable(value: FieldValue | undefined): FieldValue | null {
  if (isEmpty(value)) return null;
  return Array.isArray(value) && value.every((member) => typeof member === 'string') ? [...value].sort() : (value ?? null);
}
