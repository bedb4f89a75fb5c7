import { copyPlan } from '../../domain/copy-plan.ts';
import type { Plan, StoredPlan, Task } from '../../domain/plan.ts';
import plan2024File from '../catalogue/plan-2024.json' with { type: 'json' };
import plan2026File from '../catalogue/plan-2026.json' with { type: 'json' };
import type { Database } from '../db/database.ts';
import { insertPlan } from './stored-plans.ts';

/** The province's plan of 2024, and what becomes of it where there are no districts any more. */
export function knownPlans(): { plan2024: Plan; plan2026: Plan } {
  const plan2024 = plan2024File as Plan;
  const copied = copyPlan(plan2024, { id: 'plan-2026', year: 2026 });
  const changes = plan2026File.tasks as Record<string, Partial<Task>>;
  const tasks = copied.tasks.map((task) => ({ ...task, ...changes[task.id] }));
  const { forms, duties } = plan2026File;
  return { plan2024, plan2026: { ...copied, forms, duties, tasks } };
}

/** A store without any plan begins with these. The current year's is a draft until its keeper publishes it. */
export async function seedPlans(database: Database, facts: { now: number; publish: boolean }): Promise<void> {
  const { plan2024, plan2026 } = knownPlans();
  const stored: StoredPlan[] = [
    { plan: plan2024, status: 'published', revision: 1 },
    { plan: plan2026, status: facts.publish ? 'published' : 'draft', revision: 1 },
  ];
  await database.write(async (tx) => {
    await database.lockNames(tx, ['plans']);
    if (await tx.selectFrom('plan').select('id').limit(1).executeTakeFirst()) return;
    for (const each of stored) await insertPlan(tx, each, { copiedFrom: null, now: facts.now, by: null });
  });
}
