import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { occurredOn } from '../../src/domain/kinds/index.ts';
import { findTask, tasksAsOf } from '../../src/domain/plan.ts';
import { progressOfEntries } from '../../src/domain/progress.ts';
import { servingOf } from '../../src/domain/serving.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { knownPlans } from '../../src/server/plans/seed-plans.ts';
import { planEntries } from '../fakes/plan-entries.ts';

const { units } = loadCatalogue();
const { plan2024, plan2026 } = knownPlans();
const plans = [plan2024, plan2026];
const [hiepCuong, centre] = ['12322@2025-07-01', 'org-trung-tam-pho-hien@2025-07-01'];

describe('the entries that the book shows for a task', () => {
  test('are those that its progress counts, named or not', () => {
    fc.assert(
      fc.property(planEntries(units, 2026), (entries) => {
        const { progress, proof } = progressOfEntries(plan2026, entries, units, '2026-12-14');
        for (const { task: id, rows } of progress) {
          const proving = new Set(rows.flatMap(({ unit }) => Object.values(proof(id, unit)).flat()));
          const isServing = servingOf(id, plans, units);
          const shown = new Set(entries.filter((entry) => isServing({ ...entry, occurredOn: occurredOn(entry) })).map((entry) => entry.id));
          expect([...proving].filter((entry) => !shown.has(entry))).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of what nobody named a task for, those whose kind counts for it, of the units that owe it', () => {
    expect(serves('t07', hiepCuong, {})).toBe(true);
    expect(serves('t07', centre, {})).toBe(false);
    expect(serves('t14', hiepCuong, {})).toBe(false);
  });

  test('not those that name another task of the plan; and those that name it, whatever they are', () => {
    expect(serves('t07', hiepCuong, { taskId: 't14' })).toBe(false);
    expect(serves('t14', hiepCuong, { taskId: 't14' })).toBe(true);
  });

  test('by the plan of their date: a year without one has only what names the task', () => {
    expect(serves('t07', hiepCuong, { airDates: ['2025-11-20'] })).toBe(false);
    expect(serves('t07', hiepCuong, { airDates: ['2025-11-20'], taskId: 't07' })).toBe(true);
  });

  test('by both plans, when it is a series that begins in one year and ends in the next', () => {
    expect(serves('t07', hiepCuong, { airDates: ['2025-12-14', '2025-12-15'] })).toBe(true);
  });
});

describe('a task that is in the plans of several years', () => {
  test('is called as in the plan of the day, and without one as in the newest', () => {
    const title = (day: string): string | undefined => findTask([plan2026, plan2024], 't01', day)?.title;
    expect([title('2024-03-01'), title('2026-03-01'), title('2025-03-01'), title('')]).toEqual([
      expect.stringContaining('2024'),
      expect.stringContaining('2026'),
      expect.stringContaining('2026'),
      expect.stringContaining('2026'),
    ]);
    expect(tasksAsOf(plans, '2026-11-24')).toEqual(plan2026.tasks);
  });
});

function serves(task: string, unit: string, set: FieldValues): boolean {
  const values = { airDates: ['2026-11-20'], airings: 1, ...set };
  return servingOf(task, plans, units)({ unit, kind: 'broadcast', values, occurredOn: occurredOn({ kind: 'broadcast', values }) });
}
