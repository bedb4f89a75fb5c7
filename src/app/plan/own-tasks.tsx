import { useEffect } from 'react';
import { factsOf, findIndicator } from '../../domain/indicator.ts';
import { indicators } from '../../domain/kinds/indicators.ts';
import { isCoordinator, isDoer, planOf, type Plan, type Task } from '../../domain/plan.ts';
import { doneNow, progressOfEntries, sharedOut, type UnitProgress } from '../../domain/progress.ts';
import { dayOf } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readPlans } from '../../localdb/meta.ts';
import { fetchProgress } from '../../sync/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { useDevice } from '../state/device.tsx';
import { usePersonDocument } from '../state/person.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import { Figures, targetWords } from './figures.tsx';
import style from './plan.module.css';
import { StateChip, stateOrder } from './state-chip.tsx';

/** What the plan asks of the reporter's own units, and what of it is due now: also without a network. */
export function OwnTasks() {
  const { db, now } = useDevice();
  const today = dayOf(now());
  const person = usePersonDocument();
  const own = person?.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.unit);
  const units = own?.join(' ') ?? '';
  const work = useLiveQuery(() => readWork(db, today, units === '' ? [] : units.split(' ')), [db, today, units]);
  const plan = work?.plan?.id;

  useEffect(() => {
    if (plan !== undefined) void fetchProgress(db, plan);
  }, [db, plan]);

  return (
    <Screen title={planMessages.ownTitle} back="/">
      {work?.plan && <h2>{work.plan.title}</h2>}
      {work && work.rows.length > 0 && (
        <p className="quiet">
          {work.toldOn === null ? planMessages.ownOnly : `${planMessages.asOf(work.toldOn)}. ${planMessages.ownNote}`}
        </p>
      )}
      {work && !work.plan && <Empty text={planMessages.none} />}
      {work?.plan && work.rows.length === 0 && work.coordinated.length === 0 && <Empty text={planMessages.noneOwn} />}
      <ul className={style.tasks}>
        {work?.rows.map((row) => (
          <li key={`${row.unit.key} ${row.task.id}`} className={`card ${style.task}`}>
            <OwnTask row={row} withUnit={units.includes(' ')} />
          </li>
        ))}
      </ul>
      {work && work.coordinated.length > 0 && (
        <section className={style.head}>
          <h2>{planMessages.ownCoordinated}</h2>
          <ul className={style.tasks}>
            {work.coordinated.map(({ task, unit }) => (
              <li key={`${unit.key} ${task.id}`} className={`card ${style.task}`}>
                <h3>{task.title}</h3>
                {units.includes(' ') && <p className="quiet">{unit.name}</p>}
                <p className={style.facts}>
                  <span>
                    {planMessages.lead}: {task.lead}
                  </span>
                  <span>{task.time}</span>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

interface OwnRow {
  task: Task;
  unit: Unit;
  progress: UnitProgress;
  /** Done in the running week, month or quarter, by target; null for targets that have none. */
  now: (number | null)[];
}

function OwnTask({ row, withUnit }: { row: OwnRow; withUnit: boolean }) {
  const { task, progress } = row;
  return (
    <>
      <div className={style.unitHead}>
        <StateChip state={progress.state} />
      </div>
      <h3>{task.title}</h3>
      {withUnit && <p className="quiet">{row.unit.name}</p>}
      {targetWords(task).map((words) => (
        <p key={words}>{words}</p>
      ))}
      {task.targets.map((target, index) => {
        const done = row.now[index];
        if (done === null || done === undefined) return null;
        return (
          <p key={target.indicator + target.per}>
            <b>{planMessages.now(target.per)}</b> {planMessages.nowFigure(done, target.amount, findIndicator(target.indicator)?.unit ?? '')}
          </p>
        );
      })}
      <Figures task={task} row={progress} />
    </>
  );
}

interface OwnWork {
  plan: Plan | undefined;
  rows: OwnRow[];
  /** Owed by others, with the help of the unit. */
  coordinated: { task: Task; unit: Unit }[];
  toldOn: string | null;
}

async function readWork(db: LocalDatabase, today: string, keys: readonly string[]): Promise<OwnWork> {
  const plan = planOf(await readPlans(db), today);
  if (!plan) return { plan, rows: [], coordinated: [], toldOn: null };
  const [units, entries, told] = await Promise.all([
    db.units.bulkGet([...keys]),
    // Also what others wrote and held together with the unit.
    db.entries.toArray(),
    db.meta.get('progress'),
  ]);
  const own = units.filter((unit) => unit !== undefined);
  const views = entries.map((entry) => entry.view);
  const here = progressOfEntries(plan, views, own, today).progress;
  const isTold = told?.key === 'progress' && told.plan === plan.id;
  const facts = views.flatMap((entry) => sharedOut(entry, factsOf(entry, indicators)));
  const rows = plan.tasks.flatMap((task) =>
    own
      .filter((unit) => isDoer(plan, task, unit))
      .flatMap((unit): OwnRow[] => {
        const ofUnit = (rowsOf: typeof here): UnitProgress | undefined => {
          const found = rowsOf.find((each) => each.task === task.id);
          return found?.rows.find((row) => row.unit === unit.key || row.unit === null);
        };
        const progress = (isTold ? ofUnit(told.tasks) : undefined) ?? ofUnit(here);
        if (!progress) return [];
        const unitFacts = facts.filter((fact) => fact.unit === unit.key);
        return [{ task, unit, progress, now: task.targets.map((target) => doneNow(plan, task, target, unitFacts, today)) }];
      }),
  );
  const coordinated = plan.tasks.flatMap((task) =>
    own.filter((unit) => isCoordinator(plan, task, unit) && !isDoer(plan, task, unit)).map((unit) => ({ task, unit })),
  );
  return { plan, rows: rows.sort((one, other) => place(one) - place(other)), coordinated, toldOn: isTold ? told.today : null };
}

function place(row: OwnRow): number {
  return stateOrder.indexOf(row.progress.state);
}
