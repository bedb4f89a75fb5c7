import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { likeLast } from './prefill.ts';

/** A content that was logged before brings along what is still empty here, so that one tap is enough. */
export function withContent(kind: Kind, now: FieldValues, earlier: FieldValues): FieldValues {
  const missing = Object.entries(likeLast(kind, earlier)).filter(([field]) => now[field] === undefined && isRequiredField(kind, field));
  return { ...Object.fromEntries(missing), ...(earlier['title'] !== undefined && { title: earlier['title'] }) };
}

function isRequiredField(kind: Kind, name: string): boolean {
  return kind.fields.some((field) => field.name === name && field.required !== undefined);
}
