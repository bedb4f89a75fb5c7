import { textOf, type FieldValues, type Kind } from './kinds/field.ts';

/**
 * Field → what no other entry should say too, whatever its unit and kind. An address is the page's one, so whoever says it
 * again most likely writes the same page down twice; a repost is not its original, and is told apart.
 */
export function uniqueMarks(kind: Pick<Kind, 'fields'>, values: FieldValues): Map<string, string> {
  const marks = new Map<string, string>();
  for (const field of kind.fields) {
    const { unique } = field.type === 'text' ? field : {};
    const value = textOf(values, field.name);
    if (unique && value !== undefined) marks.set(field.name, `${textOf(values, unique.within) ?? ''} ${value}`);
  }
  return marks;
}
