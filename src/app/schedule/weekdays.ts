import { scheduleMessages } from '../messages/vi.schedule.ts';

/** Monday first, as a week is read here. */
export const weekdayOrder = [1, 2, 3, 4, 5, 6, 0];

export const weekdayOptions = weekdayOrder.map((weekday) => ({ id: String(weekday), label: weekdayName(weekday) }));

export function weekdayName(weekday: number): string {
  return scheduleMessages.weekdays[weekday] ?? '';
}
