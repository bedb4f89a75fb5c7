import { addMonths, quarterOf, quarterSpan, reportingMonthOf, type Span } from '../../domain/period.ts';
import type { Day } from '../../domain/text.ts';

/** A reporting quarter as it is kept in the filters, `2026-4`. */
export type Period = string;

const offered = 6;

/** The quarter that a day is in and those before it, newest first. */
export function periodsUntil(day: Day): Period[] {
  const month = reportingMonthOf(day);
  return Array.from({ length: offered }, (_, back) => {
    const within = addMonths(month, -3 * back);
    return `${within.slice(0, 4)}-${quarterOf(within)}`;
  });
}

export function spanOf(period: Period): Span {
  const [year, quarter] = period.split('-').map(Number);
  return quarterSpan(year ?? 0, quarter ?? 1);
}
