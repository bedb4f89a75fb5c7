import type { Condition, Dated, Field, FieldValue, FieldValues, Filled, Kind } from './kinds/field.ts';
import type { Day } from './text.ts';

/** Whether a field is asked at all; the form needs no more of the rules to be drawn. */
export function isAsked(field: Field, values: FieldValues, situation: { served: readonly string[] }): boolean {
  if (field.type === 'units' && field.offered === 'served' && situation.served.length === 0) return false;
  return field.shown === undefined || holds(field.shown, values);
}

export function isRequired({ required }: Field, values: FieldValues): boolean {
  if (required === undefined || required === true) return required === true;
  return 'filled' in required ? isFilled(required, values) : holds(required, values);
}

/** Only fields that are asked are stored: a value behind a condition that no longer holds is left out. */
export function withoutHidden(kind: Kind, values: FieldValues, situation: { served: readonly string[] }): FieldValues {
  const kept = kind.fields.filter((field) => isAsked(field, values, situation) && values[field.name] !== undefined);
  return Object.fromEntries(kept.map((field) => [field.name, values[field.name] as FieldValue]));
}

/** An entry of a day says what there was on that day, whenever it is written. */
export function isOfferedOn({ validFrom, validTo }: Dated, day: Day): boolean {
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}

export function holds(condition: Condition, values: FieldValues): boolean {
  const value = values[condition.field];
  const own = Array.isArray(value) ? value : [value];
  return own.some((member) => typeof member === 'string' && condition.is.includes(member));
}

export function isFilled({ filled }: Filled, values: FieldValues): boolean {
  return values[filled] !== undefined;
}
