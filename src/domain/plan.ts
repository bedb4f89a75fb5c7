import type { Entry } from './entry.ts';
import { daysOf, feeds, findIndicator } from './indicator.ts';
import { reportingYearOf, yearSpan } from './period.ts';
import type { Day } from './text.ts';
import { overlaps, type Unit } from './unit.ts';

/** A plan of communication on administrative reform, as data: what the province's document says, and targets that compute. */
export interface Plan {
  id: string;
  /** Its year runs as reports do, 15/12–14/12. */
  year: number;
  /** As printed; empty until the document has one. */
  number: string;
  date: Day | null;
  issuer: string;
  title: string;
  /** The body whose reviewers keep it. */
  steward: string;
  /** Contents (II.1), forms (II.2), duties of each actor (III). */
  topics: PlanTopic[];
  forms: PlanForm[];
  duties: PlanDuty[];
  tasks: Task[];
}

export interface PlanTopic {
  letter: string;
  text: string;
  /** The contents that an entry's form offers for it. */
  topics: string[];
}

export interface PlanForm {
  letter: string;
  text: string;
  kinds: string[];
}

export interface PlanDuty {
  actor: string;
  text: string[];
}

export interface Task {
  /** Kept when a plan is copied: the same task of another year. */
  id: string;
  title: string;
  /** As printed; `doers` says which units those are. */
  lead: string;
  doers: Doers;
  coordinating: string;
  /** Keys of the units that are told of the task beside those that owe it. */
  coordinators?: string[] | undefined;
  /** As printed; `deadline` is what is computed with. */
  time: string;
  deadline: Deadline;
  deliverable: string;
  /** Whether each unit owes the targets, or all of them together. */
  scope: 'each' | 'together';
  targets: Target[];
}

/** Units by type, or by key; those that are valid in the plan's year. */
export interface Doers {
  types: string[];
  units: string[];
}

export type Deadline =
  | { type: 'onDate'; day: Day }
  | { type: 'monthly' }
  | { type: 'quarterly' }
  | { type: 'continuous' }
  | { type: 'range'; from: Day; to: Day };

export interface Target {
  /** Id of an indicator. */
  indicator: string;
  amount: number;
  /** `deadline`: by the task's own day. */
  per: 'week' | 'month' | 'quarter' | 'year' | 'deadline';
}

/** A draft is its keepers' alone; of each year one plan is published, which every device has. */
export interface StoredPlan {
  plan: Plan;
  status: 'draft' | 'published';
  revision: number;
}

/** An entry keeps the plan of its date: the one whose year holds its day. */
export function planOf(plans: readonly Plan[], day: Day): Plan | undefined {
  return day === '' ? undefined : plans.find((plan) => plan.year === reportingYearOf(day));
}

/** A task keeps its id from one year's plan to the next; it is called as in the plan of the day, or else as in the newest. */
export function findTask(plans: readonly Plan[], id: string, day: Day): Task | undefined {
  return tasksAsOf(plans, day).find((task) => task.id === id);
}

/** Each task that any plan has once, those of the plan of the day first. */
export function tasksAsOf(plans: readonly Plan[], day: Day): Task[] {
  const current = planOf(plans, day);
  const others = plans.filter((plan) => plan !== current).sort((one, other) => other.year - one.year);
  const tasks = new Map<string, Task>();
  for (const task of [...(current ? [current] : []), ...others].flatMap((plan) => plan.tasks)) {
    if (!tasks.has(task.id)) tasks.set(task.id, task);
  }
  return [...tasks.values()];
}

/** Units that a task is asked of, in the catalogue's order. */
export function doersOf<Each extends Unit>(plan: Pick<Plan, 'year'>, task: Pick<Task, 'doers'>, units: readonly Each[]): Each[] {
  return units.filter((unit) => isDoer(plan, task, unit));
}

export function isDoer(plan: Pick<Plan, 'year'>, { doers }: Pick<Task, 'doers'>, unit: Unit): boolean {
  if (!overlaps(unit, yearSpan(plan.year))) return false;
  return doers.units.includes(unit.key) || (unit.type !== undefined && doers.types.includes(unit.type));
}

/** Whether a unit is named as one that helps with a task which others owe. */
export function isCoordinator(plan: Pick<Plan, 'year'>, task: Pick<Task, 'coordinators'>, unit: Unit): boolean {
  return overlaps(unit, yearSpan(plan.year)) && (task.coordinators ?? []).includes(unit.key);
}

/** Points of a document: a, b, c, d, đ, e… as they are counted in Vietnamese, without f, j, w and z. */
export function pointLetter(place: number): string {
  return 'abcdđeghiklmnopqrstuvxy'.charAt(place);
}

/** Most tasks that a form offers. */
const mostSuggested = 3;

/**
 * Tasks that an entry of this kind, unit and day serves, the likeliest first: those whose figures it feeds, then those
 * that are proved by whatever names them.
 */
export function suggestTasks(plans: readonly Plan[], entry: Pick<Entry, 'kind' | 'values'>, unit: Unit): Task[] {
  const day = daysOf(entry)[0] ?? '';
  const plan = planOf(plans, day);
  if (!plan) return [];
  const own = plan.tasks.filter((task) => isDoer(plan, task, unit) && isOpenOn(task, day));
  const fed = own.filter((task) => task.targets.some((target) => isFed(target, entry)));
  const named = own.filter(
    (task) => !fed.includes(task) && task.targets.some((target) => findIndicator(target.indicator)?.kinds === 'named'),
  );
  return [...fed, ...named].slice(0, mostSuggested);
}

function isFed(target: Target, entry: Pick<Entry, 'kind' | 'values'>): boolean {
  const indicator = findIndicator(target.indicator);
  return indicator !== undefined && indicator.kinds !== 'named' && feeds(entry, indicator, '');
}

/** What is late still counts; what is early is not asked for yet. */
function isOpenOn(task: Task, day: Day): boolean {
  return task.deadline.type !== 'range' || task.deadline.from <= day;
}
