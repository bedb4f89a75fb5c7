import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { StoredPlan, Task } from '../../domain/plan.ts';
import type { TaskProgress } from '../../domain/progress.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { copyPlanTo, publishPlan, type PlanChange } from '../../sync/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty } from '../ui/empty.tsx';
import { GitCompareArrows, Pencil, Plus, Send } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { CompareUnits } from './compare-units.tsx';
import { EditPlan } from './edit-plan.tsx';
import { targetWords } from './figures.tsx';
import { PlanFailure } from './plan-failure.tsx';
import style from './plan.module.css';
import { PlanTask } from './plan-task.tsx';
import { PlanWords } from './plan-words.tsx';
import { StateChip, stateOrder } from './state-chip.tsx';
import { choosePlan, usePlans, useProgress } from './use-plans.ts';

/** The supervisor's plan: how far it is, the units and entries behind each task, and the plan's own next year. */
export function PlanDesk(props: PlanPlace) {
  // No plan has this name: theirs hold a year, or are drawn.
  return props.id === 'compare' ? <CompareUnits /> : <Plans {...props} />;
}

interface PlanPlace {
  id?: string;
  part?: 'edit' | 'task';
  task?: string;
}

function Plans({ id, part, task }: PlanPlace) {
  const { now } = useDevice();
  const { plans, failure, reload, put } = usePlans();
  const stored = plans && choosePlan(plans, id, now());
  if (stored && part === 'edit') return <EditPlan key={`${stored.plan.id} ${stored.revision}`} stored={stored} onSaved={put} />;
  const chosen = part === 'task' ? stored?.plan.tasks.find((each) => each.id === task) : undefined;
  if (stored && chosen) return <PlanTask key={chosen.id} plan={stored.plan} task={chosen} />;
  return (
    <Screen title={planMessages.title} wide>
      {failure !== null && <PlanFailure failure={failure} onTryAgain={reload} />}
      {plans?.length === 0 && <Empty text={planMessages.none} />}
      {!plans && failure === null && <p className="quiet">{planMessages.loading}</p>}
      {plans && stored && <PlanOverview plans={plans} stored={stored} isCurrent={failure === null} onChanged={put} />}
    </Screen>
  );
}

interface Overview {
  plans: StoredPlan[];
  stored: StoredPlan;
  /** Whether the server has told of it: only then may it be changed. */
  isCurrent: boolean;
  onChanged: (stored: StoredPlan) => void;
}

function PlanOverview({ plans, stored, isCurrent, onChanged }: Overview) {
  const [, navigate] = useLocation();
  const { plan, status } = stored;
  const { told, failure, reload } = useProgress(plan.id);
  return (
    <>
      <section className={style.head}>
        <label className={`${style.field} ${style.year}`}>
          <span>{planMessages.year}</span>
          <select value={plan.id} onChange={(event) => navigate(`/plan/${event.currentTarget.value}`)}>
            {plans.map((each) => (
              <option key={each.plan.id} value={each.plan.id}>
                {planMessages.choice(each.plan.year, each.status === 'draft')}
              </option>
            ))}
          </select>
        </label>
        <h2>{plan.title}</h2>
        <p className="quiet">{planMessages.document(plan.number, plan.date, plan.issuer)}</p>
        {status === 'draft' && <p>{planMessages.draft}</p>}
        {isCurrent && <PlanActions plans={plans} stored={stored} onChanged={onChanged} />}
        <div className={style.actions}>
          <LinkButton kind="plain" href="/plan/compare" icon={<GitCompareArrows />}>
            {planMessages.comparison.open}
          </LinkButton>
        </div>
      </section>
      {failure !== null && <PlanFailure failure={failure} onTryAgain={reload} />}
      <section className={style.head}>
        <h2>{planMessages.tasks}</h2>
        {told && <p className="quiet">{planMessages.asOf(told.today)}</p>}
        {!told && failure === null && <p className="quiet">{planMessages.loading}</p>}
        <ol className={style.tasks}>
          {plan.tasks.map((task, index) => (
            <li key={task.id}>
              <Link href={`/plan/${plan.id}/task/${task.id}`} className={`card ${style.task}`}>
                <TaskSummary task={task} place={index + 1} progress={told?.tasks.find((each) => each.task === task.id)} />
              </Link>
            </li>
          ))}
        </ol>
      </section>
      <PlanWords plan={plan} />
    </>
  );
}

function TaskSummary({ task, place, progress }: { task: Task; place: number; progress: TaskProgress | undefined }) {
  return (
    <>
      <h3>
        {place}. {task.title}
      </h3>
      <p className={style.facts}>
        <span>{task.lead}</span>
        <span>{task.time}</span>
        {targetWords(task).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </p>
      {progress && (
        <p className={style.states}>
          {stateOrder.map((state) => {
            const count = progress.rows.filter((row) => row.state === state).length;
            if (count === 0) return null;
            return task.scope === 'each' ? <StateChip key={state} state={state} count={count} /> : <StateChip key={state} state={state} />;
          })}
        </p>
      )}
    </>
  );
}

function PlanActions({ plans, stored, onChanged }: Omit<Overview, 'isCurrent'>) {
  const { now } = useDevice();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const { plan, status, revision } = stored;
  const next = Math.max(...plans.map((each) => each.plan.year)) + 1;
  // Minted once: a second press, or a second sending, makes no second copy.
  const [copyId] = useState(() => newIdentifier(now()));

  const finish = (change: PlanChange, done: string): void => {
    if (change.status === 'done') {
      onChanged(change.stored);
      showToast({ text: done });
      navigate(`/plan/${change.stored.plan.id}`);
      return;
    }
    showToast({ text: change.status === 'refused' ? change.sentence : planMessages.notSaved[change.status], seconds: 10 });
  };
  const copy = async (): Promise<void> => finish(await copyPlanTo(plan.id, { id: copyId, year: next }), planMessages.copied(next));
  const publish = async (): Promise<void> => {
    setAsking(false);
    finish(await publishPlan(plan.id, revision), planMessages.published);
  };
  return (
    <div className={style.actions}>
      {status === 'draft' && (
        <Button kind="primary" icon={<Send />} onClick={() => setAsking(true)}>
          {planMessages.publish}
        </Button>
      )}
      <LinkButton kind="plain" href={`/plan/${plan.id}/edit`} icon={<Pencil />}>
        {planMessages.edit}
      </LinkButton>
      <Button kind="plain" icon={<Plus />} onClick={() => void copy()}>
        {planMessages.copy(next)}
      </Button>
      <Dialog title={planMessages.publishQuestion(plan.year)} open={isAsking} onClose={() => setAsking(false)}>
        <p>{planMessages.publishText}</p>
        <div className={style.actions}>
          <Button kind="primary" onClick={() => void publish()}>
            {planMessages.publish}
          </Button>
          <Button kind="plain" onClick={() => setAsking(false)}>
            {planMessages.cancel}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
