import { coOrganisersOf } from './co-organisers.ts';
import type { Entry } from './entry.ts';
import { factsOf, findIndicator, type Fact } from './indicator.ts';
import { indicators } from './kinds/indicators.ts';
import { doersOf, type Plan, type Target, type Task } from './plan.ts';
import { addMonths, monthSpan, quarterOf, quarterSpan, reportingMonthOf, weekOf, yearSpan, type Span } from './period.ts';
import { addDays, daysBetween, type Day } from './text.ts';
import type { Unit } from './unit.ts';

/** How far a task is: `behind` what was due by now or with a period missed, `overdue` once its last day has passed. */
export type TaskState = 'done' | 'onTrack' | 'behind' | 'overdue' | 'notStarted';

export interface TargetProgress {
  approved: number;
  /** Sent, and not approved yet. */
  pending: number;
  needed: number;
  /** What ought to be there by today. */
  expected: number;
  /** Whole weeks, months or quarters that have ended, and in how many of them too little was done. */
  ended: number;
  missed: number;
  /** Of what is approved or pending: what others wrote and this unit held together with them. */
  joint?: number | undefined;
}

export interface UnitProgress {
  /** Null where all units owe it together. */
  unit: string | null;
  state: TaskState;
  dueOn: Day;
  targets: TargetProgress[];
}

export interface TaskProgress {
  task: string;
  rows: UnitProgress[];
}

/** Facts of one unit summed up: how many entries they came from does not matter. */
export type UnitFact = Pick<Fact, 'indicator' | 'task' | 'month' | 'week' | 'approved' | 'pending'> & {
  unit: string;
  /** "" for what the unit wrote itself; else the keys of all that held it together, the writing one first. */
  together: string;
};

/** What an entry adds, for each unit that it counts for: the one that wrote it, and those that held it together with it. */
export function sharedOut<Each>(
  entry: Pick<Entry, 'unit' | 'values'>,
  facts: readonly Each[],
): (Each & { unit: string; together: string })[] {
  const others = coOrganisersOf(entry);
  const together = [entry.unit, ...others].join(' ');
  return facts.flatMap((fact) => [{ ...fact, unit: entry.unit, together: '' }, ...others.map((unit) => ({ ...fact, unit, together }))]);
}

/** Every task of a plan for every unit. Pure: whoever sums up the facts, the same comes of it. */
export function progressOf(plan: Plan, facts: readonly UnitFact[], units: readonly Unit[], today: Day): TaskProgress[] {
  const byPlace = groupFacts(facts);
  const known = new Set(plan.tasks.map((task) => task.id));
  return plan.tasks.map((task) => {
    const counted = (unit: string, target: Target): UnitFact[] =>
      (byPlace.get(placeOf(target.indicator, unit)) ?? []).filter((fact) => serves(fact.task, task, target, known));
    const doers = doersOf(plan, task, units);
    if (task.scope === 'each') {
      const rows = doers.flatMap((unit) => rowOf(plan, task, unit, (target) => counted(unit.key, target), today) ?? []);
      return { task: task.id, rows };
    }
    const together = { key: null, validFrom: null, validTo: null };
    const keys = new Set(doers.map((unit) => unit.key));
    const once = (target: Target): UnitFact[] =>
      doers.flatMap((unit) => counted(unit.key, target)).filter((fact) => countsOnce(fact, keys));
    const row = rowOf(plan, task, together, once, today);
    return { task: task.id, rows: row ? [row] : [] };
  });
}

/** The same from entries that are at hand, with the ids of those that prove it. */
export function progressOfEntries(
  plan: Plan,
  entries: readonly Pick<Entry, 'id' | 'unit' | 'kind' | 'status' | 'values'>[],
  units: readonly Unit[],
  today: Day,
): { progress: TaskProgress[]; proof: (task: string, unit: string | null) => { approved: string[]; pending: string[] } } {
  const facts = entries.flatMap((entry) =>
    sharedOut(
      entry,
      factsOf(entry, indicators).filter((fact) => fact.year === plan.year),
    ).map((fact) => ({ ...fact, entry: entry.id })),
  );
  const known = new Set(plan.tasks.map((task) => task.id));
  return {
    progress: progressOf(plan, facts, units, today),
    proof: (id, unit) => {
      const task = plan.tasks.find((each) => each.id === id);
      const doers = new Set(task && unit === null ? doersOf(plan, task, units).map(({ key }) => key) : [unit]);
      const proving = facts.filter(
        (fact) =>
          doers.has(fact.unit) &&
          task?.targets.some((target) => target.indicator === fact.indicator && serves(fact.task, task, target, known)),
      );
      const ids = (which: 'approved' | 'pending'): string[] => [
        ...new Set(proving.filter((fact) => fact[which] > 0).map((fact) => fact.entry)),
      ];
      return { approved: ids('approved'), pending: ids('pending') };
    },
  };
}

/** What has been done in the week, month or quarter of today, sent or not: what a reporter still has to do. */
export function doneNow(plan: Plan, task: Task, target: Target, facts: readonly UnitFact[], today: Day): number | null {
  const { per } = target;
  if (per === 'year' || per === 'deadline') return null;
  const year = yearSpan(plan.year);
  if (today < year.from || today > year.to) return null;
  const known = new Set(plan.tasks.map((each) => each.id));
  const now = periodName(per, { month: reportingMonthOf(today), week: weekOf(today) });
  const counted = facts.filter(
    (fact) => fact.indicator === target.indicator && serves(fact.task, task, target, known) && periodName(per, fact) === now,
  );
  return sum(counted.map((fact) => fact.approved + fact.pending));
}

/** An entry that names a task of the plan counts for that one; any other counts wherever its kind does. */
export function serves(named: string, task: Pick<Task, 'id'>, target: Target, known: ReadonlySet<string>): boolean {
  if (findIndicator(target.indicator)?.kinds === 'named') return named === task.id;
  return named === task.id || !known.has(named);
}

/** Of several that held it together and owe it together, the first has it: among them all it is there once. */
function countsOnce(fact: UnitFact, owing: ReadonlySet<string>): boolean {
  return fact.together === '' || fact.together.split(' ').find((unit) => owing.has(unit)) === fact.unit;
}

function groupFacts(facts: readonly UnitFact[]): Map<string, UnitFact[]> {
  const groups = new Map<string, UnitFact[]>();
  for (const fact of facts) {
    const place = placeOf(fact.indicator, fact.unit);
    const group = groups.get(place);
    if (group) group.push(fact);
    else groups.set(place, [fact]);
  }
  return groups;
}

function placeOf(indicator: string, unit: string): string {
  return `${indicator} ${unit}`;
}

interface Doer {
  key: string | null;
  validFrom: Day | null;
  validTo: Day | null;
}

/** A unit owes nothing by a day on which it is not there; its successor does. */
function rowOf(plan: Plan, task: Task, doer: Doer, factsFor: (target: Target) => UnitFact[], today: Day): UnitProgress | null {
  const year = yearSpan(plan.year);
  const span = { from: later(year.from, doer.validFrom), to: earlier(year.to, doer.validTo) };
  const dueOn = task.deadline.type === 'onDate' ? task.deadline.day : task.deadline.type === 'range' ? task.deadline.to : span.to;
  const isFixed = task.deadline.type === 'onDate' || task.deadline.type === 'range';
  if (isFixed && (dueOn < span.from || dueOn > span.to)) return null;
  // Units that came with the year's last days have its work from those before them; they are asked for none of their own.
  if (!isFixed && isCut(span, year) && periodsOf(plan.year, 'month', span).length === 0) return null;
  const asked = task.deadline.type === 'range' ? { from: later(span.from, task.deadline.from), to: dueOn } : { from: span.from, to: dueOn };
  const targets = task.targets.map((target) => measure(plan, task, target, { span, asked, dueOn, today, facts: factsFor(target) }));
  return { unit: doer.key, state: stateOf(targets, dueOn, today), dueOn, targets: targets.map(({ progress }) => progress) };
}

interface Measured {
  span: Span;
  /** The days in which what each period asks for is looked for. */
  asked: Span;
  dueOn: Day;
  today: Day;
  facts: readonly UnitFact[];
}

interface Standing {
  progress: TargetProgress;
  isMet: boolean;
  /** Less is there than what is due by now. */
  isShort: boolean;
  /** By a day, however it is spread before it. */
  isOnce: boolean;
}

function measure(plan: Plan, task: Task, target: Target, { span, asked, dueOn, today, facts }: Measured): Standing {
  const approved = sum(facts.map((fact) => fact.approved));
  const pending = sum(facts.map((fact) => fact.pending));
  const shared = sum(facts.filter((fact) => fact.together !== '').map((fact) => fact.approved + fact.pending));
  const joint = shared > 0 ? { joint: shared } : {};
  if (target.per === 'year' || target.per === 'deadline') {
    const needed = target.per === 'year' ? shareOfYear(plan.year, target.amount, span) : target.amount;
    const window = target.per === 'year' ? span : windowOf(task, span);
    const isAllDue = today > dueOn || (today === dueOn && window.from < dueOn);
    const expected = isAllDue ? needed : Math.floor((needed * elapsed(window, today)) / (daysBetween(window.from, window.to) + 1));
    const progress = { approved, pending, needed, expected, ended: 0, missed: 0, ...joint };
    return { progress, isMet: approved >= needed, isShort: approved < expected, isOnce: target.per === 'deadline' && !isAllDue };
  }
  const periods = periodsOf(plan.year, target.per, asked);
  const ended = periods.filter((period) => period.to < today);
  const amounts = new Map<string, number>();
  for (const fact of facts) {
    const name = periodName(target.per, fact);
    amounts.set(name, (amounts.get(name) ?? 0) + fact.approved);
  }
  // What is more in one period makes no other one good.
  const isLacking = (period: { name: string }): boolean => (amounts.get(period.name) ?? 0) < target.amount;
  const missed = ended.filter(isLacking).length;
  const progress = {
    approved,
    pending,
    needed: target.amount * periods.length,
    expected: target.amount * ended.length,
    ended: ended.length,
    missed,
    ...joint,
  };
  return { progress, isMet: !periods.some(isLacking), isShort: missed > 0, isOnce: false };
}

/** Once begun, a task is held to what is due by now in each of its targets; what is due on a day need not have begun before. */
function stateOf(targets: readonly Standing[], dueOn: Day, today: Day): TaskState {
  if (targets.every(({ isMet }) => isMet)) return 'done';
  if (today > dueOn) return 'overdue';
  const isBegun = targets.some(({ progress }) => progress.approved > 0);
  if (targets.some(({ isShort, isOnce }) => isShort && (isBegun || !isOnce))) return 'behind';
  return isBegun ? 'onTrack' : 'notStarted';
}

function isCut(span: Span, year: Span): boolean {
  return span.from > year.from || span.to < year.to;
}

/** Between its days a task is done bit by bit; by a single day nothing is due before it. */
function windowOf(task: Task, span: Span): Span {
  if (task.deadline.type === 'range') return { from: task.deadline.from, to: task.deadline.to };
  return task.deadline.type === 'onDate' ? { from: task.deadline.day, to: task.deadline.day } : span;
}

/** Days of the span that have passed. */
function elapsed(span: Span, today: Day): number {
  return Math.max(0, Math.min(daysBetween(span.from, today), daysBetween(span.from, span.to) + 1));
}

/** A unit that was there for half a year owes half, rounded up. */
function shareOfYear(year: number, amount: number, span: Span): number {
  const whole = yearSpan(year);
  return Math.ceil((amount * (daysBetween(span.from, span.to) + 1)) / (daysBetween(whole.from, whole.to) + 1));
}

/** Whole periods inside the span: a week that a unit had only three days of is not asked for. */
function periodsOf(year: number, per: 'week' | 'month' | 'quarter', span: Span): (Span & { name: string })[] {
  return allPeriods(year, per).filter((period) => span.from <= period.from && period.to <= span.to);
}

function allPeriods(year: number, per: 'week' | 'month' | 'quarter'): (Span & { name: string })[] {
  if (per === 'quarter') return [1, 2, 3, 4].map((quarter) => ({ ...quarterSpan(year, quarter), name: String(quarter) }));
  if (per === 'month') {
    const months = Array.from({ length: 12 }, (_, index) => addMonths(`${year}-01`, index));
    return months.map((month) => ({ ...monthSpan(month), name: month }));
  }
  const { from, to } = yearSpan(year);
  const weeks: (Span & { name: string })[] = [];
  for (let monday = weekOf(from); monday <= to; monday = addDays(monday, 7)) {
    weeks.push({ from: monday, to: addDays(monday, 6), name: monday });
  }
  return weeks;
}

function periodName(per: 'week' | 'month' | 'quarter', fact: Pick<UnitFact, 'month' | 'week'>): string {
  if (per === 'week') return fact.week;
  return per === 'month' ? fact.month : String(quarterOf(fact.month));
}

function sum(amounts: readonly number[]): number {
  // Amounts of a shared-out series add up to whole numbers, which floating point may miss by a hair.
  return Math.round(amounts.reduce((total, amount) => total + amount, 0) * 1000) / 1000;
}

function later(one: Day, other: Day | null): Day {
  return other !== null && other > one ? other : one;
}

function earlier(one: Day, other: Day | null): Day {
  return other !== null && other < one ? other : one;
}
