import { coOrganisersOf } from './co-organisers.ts';
import type { Entry } from './entry.ts';
import { daysOf, feeds, findIndicator } from './indicator.ts';
import { textOf } from './kinds/field.ts';
import { reportingYearOf } from './period.ts';
import { doersOf, type Plan } from './plan.ts';
import { serves } from './progress.ts';
import type { Day } from './text.ts';
import type { Unit } from './unit.ts';

export type Served = Pick<Entry, 'unit' | 'kind' | 'values'> & { occurredOn: Day };

/**
 * Which entries serve a task, by the plan of their date: those that name it, and those that its progress counts without being
 * named (`progress.ts`), whatever has become of them since.
 */
export function servingOf(id: string, plans: readonly Plan[], units: readonly Unit[]): (entry: Served) => boolean {
  const years = new Map(
    plans.flatMap((plan) => {
      const task = plan.tasks.find((each) => each.id === id);
      if (!task) return [];
      const doers = new Set(doersOf(plan, task, units).map((unit) => unit.key));
      return [[plan.year, { task, doers, known: new Set(plan.tasks.map((each) => each.id)) }] as const];
    }),
  );
  return (entry) => {
    const named = textOf(entry.values, 'taskId') ?? '';
    if (named === id) return true;
    const holders = [entry.unit, ...coOrganisersOf(entry)];
    return yearsOf(entry).some((year) => {
      const asked = years.get(year);
      if (!asked || !holders.some((unit) => asked.doers.has(unit))) return false;
      return asked.task.targets.some((target) => {
        const indicator = findIndicator(target.indicator);
        return indicator !== undefined && feeds(entry, indicator, named) && serves(named, asked.task, target, asked.known);
      });
    });
  };
}

/** A series may begin in one year and end in the next: what was done on its days counts in both. */
function yearsOf(entry: Served): number[] {
  const days = daysOf(entry);
  const known = days.length > 0 || entry.occurredOn === '' ? days : [entry.occurredOn];
  return [...new Set(known.map(reportingYearOf))];
}
