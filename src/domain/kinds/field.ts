/** What a kind may say of one of its fields. The form, the checks on both sides, the detail and the exports are derived from it. */

/** How two people's concurrent values meet (sync rule 3.5): newest wins, sets unite, a person decides. */
export type MergePolicy = 'latest' | 'set' | 'manual';

/** Holds when the entry's own value of `field` (or one of its values) is in `is`. */
export interface Condition {
  field: string;
  is: readonly string[];
}

/** Holds when the entry has any value of the field. */
export interface Filled {
  filled: string;
}

/** First and last day of an entry that may say it, for what began or ended in the time that entries tell of. */
export interface Dated {
  validFrom?: string;
  validTo?: string;
}

export interface Option extends Dated {
  id: string;
  label: string;
}

/** A name that something bears, or bore for a time. */
export type Suggestion = string | (Dated & { text: string });

interface Common {
  name: string;
  label: string;
  hint?: string;
  /** Must be filled before the entry is complete: always, never, or while the condition holds. */
  required?: true | Condition | Filled;
  /** Asked only while the condition holds; hidden values are not stored. */
  shown?: Condition;
  /** Behind "Thêm chi tiết" in the form. Required fields never are. */
  extra?: true;
  /** The same on most days: folded away once it is filled by the unit's preset, a derivation or the last entry. */
  usual?: true;
  /** Said of this one event: never brought along from the last entry. Days never are. */
  once?: true;
  merge?: MergePolicy;
}

export interface TextField extends Common {
  type: 'text';
  maximumLength: number;
  minimumLength?: number;
  multiline?: true;
  suggestions?: readonly Suggestion[];
  /** Names of fields, of whatever kind: what was written in them lately is offered here again. */
  remembered?: readonly string[];
  /** A softer rule: what does not match is asked about, not refused. */
  expected?: { pattern: RegExp; example: string };
  /** A page on the web, kept without what tells where it was found: one page has one address. */
  address?: true;
  /** The same value again, in another entry that says the same of the field `within`, is asked about (`unique.ts`). */
  unique?: { within: string };
}

export interface NumberField extends Common {
  type: 'number';
  unit: string;
  minimum: number;
  maximum: number;
  /** Above this a person is asked to confirm. */
  usualMaximum?: number;
  /** What is usual is said of a commune only. */
  usualOf?: 'commune';
  decimals?: true;
  /** The same on each day of a series: no sum over its days that would have to be divided with them. */
  everyDay?: true;
  /** Shown with − and + instead of a keyboard; the size of a step. */
  step?: number;
}

export interface DayField extends Common {
  type: 'day';
  /** A day that may still be to come, such as a deadline. Others are refused when they are ahead of today. */
  future?: true;
}

/** A series of days, 1 to `maximumCount`. */
export interface DaysField extends Common {
  type: 'days';
  maximumCount: number;
}

export interface TimesField extends Common {
  type: 'times';
  suggestions: readonly string[];
}

export interface ChoiceField extends Common {
  type: 'choice';
  options: readonly Option[];
}

export interface ChoicesField extends Common {
  type: 'choices';
  options: readonly Option[];
}

/** Units of the catalogue; `served` offers those the writing unit serves, `others` all that there are beside it. */
export interface UnitsField extends Common {
  type: 'units';
  offered: 'served' | 'others';
  maximumCount?: number;
}

/** A short list of rows, each with text fields of its own. */
export interface RecordsField extends Common {
  type: 'records';
  maximumCount: number;
  columns: readonly Column[];
}

export interface Column {
  name: string;
  label: string;
  maximumLength: number;
  required?: true;
  address?: true;
  /** A whole number, written as such; what was stored before it was asked for stays. */
  count?: true;
}

/** Where it was, coarse: a phone's position is data about the officer. */
export interface PositionField extends Common {
  type: 'position';
}

/** A task of the plan that the entry serves; which ones are on offer is the plan's affair. */
export interface TaskField extends Common {
  type: 'task';
}

export type Field =
  | TextField
  | NumberField
  | DayField
  | DaysField
  | TimesField
  | ChoiceField
  | ChoicesField
  | UnitsField
  | RecordsField
  | PositionField
  | TaskField;

export type FieldValue = string | number | string[] | Record<string, string>[] | Position;

export interface Position {
  latitude: number;
  longitude: number;
  /** Metres. */
  accuracy: number;
}

/** What an entry of some kind holds, by field name. Absent means not filled. */
export type FieldValues = Record<string, FieldValue>;

/** A kind knows what its own fields hold; these read them so, and give nothing for anything else. */
export function textOf(values: FieldValues, field: string): string | undefined {
  const value = values[field];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(values: FieldValues, field: string): number | undefined {
  const value = values[field];
  return typeof value === 'number' ? value : undefined;
}

export function listOf(values: FieldValues, field: string): string[] {
  const value = values[field];
  return Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
}

/** A doubt or a refusal about one field; the sentence is the screens' affair. */
export interface Finding {
  field: string;
  /** `missing` keeps it a draft, `refused` must be mended, `doubt` asks a person to confirm. */
  level: 'missing' | 'refused' | 'doubt';
  reason: FindingReason;
  /** The limit, example or other field that the sentence quotes. */
  detail?: string;
}

export type FindingReason =
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'belowMinimum'
  | 'aboveMaximum'
  | 'unusuallyLarge'
  | 'notWhole'
  | 'future'
  | 'long-ago'
  | 'closedPeriod'
  | 'before'
  | 'above'
  | 'unusuallyAbove'
  | 'below'
  | 'notOffered'
  | 'tooMany'
  | 'unexpectedForm'
  | 'outsideProvince'
  | 'outsideHours'
  | 'wrongType'
  | 'photo'
  | 'unusuallySmall'
  | 'slotTooLong'
  | 'perDay'
  | 'personalData';

/** Two of a kind's fields compared. Said as data, so that whoever reads a kind can also make entries that keep it or break it. */
export type Rule =
  /** Of two days; `longest` and `usualLongest` count the days from the one to the other, both included. */
  | { type: 'notBefore'; field: string; other: string; longest?: number; usualLongest?: number }
  /** No more than these together, less what others have taken of it. */
  | { type: 'notAbove'; field: string; sumOf: readonly string[]; less?: readonly string[] }
  | { type: 'notBelow'; field: string; other: string; only?: Condition };

/** One event kind, whole. `head` is what the app knows of it at start; the rest comes with its form. */
export interface Kind {
  id: string;
  /** Verb phrase of the form's title, e.g. "Ghi buổi phát". */
  formTitle: string;
  /** What the save button calls one entry, e.g. "buổi phát". */
  noun: string;
  /** In the order they are asked. */
  fields: readonly Field[];
  /** Fewest photos of a complete entry. */
  minimumPhotos: number;
  /** What a fresh form starts with, before the unit's preset. */
  defaults: (situation: { today: string }) => FieldValues;
  /** First and last day of the entry: the envelope's occurredOn and endedOn. */
  period: (values: FieldValues) => { occurredOn: string | undefined; endedOn: string | undefined };
  /** Told of again as it goes on: it is old by the day it ended, others by the day they began. */
  goesOn?: true;
  /** What of one field must fit another. */
  rules?: readonly Rule[];
  /** What is unusual across fields, beyond what a rule can say. Raises doubts only. */
  doubt?: (values: FieldValues) => Finding[];
  /** Values that follow from others and are filled in until a person changes them. */
  derive?: (values: FieldValues) => FieldValues;
  /** Sums worth showing beside the fields, with their unit of measure. */
  derived?: (values: FieldValues) => { label: string; value: number; unit: string }[];
  /** It can be held at the same hours every week, by a schedule. */
  schedulable?: Schedulable;
  /** How it stands on a day, where that follows from what is filled in: one of these, in the order they are told. */
  states?: readonly KindState[];
  state?: (values: FieldValues, today: string) => KindState | undefined;
}

/** How a session of a schedule and an entry of the kind stand for each other. */
export interface Schedulable {
  /** Asked once, when a line of the schedule is written: with the day and the time they make an entry complete. */
  fields: readonly string[];
  /** Amounts that one session may have otherwise than its line, beside its hour. */
  varies: readonly string[];
  /** How long it lasts. */
  minutes: (values: FieldValues) => number;
  /** The day and the time, as an entry says them. */
  values: (session: { day: string; time: string }) => FieldValues;
  /** Whether an entry tells of a session. */
  covers: (values: FieldValues, session: { day: string; time: string }) => boolean;
}

export interface KindState {
  id: string;
  label: string;
  /** A person should see to it. */
  isLate?: true;
}
