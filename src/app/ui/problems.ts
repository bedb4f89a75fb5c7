import { checkEntry, type Situation } from '../../domain/check.ts';
import { listOf, type Field, type FieldValues, type Finding, type Kind } from '../../domain/kinds/field.ts';
import { quarterOfDay } from '../../domain/period.ts';
import { formatDay, formatNumber, lowerFirst } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import { findingMessages as words } from '../messages/vi.findings.ts';
import { formMessages } from '../messages/vi.form.ts';

/** A finding with its sentence: the same words in the summary and at the field. */
export interface Problem {
  field: string;
  level: Finding['level'];
  sentence: string;
}

/** Everything that is to be said about an entry, beside what of it could not be read: one problem for each field. */
export function problemsOf(
  kind: Kind,
  { values, unreadable }: { values: FieldValues; unreadable: readonly Finding[] },
  situation: Situation & { unit: Pick<Unit, 'name' | 'tier' | 'validFrom' | 'validTo'> },
): Problem[] {
  const problems = [...unreadable, ...checkEntry(kind, values, { ...situation, tier: situation.unit.tier })].map((finding) => ({
    field: finding.field,
    level: finding.level,
    sentence: sentenceOf(finding, { field: kind.fields.find((each) => each.name === finding.field), values }),
  }));
  return worstOfEach([...unitProblems(kind, values, situation.unit), ...problems]);
}

/** An entry belongs to the unit that was there on its day. */
function unitProblems(kind: Kind, values: FieldValues, unit: Pick<Unit, 'name' | 'validFrom' | 'validTo'>): Problem[] {
  const dating = kind.fields.find((each) => each.type === 'day' || each.type === 'days');
  const field = dating?.name ?? '';
  // Of a series, on each of its days.
  const days = dating?.type === 'days' ? listOf(values, field) : [kind.period(values).occurredOn ?? ''];
  const ended = days.find((day) => unit.validTo !== null && day > unit.validTo);
  if (unit.validTo !== null && ended !== undefined)
    return [{ field, level: 'refused', sentence: words.unitEnded(unit.name, formatDay(unit.validTo)) }];
  if (unit.validFrom !== null && days.some((day) => day !== '' && unit.validFrom !== null && day < unit.validFrom))
    return [{ field, level: 'refused', sentence: words.unitNotYet(unit.name, formatDay(unit.validFrom)) }];
  return [];
}

const weight = { refused: 2, missing: 1, doubt: 0 };

/** What cannot be read is also missing; one sentence for a field is enough. */
export function worstOfEach(problems: Problem[]): Problem[] {
  const worst = new Map<string, Problem>();
  for (const problem of problems) {
    const before = worst.get(problem.field);
    if (!before || weight[problem.level] > weight[before.level]) worst.set(problem.field, problem);
  }
  return [...worst.values()];
}

export function sentenceOf(finding: Finding, { field, values }: { field: Field | undefined; values: FieldValues }): string {
  const label = field?.label ?? (finding.field === 'attachments' ? formMessages.attachments.title : formMessages.photos.title);
  const detail = finding.detail ?? '';
  switch (finding.reason) {
    case 'required':
      return isTyped(field) ? words.notTyped(lowerFirst(label)) : words.notChosen(lowerFirst(label));
    case 'photo':
      return words.noPhoto(detail);
    case 'tooShort':
      return words.tooShort(label, detail);
    case 'tooLong':
      return words.tooLong(label, detail);
    case 'belowMinimum':
      return words.belowMinimum(label, withUnit(detail, field));
    case 'aboveMaximum':
      return field?.type === 'number' ? words.aboveMaximum(label, withUnit(detail, field)) : words.periodTooLong(label, detail);
    case 'unusuallyLarge':
      return field?.type === 'day' ? words.unusuallyLong(label, detail) : words.unusuallyLarge(label, withUnit(detail, field));
    case 'unusuallySmall': {
      const value = values[finding.field];
      return words.unusuallySmall(label, withUnit(typeof value === 'number' ? String(value) : detail, field));
    }
    case 'notWhole':
      return words.notWhole(label);
    case 'future':
      return words.future(label, formatDay(detail));
    case 'long-ago':
      return words.longAgo(formatDay(detail));
    case 'closedPeriod':
      return words.closedPeriod(formatDay(detail), formatDay(quarterOfDay(detail).to));
    case 'before':
      return words.before(label, lowerFirst(detail));
    case 'above':
      return words.above(label, lowerFirst(detail));
    case 'unusuallyAbove':
      return words.unusuallyAbove(label, lowerFirst(detail));
    case 'below':
      return words.below(label, lowerFirst(detail));
    case 'notOffered':
      return words.notOffered(label);
    case 'tooMany':
      if (finding.field === 'attachments') return words.tooManyFiles(detail);
      if (field?.type === 'units') return words.tooManyUnits(label, detail);
      return finding.field === 'photos' ? words.tooManyPhotos(detail) : words.tooManyDays(detail);
    case 'unexpectedForm':
      return words.unexpectedForm(label, detail);
    case 'outsideProvince':
      return words.outsideProvince;
    case 'outsideHours':
      return words.outsideHours(detail);
    case 'slotTooLong':
      return words.slotTooLong(detail);
    case 'perDay':
      return words.perDay(detail);
    case 'personalData':
      return words.personalData(label);
    case 'wrongType':
      return wrongType(field, label);
  }
}

function wrongType(field: Field | undefined, label: string): string {
  if (field?.type === 'day' || field?.type === 'days') return words.wrongDay;
  if (field?.type === 'times') return words.wrongTime;
  const count = field?.type === 'records' && field.columns.find((column) => column.count);
  if (count) return words.notWhole(count.label);
  if (asksForAddress(field)) return words.wrongAddress;
  return field?.type === 'number' ? words.wrongNumber : words.wrongOther(label);
}

function isTyped(field: Field | undefined): boolean {
  return field?.type === 'text' || field?.type === 'number' || field?.type === 'records';
}

function asksForAddress(field: Field | undefined): boolean {
  return field?.type === 'records' ? field.columns.some((column) => column.address) : field?.type === 'text' && field.address === true;
}

function withUnit(number: string, field: Field | undefined): string {
  return field?.type === 'number' ? `${formatNumber(Number(number))} ${field.unit}` : number;
}
