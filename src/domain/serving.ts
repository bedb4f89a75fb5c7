import { coOrganisersOf } from './co-organisers.ts';
import type { Entry } from './entry.ts';
import { feeds, findIndicator } from './indicator.ts';
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
    const asked = entry.occurredOn === '' ? undefined : years.get(reportingYearOf(entry.occurredOn));
    if (!asked || ![entry.unit, ...coOrganisersOf(entry)].some((unit) => asked.doers.has(unit))) return false;
    return asked.task.targets.some((target) => {
      const indicator = findIndicator(target.indicator);
      return indicator !== undefined && feeds(entry, indicator, named) && serves(named, asked.task, target, asked.known);
    });
  };
}
