import { readTyped } from '../../domain/input.ts';
import type { Field, Kind } from '../../domain/kinds/field.ts';
import type { ScheduleLine } from '../../domain/schedule.ts';
import { type Day, formatDay, formatNumber, parseDay, parseTime } from '../../domain/text.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';

const { form: words } = scheduleMessages;

/** What a line's controls hold, by name; several for what may be ticked more than once. */
export type TypedLine = Record<string, string[]>;

export function lineFields(kind: Kind): Field[] {
  return (kind.schedulable?.fields ?? []).flatMap((name) => kind.fields.find((field) => field.name === name) ?? []);
}

/** The controls that show a line. */
export function writeLine(kind: Kind, line: Pick<ScheduleLine, 'weekdays' | 'time' | 'from' | 'to' | 'values'>): TypedLine {
  const values = lineFields(kind).map(({ name }): [string, string[]] => {
    const value = line.values[name];
    if (typeof value === 'number') return [name, [formatNumber(value)]];
    if (typeof value === 'string') return [name, [value]];
    return [name, Array.isArray(value) ? value.filter((member) => typeof member === 'string') : []];
  });
  return {
    ...Object.fromEntries(values),
    weekdays: line.weekdays.map(String),
    time: [line.time],
    from: [formatDay(line.from)],
    to: [line.to === null ? '' : formatDay(line.to)],
  };
}

export function readControls(form: HTMLFormElement): TypedLine {
  const data = new FormData(form);
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name).filter((each) => typeof each === 'string')]));
}

/** The line as typed, or the sentences that say what cannot be read. */
export function readLine(kind: Kind, typed: TypedLine, today: Day): { line: Omit<ScheduleLine, 'id'>; sentences: string[] } {
  const one = (name: string): string => typed[name]?.[0] ?? '';
  const fields = lineFields(kind);
  const input = Object.fromEntries(
    fields.map((field) => [field.name, field.type === 'choices' ? (typed[field.name] ?? []) : one(field.name)]),
  );
  const { values, findings } = readTyped(fields, input, today);
  const time = parseTime(one('time'));
  const from = parseDay(one('from'), today, { future: true });
  const to = one('to').trim() === '' ? null : parseDay(one('to'), today, { future: true });
  const labelOf = (name: string): string => fields.find((field) => field.name === name)?.label ?? name;
  const sentences = [
    ...(time === null ? [words.badTime] : []),
    ...(from === null ? [words.badDay(words.from)] : []),
    ...(to === null && one('to').trim() !== '' ? [words.badDay(words.to)] : []),
    ...findings.map((finding) => words.badNumber(labelOf(finding.field))),
  ];
  return { line: { weekdays: (typed['weekdays'] ?? []).map(Number), time: time ?? '', from: from ?? today, to, values }, sentences };
}
