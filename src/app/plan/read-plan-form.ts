import { pointLetter, type Deadline, type Plan, type PlanDuty, type PlanForm, type Target, type Task } from '../../domain/plan.ts';
import { normaliseText, parseDay, parseNumber, type Day } from '../../domain/text.ts';
import { planMessages } from '../messages/vi.plan.ts';

const { form: words } = planMessages;

/** Most targets that the form has room for. */
export const targetPlaces = [0, 1] as const;

/** The plan as it was typed, and what of it could not be read. What the form has no control for stays as it was. */
export function readPlanForm(plan: Plan, tasks: readonly Task[], data: FormData, today: Day): { plan: Plan; sentences: string[] } {
  const sentences: string[] = [];
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? normaliseText(value) : '';
  };
  const day = (name: string, label: string): Day => {
    const read = parseDay(text(name), today);
    if (read === null) sentences.push(words.badDay(label));
    return read ?? '';
  };
  const all = (name: string): string[] => data.getAll(name).filter((value) => typeof value === 'string');
  const read = tasks.map(({ coordinators: _before, ...task }, index): Task => {
    const field = (name: string): string => `${task.id}.${name}`;
    const place = `${index + 1}`;
    const coordinators = all(field('coordinators'));
    return {
      ...task,
      ...(coordinators.length > 0 && { coordinators }),
      title: text(field('title')),
      lead: text(field('lead')),
      doers: { ...task.doers, types: all(field('types')), units: all(field('units')) },
      coordinating: text(field('coordinating')),
      time: text(field('time')),
      deliverable: text(field('deliverable')),
      scope: text(field('scope')) === 'together' ? 'together' : 'each',
      deadline: readDeadline(text(field('deadline')), (which, label) => day(field(which), `${planMessages.taskTitle} ${place}, ${label}`)),
      targets: targetPlaces.flatMap((target): Target[] => {
        const indicator = text(field(`indicator${target}`));
        if (indicator === '') return [];
        const amount = parseNumber(text(field(`amount${target}`)));
        if (amount === null) sentences.push(words.badNumber(index + 1));
        const per = pers.find((each) => each === text(field(`per${target}`))) ?? 'year';
        return [{ indicator, amount: amount ?? 0, per }];
      }),
    };
  });
  const issued = text('date');
  const changed: Plan = {
    ...plan,
    title: text('title'),
    number: text('number'),
    date: issued === '' ? null : day('date', words.date),
    issuer: text('issuer'),
    topics: plan.topics.map((topic) => ({ ...topic, text: text(`topic.${topic.letter}`) })),
    forms: all('forms').map(
      (row, place): PlanForm => ({
        ...plan.forms[Number(row)],
        letter: pointLetter(place),
        text: text(`forms.${row}.text`),
        kinds: all(`forms.${row}.kinds`),
      }),
    ),
    duties: all('duties').map(
      (row): PlanDuty => ({
        ...plan.duties[Number(row)],
        actor: text(`duties.${row}.actor`),
        text: linesOf(text(`duties.${row}.text`)),
      }),
    ),
    tasks: read,
  };
  return { plan: changed, sentences };
}

/** A duty is a line; what is pasted from a document brings its dashes along. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[-–+•]\s+/, '').trim())
    .filter((line) => line !== '');
}

const pers = ['week', 'month', 'quarter', 'year', 'deadline'] as const;

function readDeadline(type: string, day: (which: 'from' | 'to', label: string) => Day): Deadline {
  switch (type) {
    case 'onDate':
      return { type, day: day('to', words.to) };
    case 'range':
      return { type, from: day('from', words.from), to: day('to', words.to) };
    case 'monthly':
    case 'quarterly':
      return { type };
    default:
      return { type: 'continuous' };
  }
}
