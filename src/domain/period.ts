import type { Day } from './text.ts';

/**
 * Reporting quarters run from the 15th to the 14th (NĐ 09/2019/NĐ-CP, Điều 12): quarter I is 15/12–14/3.
 * Returns the first day of the reporting quarter before the one that `day` is in: what a phone keeps of approved entries.
 */
export function previousQuarterStart(day: Day): Day {
  const shifted = new Date(`${day}T00:00:00Z`);
  // Moving the 15th to a month's first day, and the 14th to the month before, turns reporting quarters into calendar ones.
  shifted.setUTCDate(shifted.getUTCDate() - 14);
  const month = shifted.getUTCMonth() + 1;
  const quarterStart = shifted.getUTCFullYear() * 12 + Math.floor(month / 3) * 3 - 1;
  const start = quarterStart - 3;
  return new Date(Date.UTC(Math.floor(start / 12), start % 12, 15)).toISOString().slice(0, 10);
}
