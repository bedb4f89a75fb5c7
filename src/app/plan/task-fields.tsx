import { useState } from 'react';
import { indicators } from '../../domain/kinds/indicators.ts';
import type { Deadline, Target, Task } from '../../domain/plan.ts';
import { formatDay, formatNumber } from '../../domain/text.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { Button } from '../ui/button.tsx';
import { Trash2 } from '../ui/icon.tsx';
import { PlanText } from './plan-text.tsx';
import style from './plan.module.css';
import { targetPlaces } from './read-plan-form.ts';
import { UnitList } from './unit-list.tsx';

const { form: words } = planMessages;

interface TaskFieldsProps {
  task: Task;
  year: number;
  units: ReadonlyMap<string, UnitRow> | undefined;
  onChange: () => void;
  onRemove: () => void;
}

/** One task of the plan: what is printed of it, and what is computed. */
export function TaskFields({ task, year, units, onChange, onRemove }: TaskFieldsProps) {
  const [deadline, setDeadline] = useState<string>(task.deadline.type);
  const field = (name: string): string => `${task.id}.${name}`;
  const list = { year, units, onChange };
  return (
    <div className={style.group}>
      <PlanText label={words.taskName} name={field('title')} value={task.title} lines={3} />
      <PlanText label={words.lead} name={field('lead')} value={task.lead} lines={2} />
      <fieldset className={style.group}>
        <legend>{words.doers}</legend>
        <div className={style.choices}>
          {Object.entries(words.types).map(([type, label]) => (
            <label key={type} className={style.choice}>
              <input type="checkbox" name={field('types')} value={type} defaultChecked={task.doers.types.includes(type)} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <UnitList {...list} label={words.units} adds={words.addUnit} name={field('units')} keys={task.doers.units} />
      <PlanText label={words.coordinating} name={field('coordinating')} value={task.coordinating} lines={2} />
      <UnitList
        {...list}
        label={words.coordinators}
        adds={words.addCoordinator}
        name={field('coordinators')}
        keys={task.coordinators ?? []}
      />
      <div className={style.row}>
        <PlanText label={words.time} name={field('time')} value={task.time} />
        <PlanText label={words.deliverable} name={field('deliverable')} value={task.deliverable} />
      </div>
      <div className={style.row}>
        <Select label={words.scope} name={field('scope')} value={task.scope} options={Object.entries(words.scopes)} />
        <label className={style.field}>
          <span>{words.deadline}</span>
          <select name={field('deadline')} value={deadline} onChange={(event) => setDeadline(event.currentTarget.value)}>
            <Options options={Object.entries(words.deadlines)} />
          </select>
        </label>
      </div>
      {(deadline === 'onDate' || deadline === 'range') && (
        <div className={style.row}>
          {deadline === 'range' && <PlanText label={words.from} name={field('from')} value={dayIn(task.deadline, 'from')} numeric />}
          <PlanText label={words.to} name={field('to')} value={dayIn(task.deadline, 'to')} numeric />
        </div>
      )}
      {targetPlaces.map((place) => (
        <TargetFields key={place} place={place} target={task.targets[place]} field={field} />
      ))}
      <div className={style.actions}>
        <Button kind="danger" icon={<Trash2 />} onClick={onRemove}>
          {words.remove}
        </Button>
      </div>
    </div>
  );
}

function TargetFields({ place, target, field }: { place: number; target: Target | undefined; field: (name: string) => string }) {
  const offered: [string, string][] = indicators.map((indicator) => [indicator.id, `${indicator.label} (${indicator.unit})`]);
  return (
    <div className={style.row}>
      <Select
        label={words.indicator(place)}
        name={field(`indicator${place}`)}
        value={target?.indicator ?? ''}
        options={[['', words.noIndicator], ...offered]}
      />
      <PlanText label={words.amount} name={field(`amount${place}`)} value={target ? formatNumber(target.amount) : ''} numeric />
      <Select label={words.per} name={field(`per${place}`)} value={target?.per ?? 'year'} options={Object.entries(words.pers)} />
    </div>
  );
}

function Select({ label, name, value, options }: { label: string; name: string; value: string; options: [string, string][] }) {
  return (
    <label className={style.field}>
      <span>{label}</span>
      <select name={name} defaultValue={value}>
        <Options options={options} />
      </select>
    </label>
  );
}

function Options({ options }: { options: [string, string][] }) {
  return options.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

function dayIn(deadline: Deadline, which: 'from' | 'to'): string {
  if (deadline.type === 'onDate') return which === 'to' ? formatDay(deadline.day) : '';
  return deadline.type === 'range' ? formatDay(deadline[which]) : '';
}
