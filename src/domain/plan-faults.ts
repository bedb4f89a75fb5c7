import { findIndicator } from './indicator.ts';
import { yearSpan } from './period.ts';
import type { Plan, Task } from './plan.ts';
import { formatDay } from './text.ts';
import type { Unit } from './unit.ts';

/** What keeps a plan from being taken, in words that its keeper reads; the same on the screen and on the server. */
export interface PlanFault {
  /** Null for the plan itself. */
  task: string | null;
  sentence: string;
}

export function planFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const find = (sentence: string): void => void faults.push({ task: null, sentence });
  if (plan.title.trim() === '') find('Kế hoạch chưa có tên.');
  if (plan.issuer.trim() === '') find('Kế hoạch chưa ghi cơ quan ban hành.');
  if (plan.year < 2020 || plan.year > 2100) find('Năm của kế hoạch phải từ 2020 đến 2100.');
  if (plan.tasks.length === 0) find('Kế hoạch phải có ít nhất một nhiệm vụ.');
  if (new Set(plan.tasks.map((task) => task.id)).size < plan.tasks.length) find('Hai nhiệm vụ trùng mã. Mời bỏ một nhiệm vụ rồi thêm lại.');
  for (const form of plan.forms) if (form.text.trim() === '') find(`Hình thức điểm ${form.letter} chưa có nội dung.`);
  if (plan.forms.length > mostForms) find(`Kế hoạch ghi được nhiều nhất ${mostForms} hình thức.`);
  for (const [place, duty] of plan.duties.entries()) {
    if (duty.actor.trim() === '') find(`Trách nhiệm ${place + 1}: chưa ghi cơ quan, đơn vị.`);
    if (duty.text.length === 0) find(`Trách nhiệm ${place + 1}: chưa ghi việc phải làm.`);
  }
  return [...faults, ...plan.tasks.flatMap((task, place) => taskFaults(plan, task, place + 1))];
}

/** As many as there are letters for their points. */
const mostForms = 23;

/** A key that nobody bears asks something of nobody: only whoever has all units can tell. */
export function unknownUnits(plan: Plan, units: readonly Unit[]): PlanFault[] {
  const known = new Set(units.map((unit) => unit.key));
  return plan.tasks.flatMap((task, place) =>
    [...task.doers.units, ...(task.coordinators ?? [])]
      .filter((key) => !known.has(key))
      .map((key) => ({ task: task.id, sentence: `Nhiệm vụ ${place + 1}: không có đơn vị ${key} trong danh mục.` })),
  );
}

function taskFaults(plan: Plan, task: Task, place: number): PlanFault[] {
  const faults: PlanFault[] = [];
  const find = (what: string): void => void faults.push({ task: task.id, sentence: `Nhiệm vụ ${place}: ${what}` });
  const year = yearSpan(plan.year);
  if (task.title.trim().length < 5) find('nội dung phải có ít nhất 5 chữ cái.');
  if (task.lead.trim() === '') find('chưa ghi đơn vị chủ trì.');
  if (task.doers.types.length === 0 && task.doers.units.length === 0) find('chưa chọn đơn vị thực hiện.');
  if (task.targets.length === 0) find('chưa có chỉ tiêu.');
  for (const target of task.targets) {
    if (!findIndicator(target.indicator)) find('chỉ tiêu không có trong danh sách.');
    if (!Number.isFinite(target.amount) || target.amount <= 0) find('số lượng phải lớn hơn 0.');
    const isFixed = task.deadline.type === 'onDate' || task.deadline.type === 'range';
    if (target.per === 'deadline' && !isFixed) find('chỉ tiêu “đến hạn” cần thời hạn là một ngày hoặc một khoảng ngày.');
  }
  const days =
    task.deadline.type === 'onDate' ? [task.deadline.day] : task.deadline.type === 'range' ? [task.deadline.from, task.deadline.to] : [];
  if (days.some((day) => Number.isNaN(Date.parse(day)))) find('chưa ghi đúng ngày của thời hạn.');
  else if (days.some((day) => day < year.from || day > year.to)) {
    find(`thời hạn phải nằm trong kỳ của năm, từ ${formatDay(year.from)} đến ${formatDay(year.to)}.`);
  }
  if (task.deadline.type === 'range' && task.deadline.to < task.deadline.from) find('ngày cuối phải sau ngày đầu.');
  return faults;
}
