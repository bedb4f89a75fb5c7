import type { Option } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';

/** What has ended is offered no more, unless the entry has it already. */
export function offeredOptions(options: readonly Option[], { today, chosen }: { today: Day; chosen: readonly string[] }): Option[] {
  return options.filter((option) => option.validTo === undefined || option.validTo >= today || chosen.includes(option.id));
}

/** Short words, so that a key on a narrow phone does not grow higher than two lines. */
export function fitAsSegments(labels: readonly string[]): boolean {
  return labels.length <= 4 && labels.every((label) => label.length <= 14);
}
