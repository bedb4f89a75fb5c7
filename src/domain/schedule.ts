import { withoutHidden } from './asked.ts';
import type { Entry } from './entry.ts';
import { type FieldValues, type Kind, listOf } from './kinds/field.ts';
import { quarterOfDay, type Span } from './period.ts';
import { addDays, type Day, dayOf, type TimeOfDay, weekdayOf } from './text.ts';

/** What a unit does at the same hours every week, as data: logging a day of it is then one tap. */
export interface Schedule {
  unit: string;
  /** A kind that is schedulable. */
  kind: string;
  lines: ScheduleLine[];
  exceptions: ScheduleException[];
}

export interface ScheduleLine {
  id: string;
  /** As `weekdayOf` counts: 0 is Sunday. */
  weekdays: number[];
  time: TimeOfDay;
  /** First and last day; null is open. */
  from: Day;
  to: Day | null;
  /** What each of its entries says, beyond the day and the time. */
  values: FieldValues;
}

export type ExceptionReason = ToldReason | NarrowerReason;

/** Closed: an app of before has no words for another one, and shows what it does not know as `other`. */
type ToldReason = (typeof toldReasons)[number];
export const toldReasons = ['power', 'loudspeaker', 'holiday', 'other'] as const;

type NarrowerReason = (typeof narrowerReasons)[number];
const narrowerReasons = ['network', 'postponed'] as const;

/** A line, or all of them, left out or aired otherwise on some days. */
export interface ScheduleException {
  id: string;
  /** Null is every line: a holiday. */
  line: string | null;
  from: Day;
  to: Day;
  reason: ToldReason;
  /** What apps of before call `other`. */
  narrower?: string | undefined;
  /** Null: not at all. */
  instead: { time: TimeOfDay; values: FieldValues } | null;
}

/** Revisions count from 1; nothing but the newest is told to devices. */
export interface StoredSchedule {
  schedule: Schedule;
  revision: number;
}

export interface Session {
  line: string;
  day: Day;
  time: TimeOfDay;
  values: FieldValues;
  /** Why it was not held; null if it was to be. */
  leftOut: ExceptionReason | null;
}

/** `future` lasts until its end has passed; `due` is over and nobody has logged it. */
export type SessionState = 'future' | 'due' | 'logged' | 'leftOut';

export interface SessionStanding extends Session {
  state: SessionState;
  /** The entry that logs it. */
  entry: Pick<Entry, 'id' | 'status'> | null;
}

export function sessionsOn(schedule: Schedule, day: Day): Session[] {
  const lines = schedule.lines.filter((line) => line.from <= day && (line.to === null || day <= line.to));
  const sessions = lines
    .filter((line) => line.weekdays.includes(weekdayOf(day)))
    .map((line): Session => {
      const exception = exceptionOf(schedule, line.id, day);
      const { time, values } = exception?.instead ?? line;
      return { line: line.id, day, time, values, leftOut: exception && !exception.instead ? reasonOf(exception) : null };
    });
  return sessions.sort((one, other) => one.time.localeCompare(other.time));
}

/** What was said of the one line is meant, before what was said of all; the newest word counts. */
function exceptionOf(schedule: Schedule, line: string, day: Day): ScheduleException | undefined {
  const ofDay = schedule.exceptions.filter((each) => each.from <= day && day <= each.to);
  return ofDay.filter((each) => each.line === line).at(-1) ?? ofDay.filter((each) => each.line === null).at(-1);
}

export function reasonOf({ reason, narrower }: Pick<ScheduleException, 'reason' | 'narrower'>): ExceptionReason {
  return narrowerReasons.find((each) => each === narrower) ?? toldReasons.find((each) => each === reason) ?? 'other';
}

/** A reason in the words that all apps know, and in those that only newer ones do. */
export function tellReason(reason: ExceptionReason): Pick<ScheduleException, 'reason' | 'narrower'> {
  const told = toldReasons.find((each) => each === reason);
  return told ? { reason: told } : { reason: 'other', narrower: reason };
}

/** All sessions of some days, each with what is known of it. */
export function sessionStandings(
  { schedule, kind }: { schedule: Schedule; kind: Kind },
  span: { from: Day; to: Day },
  entries: readonly Pick<Entry, 'id' | 'unit' | 'kind' | 'status' | 'values'>[],
  now: number,
): SessionStanding[] {
  const told = entries.filter((entry) => tells(entry, schedule)).map((entry) => ({ entry, ...kind.period(entry.values) }));
  const standings: SessionStanding[] = [];
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    // A quarter's entries times its sessions would be asked on every change: those of the day are enough.
    const ofDay = told.filter(({ occurredOn = '', endedOn = '' }) => occurredOn <= day && day <= endedOn);
    for (const session of sessionsOn(schedule, day)) {
      const entry = ofDay.find((each) => logs(each.entry, { schedule, kind }, session))?.entry ?? null;
      standings.push({ ...session, entry, state: stateOf(session, entry !== null, { kind, now }) });
    }
  }
  return standings;
}

function stateOf(session: Session, isLogged: boolean, { kind, now }: { kind: Kind; now: number }): SessionState {
  if (isLogged) return 'logged';
  if (session.leftOut !== null) return 'leftOut';
  return endOf(session, kind) <= now ? 'due' : 'future';
}

/** Whether an entry tells of this session. What was taken back tells of nothing. */
export function logs(
  entry: Pick<Entry, 'unit' | 'kind' | 'status' | 'values'>,
  { schedule, kind }: { schedule: Pick<Schedule, 'unit' | 'kind'>; kind: Kind },
  session: Pick<Session, 'day' | 'time'>,
): boolean {
  return tells(entry, schedule) && (kind.schedulable?.covers(entry.values, session) ?? false);
}

function tells({ unit, kind, status }: Pick<Entry, 'unit' | 'kind' | 'status'>, schedule: Pick<Schedule, 'unit' | 'kind'>): boolean {
  return unit === schedule.unit && kind === schedule.kind && status !== 'void';
}

/** The instant at which a session is over. Its day and time are Việt Nam's. */
export function endOf(session: Pick<Session, 'day' | 'time' | 'values'>, kind: Kind): number {
  return Date.parse(`${session.day}T${session.time}:00+07:00`) + (kind.schedulable?.minutes(session.values) ?? 0) * 60_000;
}

/** Days of which what is due is asked for: today and those before it whose reporting period is open. */
export function askedDays(now: number): Span {
  const today = dayOf(now);
  return { from: quarterOfDay(today).from, to: today };
}

/** The complete entry that logs a session: what the line says, the day and the time, and what follows from those. */
export function valuesOfSession(kind: Kind, session: Pick<Session, 'day' | 'time' | 'values'>, served: readonly string[]): FieldValues {
  const given = { ...session.values, ...kind.schedulable?.values(session) };
  const all: FieldValues = { ...given, ...kind.derive?.(given) };
  for (const field of kind.fields) {
    if (field.type !== 'units' || field.offered !== 'served') continue;
    // A line that names nobody is for all that the unit works for on that day.
    const named = listOf(all, field.name).filter((key) => served.includes(key));
    all[field.name] = (named.length > 0 ? named : [...served]).sort();
  }
  return withoutHidden(kind, all, { served });
}

/** What a person says of a session: that it was held, as the schedule has it or otherwise, or why not. */
export type SaidOfSession = { session: Session } & ({ held: Pick<Session, 'time' | 'values'> } | { leftOut: ExceptionReason });

/** The session as it was held, by what was said of it; null where it was not. */
export function heldSession(said: SaidOfSession): Session | null {
  return 'held' in said ? { ...said.session, time: said.held.time, values: said.held.values } : null;
}

/** What the schedule has to know of it; null where the entry says all. The hour is what an entry and a session meet by. */
export function exceptionFor(said: SaidOfSession, newId: () => string): ScheduleException | null {
  const { line, day, time } = said.session;
  const only = { line, from: day, to: day };
  if ('leftOut' in said) return { id: newId(), ...only, ...tellReason(said.leftOut), instead: null };
  const { held } = said;
  return held.time === time ? null : { id: newId(), ...only, reason: 'other', instead: { time: held.time, values: held.values } };
}

/** The oldest words give way; earlier versions of the schedule keep them. */
export const mostExceptions = 500;

/** Exceptions said on one device, upon whatever the schedule has become meanwhile. */
export function withExceptions(schedule: Schedule, change: { added: readonly ScheduleException[]; removed: readonly string[] }): Schedule {
  const gone = new Set([...change.removed, ...change.added.map((each) => each.id)]);
  const kept = schedule.exceptions.filter((each) => !gone.has(each.id));
  return { ...schedule, exceptions: [...kept, ...change.added].slice(-mostExceptions) };
}

/** A line that ends where another begins: what was aired before keeps its words. */
export function replaceLine(schedule: Schedule, line: ScheduleLine, facts: { from: Day; newId: () => string }): Schedule {
  const before = schedule.lines.find((each) => each.id === line.id);
  if (!before || before.from >= facts.from) {
    const others = schedule.lines.filter((each) => each.id !== line.id);
    return { ...schedule, lines: [...others, line] };
  }
  const ended = { ...before, to: addDays(facts.from, -1) };
  return {
    ...schedule,
    lines: [...schedule.lines.filter((each) => each.id !== line.id), ended, { ...line, id: facts.newId(), from: facts.from }],
  };
}
