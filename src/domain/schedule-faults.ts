import { checkEntry } from './check.ts';
import type { Kind } from './kinds/field.ts';
import { mostExceptions, type Schedule, type ScheduleLine, valuesOfSession } from './schedule.ts';
import { addDays, type Day, weekdayOf } from './text.ts';

/** What keeps a schedule from logging complete entries. The same on phone and server. */
export interface ScheduleFault {
  /** The line it is about; null for the whole. */
  line: string | null;
  reason: 'notSchedulable' | 'noWeekday' | 'badTime' | 'order' | 'sameTime' | 'incomplete' | 'tooMany';
  /** The first field that is missing or wrong. */
  field?: string;
}

const mostLines = 100;

export function scheduleFaults(schedule: Schedule, kind: Kind | undefined, servedOnDay: (day: Day) => readonly string[]): ScheduleFault[] {
  if (!kind?.schedulable) return [{ line: null, reason: 'notSchedulable' }];
  if (schedule.lines.length > mostLines || schedule.exceptions.length > mostExceptions) return [{ line: null, reason: 'tooMany' }];
  const faults = schedule.lines.flatMap((line) => lineFaults(line, kind, servedOnDay));
  const twins = schedule.lines.filter((line, index) => schedule.lines.slice(0, index).some((other) => meet(line, other)));
  const orders = schedule.exceptions.filter((each) => each.to < each.from);
  return [
    ...faults,
    ...twins.map((line): ScheduleFault => ({ line: line.id, reason: 'sameTime' })),
    ...orders.map((): ScheduleFault => ({ line: null, reason: 'order' })),
  ];
}

function lineFaults(line: ScheduleLine, kind: Kind, servedOnDay: (day: Day) => readonly string[]): ScheduleFault[] {
  const fault = (reason: ScheduleFault['reason']): ScheduleFault[] => [{ line: line.id, reason }];
  if (line.weekdays.length === 0) return fault('noWeekday');
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(line.time)) return fault('badTime');
  if (line.to !== null && line.to < line.from) return fault('order');
  const day = firstDayOf(line);
  const served = servedOnDay(day);
  const values = valuesOfSession(kind, { day, time: line.time, values: line.values }, served);
  const [finding] = checkEntry(kind, values, { today: day, photoCount: kind.minimumPhotos, served }).filter(
    ({ level }) => level !== 'doubt',
  );
  return finding ? [{ line: line.id, reason: 'incomplete', field: finding.field }] : [];
}

function firstDayOf(line: ScheduleLine): Day {
  for (let days = 0; days < 7; days += 1) {
    const day = addDays(line.from, days);
    if (line.weekdays.includes(weekdayOf(day))) return day;
  }
  return line.from;
}

/** Two lines on one day at one time could not be told apart by what was logged. */
function meet(one: ScheduleLine, other: ScheduleLine): boolean {
  if (one.time !== other.time || !one.weekdays.some((weekday) => other.weekdays.includes(weekday))) return false;
  return (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
}
