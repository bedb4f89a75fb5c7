import { useMemo } from 'react';
import type { Kind } from '../../domain/kinds/field.ts';
import { tasksAsOf } from '../../domain/plan.ts';
import { dayOf } from '../../domain/text.ts';
import { readPlans } from '../../localdb/meta.ts';
import { useDevice } from '../state/device.tsx';
import { presetOf, servedUnits, unitOf } from '../state/own-units.ts';
import { usePersonDocument } from '../state/person.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { uniqueMarks } from '../../domain/unique.ts';
import { marksOf, type LineContext } from './read-lines.ts';

/** Undefined while something that the lines are read against is still being read. */
export function useContextOf(kind: Kind, unitKey: string): LineContext | undefined {
  const { db, now } = useDevice();
  const person = usePersonDocument();
  const today = dayOf(now());
  const plans = useLiveQuery(() => readPlans(db), [db]);
  const units = useLiveQuery(() => db.units.toArray(), [db]);
  const known = useLiveQuery(async () => {
    const rows = (await db.entries.toArray()).filter(({ status }) => status !== 'void' && status !== 'rejected');
    const marks = rows.flatMap(({ unit, view }) =>
      unit === unitKey && view.kind === kind.id
        ? marksOf(kind, view.values).map(([, mark]) => mark)
        : [...uniqueMarks(kind, view.values).values()],
    );
    return new Set(marks);
  }, [db, unitKey, kind]);
  return useMemo(() => {
    if (!person || !plans || !units || !known) return undefined;
    const unit = unitOf(person, unitKey);
    const days = new Set(kind.fields.filter((field) => field.type === 'day' || field.type === 'days').map((field) => field.name));
    const start = { ...kind.defaults({ today }), ...presetOf(person, unit, kind) };
    return {
      kind,
      today,
      unit,
      served: (day) => servedUnits(person, unitKey, day),
      units,
      tasks: tasksAsOf(plans, today).map(({ id, title }) => ({ key: id, name: title })),
      // When it was is never supposed.
      given: Object.fromEntries(Object.entries(start).filter(([field]) => !days.has(field))),
      known,
    };
  }, [kind, person, plans, units, known, today, unitKey]);
}
