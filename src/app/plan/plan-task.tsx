import { useDeferredValue, useState } from 'react';
import { findIndicator } from '../../domain/indicator.ts';
import type { Plan, Task } from '../../domain/plan.ts';
import type { UnitProgress } from '../../domain/progress.ts';
import { doersOf } from '../../domain/plan.ts';
import { foldForSearch } from '../../domain/text.ts';
import { unitSearchText } from '../../domain/unit.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { LinkButton } from '../ui/button.tsx';
import { GitCompareArrows } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { Figures, targetWords } from './figures.tsx';
import { PlanFailure } from './plan-failure.tsx';
import style from './plan.module.css';
import { Proof } from './proof.tsx';
import { StateChip, stateOrder } from './state-chip.tsx';
import { useProgress, useUnits } from './use-plans.ts';

/** One task: what the document says of it, and each unit with the entries that prove it. */
export function PlanTask({ plan, task }: { plan: Plan; task: Task }) {
  const { told, failure, reload } = useProgress(plan.id);
  const units = useUnits();
  const [search, setSearch] = useState('');
  const wanted = foldForSearch(useDeferredValue(search));
  const rows = told?.tasks.find((each) => each.task === task.id)?.rows ?? [];
  const described = units ? describe(plan, task, rows, units) : [];
  const found = described.filter((row) => wanted === '' || row.searched.includes(wanted));
  const comparable = task.targets.find((target) => findIndicator(target.indicator)?.kinds !== 'named');
  return (
    <Screen title={planMessages.taskTitle} back={`/plan/${plan.id}`} wide>
      <h2>{task.title}</h2>
      <dl className={style.printed}>
        {(
          [
            [planMessages.lead, task.lead],
            [planMessages.coordinating, task.coordinating],
            [planMessages.coordinators, (task.coordinators ?? []).map((key) => units?.get(key)?.name ?? key).join('; ')],
            [planMessages.time, task.time],
            [planMessages.deliverable, task.deliverable],
            [planMessages.indicator, targetWords(task).join('; ')],
          ] as const
        )
          .filter(([, text]) => text !== '')
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {comparable && (
        <div className={style.actions}>
          <LinkButton kind="plain" href={`/plan/compare?indicator=${comparable.indicator}`} icon={<GitCompareArrows />}>
            {planMessages.comparison.open}
          </LinkButton>
        </div>
      )}
      {failure !== null && <PlanFailure failure={failure} onTryAgain={reload} />}
      {!told && failure === null && <p className="quiet">{planMessages.loading}</p>}
      {told && rows.length === 0 && <p>{planMessages.noUnits}</p>}
      {described.length > 5 && (
        <label className={style.field}>
          <span>{planMessages.unitSearch}</span>
          <input
            type="search"
            autoComplete="off"
            placeholder={planMessages.unitSearchHint}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      )}
      {told && rows.length > 0 && (
        <section>
          <h2 aria-live="polite">{wanted === '' ? planMessages.units(found.length) : planMessages.unitsFound(found.length)}</h2>
          <ul className="list">
            {found.map(({ row, name }) => (
              <li key={row.unit ?? ''} className={style.unit}>
                <div className={style.unitHead}>
                  <h3>{name}</h3>
                  <StateChip state={row.state} />
                </div>
                <Figures task={task} row={row} />
                <Proof plan={plan.id} task={task.id} unit={row.unit} name={name} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

interface DescribedRow {
  row: UnitProgress;
  name: string;
  searched: string;
}

/** Who needs a word first: overdue, then behind; among equals by name. */
function describe(plan: Plan, task: Task, rows: readonly UnitProgress[], units: ReadonlyMap<string, UnitRow>): DescribedRow[] {
  const all = [...units.values()];
  const described = rows.map((row): DescribedRow => {
    const unit = row.unit === null ? undefined : units.get(row.unit);
    // What one body owes alone is that body's, though the plan counts it together.
    const doers = row.unit === null ? doersOf(plan, task, all) : [];
    const together = doers.length === 1 ? doers[0]?.name : planMessages.together;
    return {
      row,
      name: unit?.name ?? (row.unit === null ? (together ?? planMessages.together) : row.unit),
      searched: unit ? unitSearchText(unit, all) : '',
    };
  });
  const place = ({ row }: DescribedRow): number => stateOrder.indexOf(row.state);
  return described.sort((one, other) => place(one) - place(other) || compare(one.name, other.name));
}

const { compare } = new Intl.Collator('vi');
