import { describe, expect, it } from 'vitest';
import { readPlanForm } from '../../../src/app/plan/read-plan-form.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { formatDay } from '../../../src/domain/text.ts';
import { knownPlans } from '../../../src/server/plans/seed-plans.ts';

const { plan2026 } = knownPlans();

describe('a plan whose keeper saves it', () => {
  it('without a change is the plan that was opened, with what the form has no place for', () => {
    const marked: Plan = { ...plan2026, forms: plan2026.forms.map((form) => ({ ...form, note: 'kept' })) };
    expect(read(marked, shown(marked)).plan).toEqual(marked);
  });

  it('has the units that were added to a task, and no more the one that was taken out', () => {
    const data = shown(plan2026);
    data.delete('t02.units');
    for (const key of ['org-so-noi-vu@0', '12322@2025-07-01']) data.append('t02.units', key);
    data.append('t02.coordinators', 'org-so-tai-chinh@0');
    const task = read(plan2026, data).plan.tasks.find((each) => each.id === 't02');
    expect([task?.doers.units, task?.coordinators]).toEqual([['org-so-noi-vu@0', '12322@2025-07-01'], ['org-so-tai-chinh@0']]);
  });

  it('has a form that was added with its kinds, and the letters follow the places of those that stay', () => {
    const data = shown(plan2026);
    data.delete('forms');
    for (const row of ['1', '2', 'added']) data.append('forms', row);
    data.set('forms.added.text', 'Tuyên truyền lưu động');
    data.append('forms.added.kinds', 'directOutreach');
    const { forms } = read(plan2026, data).plan;
    expect(forms.map((form) => form.letter)).toEqual(['a', 'b', 'c']);
    expect(forms.slice(0, 2).map((form) => form.text)).toEqual(plan2026.forms.slice(1).map((form) => form.text));
    expect(forms[2]).toEqual({ letter: 'c', text: 'Tuyên truyền lưu động', kinds: ['directOutreach'] });
  });

  it('takes an actor’s duties line by line, without empty lines and dashes that were pasted', () => {
    const data = shown(plan2026);
    data.set('duties.1.text', '- Theo dõi, đôn đốc.\r\n\r\n  – Tổng hợp báo cáo quý. \n');
    expect(read(plan2026, data).plan.duties[1]).toEqual({
      actor: 'Sở Nội vụ',
      text: ['Theo dõi, đôn đốc.', 'Tổng hợp báo cáo quý.'],
    });
  });
});

function read(plan: Plan, data: FormData) {
  return readPlanForm(plan, plan.tasks, data, '2026-12-14');
}

/** What the form's controls hold when nobody has touched them. */
function shown(plan: Plan): FormData {
  const data = new FormData();
  for (const name of ['title', 'number', 'issuer'] as const) data.set(name, plan[name]);
  data.set('date', plan.date === null ? '' : formatDay(plan.date));
  for (const { letter, text } of plan.topics) data.set(`topic.${letter}`, text);
  for (const [place, { text, kinds }] of plan.forms.entries()) {
    data.append('forms', String(place));
    data.set(`forms.${place}.text`, text);
    for (const kind of kinds) data.append(`forms.${place}.kinds`, kind);
  }
  for (const [place, { actor, text }] of plan.duties.entries()) {
    data.append('duties', String(place));
    data.set(`duties.${place}.actor`, actor);
    data.set(`duties.${place}.text`, text.join('\n'));
  }
  for (const task of plan.tasks) {
    for (const name of ['title', 'lead', 'coordinating', 'time', 'deliverable', 'scope'] as const)
      data.set(`${task.id}.${name}`, task[name]);
    for (const type of task.doers.types) data.append(`${task.id}.types`, type);
    for (const key of task.doers.units) data.append(`${task.id}.units`, key);
    data.set(`${task.id}.deadline`, task.deadline.type);
    if (task.deadline.type === 'onDate') data.set(`${task.id}.to`, formatDay(task.deadline.day));
    if (task.deadline.type === 'range') {
      data.set(`${task.id}.from`, formatDay(task.deadline.from));
      data.set(`${task.id}.to`, formatDay(task.deadline.to));
    }
    for (const [place, target] of task.targets.entries()) {
      data.set(`${task.id}.indicator${place}`, target.indicator);
      data.set(`${task.id}.amount${place}`, String(target.amount));
      data.set(`${task.id}.per${place}`, target.per);
    }
  }
  return data;
}
