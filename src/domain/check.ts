import * as z from 'zod/mini';
import { normaliseAddress } from './address.ts';
import { isAsked, isOfferedOn, isRequired, withoutHidden } from './asked.ts';
import { mostAttachments } from './attachment.ts';
import type { Field, FieldValue, FieldValues, Finding, Kind } from './kinds/field.ts';
import { quarterOfDay } from './period.ts';
import { checkRules } from './rules.ts';
import { addDays, type Day } from './text.ts';
import type { Unit } from './unit.ts';

export interface Situation {
  today: Day;
  photoCount: number;
  /** Absent where there are none. */
  attachmentCount?: number | undefined;
  /** Keys of the units the writing unit serves on the entry's day; a unit that serves none is not asked for whom it aired. */
  served: readonly string[];
  /** Of the writing unit; where it is not known it is asked as a commune is. */
  tier?: Unit['tier'] | undefined;
  /** Somebody is there to answer for a day whose reporting quarter is closed. Many lines at once are not asked about it. */
  asksOfClosed?: boolean | undefined;
}

/** What keeps an entry from being complete, and what a person should confirm. Same on phone and server. */
export function checkEntry(kind: Kind, values: FieldValues, situation: Situation): Finding[] {
  const asked = kind.fields.filter((field) => isAsked(field, values, situation));
  const { occurredOn } = kind.period(values);
  const dated = { ...situation, day: occurredOn ?? situation.today };
  const findings = asked.flatMap((field) => checkField(field, values, dated));
  if (situation.photoCount < kind.minimumPhotos)
    findings.push({ field: 'photos', level: 'missing', reason: 'photo', detail: String(kind.minimumPhotos) });
  if (situation.photoCount > 10) findings.push({ field: 'photos', level: 'refused', reason: 'tooMany', detail: '10' });
  if ((situation.attachmentCount ?? 0) > mostAttachments)
    findings.push({ field: 'attachments', level: 'refused', reason: 'tooMany', detail: String(mostAttachments) });
  const first = asked.find((field) => field.type === 'day' || field.type === 'days');
  if (first) findings.push(...checkAge(kind, values, { ...situation, field: first.name }));
  const shown = withoutHidden(kind, values, situation);
  return [...findings, ...checkRules(kind, shown), ...(kind.doubt?.(shown) ?? [])];
}

/** One question about a day that is past is enough. */
function checkAge(kind: Kind, values: FieldValues, { field, today, asksOfClosed }: Situation & { field: string }): Finding[] {
  const { occurredOn, endedOn = occurredOn } = kind.period(values);
  const day = kind.goesOn ? endedOn : occurredOn;
  if (!day) return [];
  if (day < addDays(today, -30)) return [{ field, level: 'doubt', reason: 'long-ago', detail: day }];
  return asksOfClosed && day < quarterOfDay(today).from ? [{ field, level: 'doubt', reason: 'closedPeriod', detail: day }] : [];
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

/** The first field that holds what no calendar has. A draft too is put in order by its day. */
export function malformedDay(kind: Kind, values: FieldValues): string | null {
  const wrong = kind.fields.find((field) => {
    const value = values[field.name];
    if (field.type === 'day') return typeof value === 'string' && value !== '' && !isDay(value);
    return field.type === 'days' && Array.isArray(value) && !value.every((day) => typeof day === 'string' && isDay(day));
  });
  return wrong?.name ?? null;
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** `day`: the entry's own, by which it is told what there was to choose. */
function checkField(field: Field, values: FieldValues, situation: Situation & { day: Day }): Finding[] {
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
      if (field.usualOf !== undefined && situation.tier !== undefined && situation.tier !== field.usualOf) return [];
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
      const isOffered = (id: string): boolean => field.options.some((option) => option.id === id && isOfferedOn(option, situation.day));
      return chosen.every(isOffered) ? [] : find('refused', 'notOffered');
    }
    case 'units': {
      const keys = value as string[];
      if (field.maximumCount !== undefined && keys.length > field.maximumCount)
        return find('refused', 'tooMany', String(field.maximumCount));
      // Which others were there on the day only the catalogue knows, and whoever has it asks.
      return field.offered === 'others' || keys.every((key) => situation.served.includes(key)) ? [] : find('refused', 'notOffered');
    }
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
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // 30 February is read as 2 March.
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}
