import { readTyped, type TypedValues } from '../../domain/input.ts';
import type { Kind, NumberField } from '../../domain/kinds/field.ts';
import { type ExceptionReason, type SaidOfSession, type Session, valuesOfSession } from '../../domain/schedule.ts';
import { type Day, parseTime } from '../../domain/text.ts';
import { servedOn, type Unit } from '../../domain/unit.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { problemsOf } from '../ui/problems.ts';

const { change: words, form } = scheduleMessages;

/** What was changed of a session that was asked for; without it, it was held as the schedule has it. */
export type Change = { as: 'leftOut'; reason: ExceptionReason | null } | { as: 'otherwise' };

/** Amounts that a session may have otherwise than its line. */
export function varyingFields(kind: Kind): NumberField[] {
  const names = kind.schedulable?.varies ?? [];
  return kind.fields.filter((field): field is NumberField => field.type === 'number' && names.includes(field.name));
}

/** What a person says of a session, or the sentence that says what of it cannot be taken. */
export function readSaid(
  session: Session,
  change: Change | undefined,
  { kind, unit, typed, today }: { kind: Kind; unit: Unit; typed: TypedValues; today: Day },
): { said: SaidOfSession } | { sentence: string } {
  if (!change) return { said: { session, held: session } };
  if (change.as === 'leftOut')
    return change.reason === null ? { sentence: words.reasonMissing } : { said: { session, leftOut: change.reason } };
  const time = parseTime(typeof typed['time'] === 'string' ? typed['time'] : '');
  if (time === null) return { sentence: form.badTime };
  const fields = varyingFields(kind);
  const { values: read, findings } = readTyped(fields, typed, today);
  const names = new Set(fields.map(({ name }) => name));
  const values = { ...Object.fromEntries(Object.entries(session.values).filter(([name]) => !names.has(name))), ...read };
  const served = servedOn(unit, session.day);
  const entry = valuesOfSession(kind, { day: session.day, time, values }, served);
  const situation = { today, photoCount: kind.minimumPhotos, served, unit };
  const problem = problemsOf(kind, { values: entry, unreadable: findings }, situation).find(({ level }) => level !== 'doubt');
  return problem ? { sentence: problem.sentence } : { said: { session, held: { time, values } } };
}

/** Lines whose session would be at the hour of another one's: two could not be told apart by what was logged. */
export function linesAtOneHour(said: readonly SaidOfSession[], others: readonly Session[]): Set<SaidOfSession> {
  const hours = new Map<string, number>();
  const count = (day: Day, time: string): void => void hours.set(`${day} ${time}`, (hours.get(`${day} ${time}`) ?? 0) + 1);
  for (const { day, time } of others) count(day, time);
  for (const each of said) if ('held' in each) count(each.session.day, each.held.time);
  return new Set(
    said.filter(
      (each) => 'held' in each && each.held.time !== each.session.time && (hours.get(`${each.session.day} ${each.held.time}`) ?? 0) > 1,
    ),
  );
}
