import * as z from 'zod/mini';
import { normaliseAddress } from './address.ts';
import { isAsked, isRequired, withoutHidden } from './asked.ts';
import type { Field, FieldValue, FieldValues, Finding, Kind } from './kinds/field.ts';
import { checkRules } from './rules.ts';
import { addDays, type Day } from './text.ts';

export interface Situation {
  today: Day;
  photoCount: number;
  /** Keys of the units the writing unit serves on the entry's day; a unit that serves none is not asked for whom it aired. */
  served: readonly string[];
}

/** What keeps an entry from being complete, and what a person should confirm. Same on phone and server. */
export function checkEntry(kind: Kind, values: FieldValues, situation: Situation): Finding[] {
  const asked = kind.fields.filter((field) => isAsked(field, values, situation));
  const findings = asked.flatMap((field) => checkField(field, values, situation));
  if (situation.photoCount < kind.minimumPhotos)
    findings.push({ field: 'photos', level: 'missing', reason: 'photo', detail: String(kind.minimumPhotos) });
  if (situation.photoCount > 10) findings.push({ field: 'photos', level: 'refused', reason: 'tooMany', detail: '10' });
  const { occurredOn, endedOn = occurredOn } = kind.period(values);
  const first = asked.find((field) => field.type === 'day' || field.type === 'days');
  if (endedOn && first && endedOn < addDays(situation.today, -30))
    findings.push({ field: first.name, level: 'doubt', reason: 'long-ago', detail: endedOn });
  const shown = withoutHidden(kind, values, situation);
  return [...findings, ...checkRules(kind, shown), ...(kind.doubt?.(shown) ?? [])];
}

/**
 * The shape of a kind's values, for what comes over the wire or from an older build: right types, nothing about limits.
 * Unknown names pass through: a newer build's fields are kept, not judged.
 */
export const valuesSchema = madeOnce((kind: Kind): z.ZodMiniType<FieldValues> => {
  const shape = Object.fromEntries(kind.fields.map((field) => [field.name, z.optional(valueSchema(field))]));
  return z.looseObject(shape) as unknown as z.ZodMiniType<FieldValues>;
});

export const valueSchema = madeOnce(makeValueSchema);

/** Making a schema takes longer than ten readings with it. */
function madeOnce<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>();
  return (of) => {
    const made = known.get(of) ?? make(of);
    known.set(of, made);
    return made;
  };
}

function makeValueSchema(field: Field): z.ZodMiniType<FieldValue> {
  switch (field.type) {
    case 'number':
      return z.number();
    case 'days':
    case 'times':
    case 'choices':
    case 'units':
      return z.array(z.string().check(z.maxLength(100))).check(z.maxLength(400));
    case 'records':
      return z.array(z.record(z.string(), z.string().check(z.maxLength(300)))).check(z.maxLength(field.maximumCount));
    case 'position':
      return z.object({ latitude: z.number(), longitude: z.number(), accuracy: z.number() });
    case 'task':
      return z.string().check(z.maxLength(60));
    case 'text':
    case 'day':
    case 'choice':
      return z.string().check(z.maxLength(4000));
  }
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function checkField(field: Field, values: FieldValues, situation: Situation): Finding[] {
  const value = values[field.name];
  const find = (level: Finding['level'], reason: Finding['reason'], detail?: string): Finding[] => [
    { field: field.name, level, reason, ...(detail !== undefined && { detail }) },
  ];
  if (isEmpty(value)) return isRequired(field, values) ? find('missing', 'required') : [];
  if (!valueSchema(field).safeParse(value).success) return find('refused', 'wrongType');
  switch (field.type) {
    case 'text': {
      const text = value as string;
      if (text.length > field.maximumLength) return find('refused', 'tooLong', String(field.maximumLength));
      if (text.length < (field.minimumLength ?? 1)) return find('refused', 'tooShort', String(field.minimumLength));
      if (field.address && normaliseAddress(text) === null) return find('refused', 'wrongType');
      return field.expected && !field.expected.pattern.test(text) ? find('doubt', 'unexpectedForm', field.expected.example) : [];
    }
    case 'number': {
      const number = value as number;
      if (!field.decimals && !Number.isInteger(number)) return find('refused', 'notWhole');
      if (number < field.minimum) return find('refused', 'belowMinimum', String(field.minimum));
      if (number > field.maximum) return find('refused', 'aboveMaximum', String(field.maximum));
      return field.usualMaximum !== undefined && number > field.usualMaximum ? find('doubt', 'unusuallyLarge', String(number)) : [];
    }
    case 'day':
      return !isDay(value as string)
        ? find('refused', 'wrongType')
        : !field.future && (value as string) > situation.today
          ? find('refused', 'future', situation.today)
          : [];
    case 'days': {
      const days = value as string[];
      if (!days.every(isDay)) return find('refused', 'wrongType');
      if (days.some((day) => day > situation.today)) return find('refused', 'future', situation.today);
      return days.length > field.maximumCount ? find('refused', 'tooMany', String(field.maximumCount)) : [];
    }
    case 'times':
      return (value as string[]).every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) ? [] : find('refused', 'wrongType');
    case 'choice':
    case 'choices': {
      const chosen = Array.isArray(value) ? (value as string[]) : [value as string];
      const offered = new Map(field.options.map((option) => [option.id, option]));
      const unknown = chosen.some((id) => !offered.has(id));
      return unknown ? find('refused', 'notOffered') : [];
    }
    case 'units':
      return (value as string[]).every((key) => situation.served.includes(key)) ? [] : find('refused', 'notOffered');
    case 'records': {
      const rows = value as Record<string, string>[];
      const incomplete = rows.some((row) => field.columns.some((column) => column.required && !row[column.name]?.trim()));
      if (incomplete) return find('missing', 'required');
      const tooLong = field.columns.find((column) => rows.some((row) => (row[column.name] ?? '').length > column.maximumLength));
      if (tooLong) return find('refused', 'tooLong', String(tooLong.maximumLength));
      const addresses = field.columns.filter((column) => column.address).flatMap((column) => rows.map((row) => row[column.name] ?? ''));
      return addresses.some((text) => text !== '' && normaliseAddress(text) === null) ? find('refused', 'wrongType') : [];
    }
    case 'task':
      // Plans change and are copied: whether it is still there is asked when progress is told.
      return [];
    case 'position': {
      const { latitude, longitude } = value as { latitude: number; longitude: number };
      const inside = latitude >= 20.2 && latitude <= 21.05 && longitude >= 105.85 && longitude <= 106.65;
      return inside ? [] : find('doubt', 'outsideProvince');
    }
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
