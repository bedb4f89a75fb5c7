import * as z from 'zod/mini';
import type { Plan, StoredPlan } from '../domain/plan.ts';
import type { TaskProgress } from '../domain/progress.ts';

/** Plans, and how far their tasks are. */

const text = (longest: number) => z.string().check(z.maxLength(longest));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const name = z.string().check(z.minLength(1), z.maxLength(60));
const unitKey = z.string().check(z.maxLength(80));

const deadline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('onDate'), day }),
  z.object({ type: z.literal('monthly') }),
  z.object({ type: z.literal('quarterly') }),
  z.object({ type: z.literal('continuous') }),
  z.object({ type: z.literal('range'), from: day, to: day }),
]);

const task = z.looseObject({
  id: name,
  title: text(500),
  lead: text(500),
  doers: z.object({ types: z.array(name).check(z.maxLength(30)), units: z.array(unitKey).check(z.maxLength(400)) }),
  coordinating: text(500),
  coordinators: z.optional(z.array(unitKey).check(z.maxLength(400))),
  time: text(200),
  deadline,
  deliverable: text(500),
  scope: z.enum(['each', 'together']),
  targets: z
    .array(z.looseObject({ indicator: name, amount: z.number(), per: z.enum(['week', 'month', 'quarter', 'year', 'deadline']) }))
    .check(z.maxLength(10)),
});

export const plan = z.looseObject({
  id: z.string().check(z.regex(/^[\w-]{3,60}$/)),
  year: z.int(),
  number: text(60),
  date: z.nullable(day),
  issuer: text(200),
  title: text(500),
  steward: unitKey,
  topics: z.array(z.looseObject({ letter: text(4), text: text(3000), topics: z.array(name) })).check(z.maxLength(30)),
  forms: z.array(z.looseObject({ letter: text(4), text: text(3000), kinds: z.array(name) })).check(z.maxLength(30)),
  duties: z.array(z.looseObject({ actor: text(500), text: z.array(text(3000)) })).check(z.maxLength(40)),
  tasks: z.array(task).check(z.maxLength(60)),
}) as unknown as z.ZodMiniType<Plan>;

export const storedPlan = z.looseObject({ plan, status: z.enum(['draft', 'published']), revision: z.int() }) as z.ZodMiniType<StoredPlan>;

/** `GET /v1/plans`: published ones, and the drafts of those who keep them. */
export const plansAnswer = z.looseObject({ plans: z.array(storedPlan) });

/** `POST /v1/plans/:id/copy`: the copy's id is made by whoever asks, so that asking twice makes one. */
export const copyPlanRequest = z.object({ id: z.string().check(z.regex(/^[\w-]{3,60}$/)), year: z.int() });

/** `PUT /v1/plans/:id`: the whole plan, and the revision that it was made from. */
export const changePlanRequest = z.object({ base: z.int().check(z.gte(0)), plan });

/** `POST /v1/plans/:id/publish`: the revision that was read. */
export const publishPlanRequest = z.object({ base: z.int().check(z.gte(0)) });

const targetProgress = z.looseObject({
  approved: z.number(),
  pending: z.number(),
  needed: z.number(),
  expected: z.number(),
  ended: z.int(),
  missed: z.int(),
  joint: z.optional(z.number()),
});

/** `GET /v1/plans/:id/progress`: whole, for the units that the person may read. */
export const progressAnswer = z.looseObject({
  today: z.string(),
  tasks: z.array(
    z.looseObject({
      task: z.string(),
      rows: z.array(
        z.looseObject({
          unit: z.nullable(z.string()),
          state: z.enum(['done', 'onTrack', 'behind', 'overdue', 'notStarted']),
          dueOn: z.string(),
          targets: z.array(targetProgress),
        }),
      ),
    }),
  ),
}) as z.ZodMiniType<ProgressAnswer>;

/** Nobody's progress is judged on the device: the server's own day is told with it. */
export interface ProgressAnswer {
  today: string;
  tasks: TaskProgress[];
}

/** `GET /v1/plans/:id/proof`, a page of entries: those behind a figure, approved ones first. Without a unit, of all that owe it together. */
export const proofQuery = z.object({
  task: name,
  unit: z.optional(unitKey),
  after: z.optional(z.string().check(z.maxLength(120))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50),
});

/** `GET /v1/figures`: an indicator, and the year as reports count it. */
export const figuresQuery = z.object({
  indicator: name,
  year: z.coerce.number().check(z.int(), z.gte(2020), z.lte(2100)),
});

export const figuresAnswer = z.looseObject({
  today: z.string(),
  amounts: z.array(z.looseObject({ unit: z.string(), approved: z.number(), pending: z.number() })),
}) as z.ZodMiniType<FiguresAnswer>;

/** Units of any time: whoever compares them rolls them up. */
export interface UnitFigure {
  unit: string;
  approved: number;
  pending: number;
}

export interface FiguresAnswer {
  today: string;
  amounts: UnitFigure[];
}
