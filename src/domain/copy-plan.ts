import type { Deadline, Plan } from './plan.ts';
import type { Day } from './text.ts';

/** The same plan for another year: its days and the year in its words move along; number and date are the new document's own. */
export function copyPlan(plan: Plan, to: { id: string; year: number }): Plan {
  const moved = (text: string): string => text.replace(new RegExp(`\\b${plan.year}\\b`, 'g'), String(to.year));
  const shift = to.year - plan.year;
  return {
    ...plan,
    ...to,
    number: '',
    date: null,
    title: moved(plan.title),
    tasks: plan.tasks.map((task) => ({
      ...task,
      title: moved(task.title),
      time: moved(task.time),
      deliverable: moved(task.deliverable),
      deadline: movedDeadline(task.deadline, shift),
    })),
  };
}

function movedDeadline(deadline: Deadline, years: number): Deadline {
  if (deadline.type === 'onDate') return { ...deadline, day: movedDay(deadline.day, years) };
  if (deadline.type === 'range') return { ...deadline, from: movedDay(deadline.from, years), to: movedDay(deadline.to, years) };
  return deadline;
}

/** 29/02 of a leap year becomes the 28th. */
function movedDay(day: Day, years: number): Day {
  const text = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  const exists = new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
  return exists ? text : `${text.slice(0, 8)}28`;
}
