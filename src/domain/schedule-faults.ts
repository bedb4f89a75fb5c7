import { checkEntry } from './check.ts';
import type { Kind } from './kinds/field.ts';
import { mostExceptions, type Schedule, type ScheduleException, type ScheduleLine, type Session, valuesOfSession } from './schedule.ts';
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
  const malformed = schedule.exceptions.flatMap(malformedException);
  return [...faults, ...twins.map((line): ScheduleFault => ({ line: line.id, reason: 'sameTime' })), ...malformed];
}

function lineFaults(line: ScheduleLine, kind: Kind, servedOnDay: (day: Day) => readonly string[]): ScheduleFault[] {
  const fault = (reason: ScheduleFault['reason']): ScheduleFault[] => [{ line: line.id, reason }];
  if (line.weekdays.length === 0) return fault('noWeekday');
  if (line.to !== null && line.to < line.from) return fault('order');
  return sessionFaults({ line: line.id, day: firstDayOf(line), time: line.time, values: line.values }, kind, servedOnDay);
}

function sessionFaults(
  session: Pick<Session, 'line' | 'day' | 'time' | 'values'>,
  kind: Kind,
  servedOnDay: (day: Day) => readonly string[],
): ScheduleFault[] {
  const { line, day, time } = session;
  if (!isTime(time)) return [{ line, reason: 'badTime' }];
  const served = servedOnDay(day);
  const [finding] = checkEntry(kind, valuesOfSession(kind, session, served), {
    today: day,
    photoCount: kind.minimumPhotos,
    served,
  }).filter(({ level }) => level !== 'doubt');
  return finding ? [{ line, reason: 'incomplete', field: finding.field }] : [];
}

/**
 * Of days on which a line is left out or aired otherwise, as they are written. Of those that stand already only the form is
 * asked: what was true on its day must not keep somebody from changing the schedule later.
 */
export function exceptionFaults(
  exception: ScheduleException,
  { schedule, kind, servedOnDay }: { schedule: Schedule; kind: Kind; servedOnDay: (day: Day) => readonly string[] },
): ScheduleFault[] {
  const malformed = malformedException(exception);
  const { line, from, to, instead } = exception;
  if (malformed.length > 0 || !instead || line === null) return malformed;
  const moved = schedule.lines.find((each) => each.id === line);
  const others = schedule.lines.filter((each) => each.id !== line);
  if (moved && others.some((other) => meet({ ...moved, time: instead.time, from, to }, other))) return [{ line, reason: 'sameTime' }];
  return sessionFaults({ line, day: from, ...instead }, kind, servedOnDay);
}

function malformedException({ line, from, to, instead }: ScheduleException): ScheduleFault[] {
  if (to < from) return [{ line, reason: 'order' }];
  if (!instead) return [];
  if (!isTime(instead.time)) return [{ line, reason: 'badTime' }];
  // All lines at one hour.
  return line === null ? [{ line, reason: 'sameTime' }] : [];
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
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
  if (one.time !== other.time) return false;
  const from = one.from > other.from ? one.from : other.from;
  const both = one.weekdays.filter((weekday) => other.weekdays.includes(weekday));
  // After a week the weekdays come again.
  for (let day = from; day < addDays(from, 7); day = addDays(day, 1)) {
    if ([one.to, other.to].some((to) => to !== null && to < day)) return false;
    if (both.includes(weekdayOf(day))) return true;
  }
  return false;
}
