import { listOf, type FieldValues, type Kind } from '../../domain/kinds/field.ts';
import { dayOf, timeOf, weekdayOf } from '../../domain/text.ts';
import type { PersonDocument } from '../state/person.tsx';
import { followingValues } from './follow.ts';

interface Situation {
  kind: Kind;
  unit: string;
  person: Pick<PersonDocument, 'schedules'>;
  now: number;
}

/**
 * A fresh form of what is held at the same hours every week, at the hour that has passed last: of the unit's schedule, else
 * of its profile. Before the first of the day the profile's stay. What was left out today is no matter: it is a first guess.
 */
export function atNearestSession({ kind, unit, person, now }: Situation, values: FieldValues): FieldValues {
  const day = dayOf(now);
  const passed = (times: readonly string[]) =>
    times
      .filter((time) => time <= timeOf(now))
      .sort()
      .at(-1);
  const schedule = person.schedules?.find((each) => each.schedule.unit === unit && each.schedule.kind === kind.id)?.schedule;
  const lines = (schedule?.lines ?? []).filter(
    ({ weekdays, from, to }) => weekdays.includes(weekdayOf(day)) && from <= day && (to === null || day <= to),
  );
  const usual = kind.fields.flatMap((field) => (field.type === 'times' ? listOf(values, field.name) : []));
  const time = passed(lines.map((line) => line.time)) ?? (usual.length > 1 ? passed(usual) : undefined);
  if (time === undefined || !kind.schedulable) return values;
  const after = { ...values, ...kind.schedulable.values({ day, time }) };
  return { ...after, ...followingValues(kind, { before: values, after, own: new Set() }) };
}
