import type { TypedValue, TypedValues } from '../../domain/input.ts';
import type { DayField, DaysField, Field, TimesField } from '../../domain/kinds/field.ts';
import { addDays, formatDay, parseDay, weekdayOf, type Day } from '../../domain/text.ts';

/**
 * What the form's native controls hold, by name. Most fields are one control of their own name; days and times are asked
 * by several, named `field:part`. Both go to the draft, so that a form comes back as it was left.
 */
export type Controls = TypedValues;

/** The parts' names. A colon, since react-hook-form reads a point as a path. */
export const part = (field: string, name: 'mode' | 'typed' | 'from' | 'to' | 'weekdays' | 'chosen'): string => `${field}:${name}`;

/** Not a control: names of the fields in which the person wrote something of their own. A draft that comes back knows them still. */
export const ownControl = 'entry:own';

/** The field that a control belongs to. */
export const fieldOfPart = (control: string): string => control.split(':')[0] ?? control;

export const everyWeekday = ['0', '1', '2', '3', '4', '5', '6'];
const mostDays = 400;

/** Field values as typed, out of the controls. */
export function readControls(fields: readonly Field[], controls: Controls, today: Day): TypedValues {
  return Object.fromEntries(fields.map((field) => [field.name, readOne(field, controls, today)]));
}

/** The controls that show these values. Every control gets a value, or an unticked checkbox would read as `false`. */
export function writeControls(fields: readonly Field[], typed: TypedValues, today: Day): Controls {
  return Object.assign({}, ...fields.map((field) => writeOne(field, typed, today))) as Controls;
}

function readOne(field: Field, controls: Controls, today: Day): TypedValue {
  switch (field.type) {
    case 'day': {
      const mode = textOf(controls, part(field.name, 'mode'));
      return isDay(mode) ? formatDay(mode) : textOf(controls, part(field.name, 'typed'));
    }
    case 'days':
      return readDays(field, controls, today);
    case 'times': {
      const chosen = listOf(controls, part(field.name, 'chosen'));
      const typed = chosen.includes('other') ? textOf(controls, part(field.name, 'typed')).split(/[,;]/) : [];
      return [...chosen.filter((time) => time !== 'other'), ...typed.filter((time) => time.trim() !== '')];
    }
    default:
      return controls[field.name] ?? null;
  }
}

function readDays(field: DaysField, controls: Controls, today: Day): string[] {
  const mode = textOf(controls, part(field.name, 'mode'));
  if (isDay(mode)) return [mode];
  if (mode !== 'many') return [textOf(controls, part(field.name, 'typed'))].filter((text) => text.trim() !== '');
  const typed = [textOf(controls, part(field.name, 'from')), textOf(controls, part(field.name, 'to'))].filter((text) => text.trim() !== '');
  const ends = typed.map((text) => parseDay(text, today));
  // What cannot be read is handed on as typed: the sentence about it is the checks' affair.
  if (ends.includes(null)) return typed;
  const [from, to = from] = ends.filter((day) => day !== null).sort();
  return from && to ? daysOf({ from, to, weekdays: listOf(controls, part(field.name, 'weekdays')) }) : [];
}

/** The days from one to the other that fall on these weekdays. */
export function daysOf({ from, to, weekdays }: { from: Day; to: Day; weekdays: readonly string[] }): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to && days.length < mostDays; day = addDays(day, 1)) {
    if (weekdays.includes(String(weekdayOf(day)))) days.push(day);
  }
  return days;
}

function writeOne(field: Field, typed: TypedValues, today: Day): Controls {
  switch (field.type) {
    case 'day':
      return writeDay(field, typed, today);
    case 'days':
      return writeDays(field, typed, today);
    case 'times':
      return writeTimes(field, typed);
    case 'choices':
    case 'units':
      return { [field.name]: listOf(typed, field.name) };
    case 'records':
      return { [field.name]: rowsOf(typed, field.name) };
    case 'position':
      return { [field.name]: typed[field.name] ?? null };
    case 'text':
    case 'number':
    case 'choice':
    case 'task':
      return { [field.name]: textOf(typed, field.name) };
  }
}

/** A draft that says "today" was written on some day, and keeps meaning that day. */
function writeDay(field: DayField, typed: TypedValues, today: Day): Controls {
  const text = textOf(typed, field.name);
  // A day to come is seldom today and never yesterday: it is typed.
  if (field.future) return { [part(field.name, 'mode')]: 'other', [part(field.name, 'typed')]: text };
  const day = parseDay(text, today);
  const mode = typed[part(field.name, 'mode')];
  const isNear = day !== null && (day === today || day === addDays(today, -1)) && mode !== 'other';
  return {
    [part(field.name, 'mode')]: isNear ? day : text === '' && mode !== 'other' ? '' : 'other',
    [part(field.name, 'typed')]: isNear ? textOf(typed, part(field.name, 'typed')) : text,
  };
}

function writeDays(field: DaysField, typed: TypedValues, today: Day): Controls {
  const days = listOf(typed, field.name);
  const kept = typed[part(field.name, 'mode')];
  const write = (mode: string, parts: { typed?: string; from?: string; to?: string; weekdays?: string[] }): Controls => ({
    [part(field.name, 'mode')]: mode,
    [part(field.name, 'typed')]: parts.typed ?? textOf(typed, part(field.name, 'typed')),
    [part(field.name, 'from')]: parts.from ?? textOf(typed, part(field.name, 'from')),
    [part(field.name, 'to')]: parts.to ?? textOf(typed, part(field.name, 'to')),
    [part(field.name, 'weekdays')]: parts.weekdays ?? weekdaysOf(typed, field.name),
  });
  if (kept === 'many' || kept === 'other') return write(kept, {});
  const [first, second] = days;
  if (first === undefined) return write('', {});
  if (second === undefined) {
    const isNear = first === today || first === addDays(today, -1);
    return isNear ? write(first, {}) : write('other', { typed: isDay(first) ? formatDay(first) : first });
  }
  const sorted = [...days].sort();
  return write('many', {
    from: formatDay(sorted[0] ?? ''),
    to: formatDay(sorted.at(-1) ?? ''),
    weekdays: [...new Set(sorted.map((day) => String(weekdayOf(day))))],
  });
}

function writeTimes(field: TimesField, typed: TypedValues): Controls {
  const times = listOf(typed, field.name);
  const kept = typed[part(field.name, 'chosen')];
  const typedText = typed[part(field.name, 'typed')];
  if (Array.isArray(kept))
    return { [part(field.name, 'chosen')]: listOf(typed, part(field.name, 'chosen')), [part(field.name, 'typed')]: typedText ?? '' };
  const others = times.filter((time) => !field.suggestions.includes(time));
  return {
    [part(field.name, 'chosen')]: [...times.filter((time) => field.suggestions.includes(time)), ...(others.length > 0 ? ['other'] : [])],
    [part(field.name, 'typed')]: others.join(', '),
  };
}

function weekdaysOf(typed: TypedValues, field: string): string[] {
  const kept = typed[part(field, 'weekdays')];
  return Array.isArray(kept) ? listOf(typed, part(field, 'weekdays')) : everyWeekday;
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

export function textOf(controls: Controls, name: string): string {
  const value = controls[name];
  return typeof value === 'string' ? value : '';
}

export function listOf(controls: Controls, name: string): string[] {
  const value = controls[name];
  return Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
}

export function rowsOf(controls: Controls, name: string): Record<string, string>[] {
  const value = controls[name];
  return Array.isArray(value) ? value.filter((member): member is Record<string, string> => typeof member !== 'string') : [];
}
