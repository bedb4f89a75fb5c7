import type { Day } from '../../domain/text.ts';

/** A month as `yyyy-mm`. */
export type Month = string;

export function monthBefore(month: Month, steps: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - steps;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** The 31st is as good an end as any for comparing texts. */
export function monthRange(month: Month): { from: Day; to: Day } {
  return { from: `${month}-01`, to: `${month}-31` };
}

export function lastDay(month: Month): Day {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
}
