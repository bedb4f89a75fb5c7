import type { LocalDatabase } from './database.ts';
import { readPlans } from './meta.ts';

/** What units and tasks of the plan are called, by their keys. A task keeps its key from year to year; the newest name counts. */
export async function readNames(db: LocalDatabase): Promise<Map<string, string>> {
  const [units, plans] = await Promise.all([db.units.toArray(), readPlans(db)]);
  const tasks = [...plans].sort((one, other) => one.year - other.year).flatMap((plan) => plan.tasks);
  return new Map([
    ...tasks.map((task): [string, string] => [task.id, task.title]),
    ...units.map((unit): [string, string] => [unit.key, unit.name]),
  ]);
}
