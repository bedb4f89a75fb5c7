import { isAsked, isRequired } from '../../domain/asked.ts';
import type { Field, FieldValues, Kind } from '../../domain/kinds/field.ts';

/** Which fields are shown, and where: what must be typed first, photos after it, the rest folded away. */
export interface Sections {
  main: Field[];
  /** "Như mọi ngày": required, but mostly filled by the preset, a derivation or the last entry. */
  usual: Field[];
  /** One of the usual fields asks for something: the fold opens itself. */
  usualAsks: boolean;
  /** "Thêm chi tiết (không bắt buộc)". */
  extra: Field[];
}

export function sectionsOf(kind: Kind, values: FieldValues, situation: { served: readonly string[] }): Sections {
  const asked = kind.fields.filter((field) => isAsked(field, values, situation));
  const usual = asked.filter((field) => field.usual);
  return {
    main: asked.filter((field) => !field.usual && !field.extra),
    usual,
    usualAsks: usual.some((field) => isRequired(field, values) && values[field.name] === undefined),
    extra: asked.filter((field) => field.extra && !field.usual),
  };
}

/** In the order they stand on the screen: where the focus goes first. */
export function readingOrder(sections: Sections): string[] {
  return [...names(sections.main), 'photos', ...names(sections.usual), ...names(sections.extra), 'attachments'];
}

function names(fields: readonly Field[]): string[] {
  return fields.map((field) => field.name);
}
