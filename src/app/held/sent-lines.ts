import type { FieldValue, Kind } from '../../domain/kinds/field.ts';
import type { HeldChange } from '../../sync/held.ts';
import { heldMessages } from '../messages/vi.held.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { valueText, type UnitName } from '../ui/detail-lines.ts';

/** What a change says, in the order of its kind: before → after, or the value alone where there was nothing before. */
export function sentLines({ sent, type }: Pick<HeldChange, 'sent' | 'type'>, kind: Kind, unitName: UnitName): string[] {
  const place = (name: string): number => {
    const found = kind.fields.findIndex((field) => field.name === name);
    return found === -1 ? kind.fields.length : found;
  };
  return Object.entries(sent)
    .filter(([name]) => name !== 'status' && !(name === 'title' && type === 'new'))
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, [before, after]]) => {
      const text = (value: unknown): string => textOf(name, value, kind, unitName);
      const label = labelOf(name, kind);
      return text(before) === ''
        ? heldMessages.value(label, text(after))
        : readingMessages.history.change(label, text(before), text(after) || readingMessages.history.nothing);
    });
}

/** Of a field, or of what stands beside the fields. */
export function labelOf(name: string, kind: Kind | undefined): string {
  const beside: Record<string, string> = heldMessages.beside;
  return kind?.fields.find((field) => field.name === name)?.label ?? beside[name] ?? name;
}

function textOf(name: string, value: unknown, kind: Kind, unitName: UnitName): string {
  if (name === 'photos' || name === 'attachments') return Array.isArray(value) && value.length > 0 ? String(value.length) : '';
  if (name === 'unit') return typeof value === 'string' ? unitName(value) : '';
  const field = kind.fields.find((each) => each.name === name);
  return valueText(field, (value ?? null) as FieldValue | null, unitName);
}
