import { addDays, weekdayOf, type Day } from './text.ts';

/**
 * Reporting periods run from the 15th to the 14th (NĐ 09/2019/NĐ-CP, Điều 12): month 3 is 15/2–14/3, quarter I is 15/12–14/3,
 * the year 15/12–14/12. A month is written `yyyy-mm`, by the month that it ends in.
 */
export type Month = string;

export interface Span {
  from: Day;
  to: Day;
}

export function reportingMonthOf(day: Day): Month {
  const month = day.slice(0, 7);
  return day.slice(8) < '15' ? month : addMonths(month, 1);
}

export function reportingYearOf(day: Day): number {
  return Number(reportingMonthOf(day).slice(0, 4));
}

export function monthSpan(month: Month): Span {
  return { from: `${addMonths(month, -1)}-15`, to: `${month}-14` };
}

/** `quarter` from 1 to 4. */
export function quarterSpan(year: number, quarter: number): Span {
  const [first, last] = [quarter * 3 - 2, quarter * 3].map((month) => `${year}-${String(month).padStart(2, '0')}`);
  return { from: monthSpan(first ?? '').from, to: monthSpan(last ?? '').to };
}

/** The reporting quarter that a day is in. Once its last day is over, it is closed. */
export function quarterOfDay(day: Day): Span {
  return quarterSpan(reportingYearOf(day), quarterOf(reportingMonthOf(day)));
}

/** Days until the reporting quarter's last one; 0 on it. */
export function daysLeftInQuarter(day: Day): number {
  return Math.round((Date.parse(quarterOfDay(day).to) - Date.parse(day)) / 86_400_000);
}

export function yearSpan(year: number): Span {
  return { from: `${year - 1}-12-15`, to: `${year}-12-14` };
}

/** A month's quarter, 1 to 4. */
export function quarterOf(month: Month): number {
  return Math.ceil(Number(month.slice(5)) / 3);
}

/** The Monday that a day's week begins with. */
export function weekOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** The first day of the reporting quarter before the one that `day` is in: what a phone keeps of approved entries. */
export function previousQuarterStart(day: Day): Day {
  const month = reportingMonthOf(day);
  const first = addMonths(month, -((Number(month.slice(5)) - 1) % 3));
  return monthSpan(addMonths(first, -3)).from;
}

export function addMonths(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}
