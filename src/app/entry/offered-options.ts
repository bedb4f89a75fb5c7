import { isOfferedOn } from '../../domain/asked.ts';
import type { Option, Suggestion } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';

/** What had ended before the entry's day is not offered, unless the entry has it: nobody takes off what they cannot see. */
export function offeredOptions(options: readonly Option[], { day, chosen }: { day: Day; chosen: readonly string[] }): Option[] {
  return options.filter((option) => isOfferedOn(option, day) || chosen.includes(option.id));
}

/** Names as they were on the entry's day. */
export function offeredTexts(suggestions: readonly Suggestion[], day: Day): string[] {
  return suggestions.flatMap((each) => (typeof each === 'string' ? each : isOfferedOn(each, day) ? each.text : []));
}

/** Short words, so that a key on a narrow phone does not grow higher than two lines. */
export function fitAsSegments(labels: readonly string[]): boolean {
  return labels.length <= 4 && labels.every((label) => label.length <= 14);
}
