import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { planFaults } from '../../domain/plan-faults.ts';
import { yearSpan } from '../../domain/period.ts';
import type { StoredPlan, Task } from '../../domain/plan.ts';
import { formatDay } from '../../domain/text.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { savePlan } from '../../sync/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { useDevice } from '../state/device.tsx';
import { showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { WrongSentences } from '../ui/wrong-sentences.tsx';
import { EditDuties } from './edit-duties.tsx';
import { EditForms } from './edit-forms.tsx';
import { PlanText } from './plan-text.tsx';
import style from './plan.module.css';
import { readPlanForm } from './read-plan-form.ts';
import { TaskFields } from './task-fields.tsx';
import { useUnits } from './use-plans.ts';

const { form: words } = planMessages;

/** The plan's words and tasks. The fields are the form's own (uncontrolled): an input method may rewrite what it typed. */
export function EditPlan({ stored, onSaved }: { stored: StoredPlan; onSaved: (stored: StoredPlan) => void }) {
  const { now } = useDevice();
  const [, navigate] = useLocation();
  const units = useUnits();
  const [tasks, setTasks] = useState(stored.plan.tasks);
  const [wrong, setWrong] = useState<string[]>([]);
  const { plan } = stored;
  const changed = useOnlyHere();
  const change = (next: Task[]): void => {
    changed();
    setTasks(next);
  };

  const save = async (data: FormData): Promise<void> => {
    // A day without a year is the plan's own.
    const { plan: typed, sentences } = readPlanForm(plan, tasks, data, yearSpan(plan.year).to);
    const faults = sentences.length > 0 ? sentences : planFaults(typed).map((fault) => fault.sentence);
    if (faults.length > 0) return showWrong(faults);
    const answer = await savePlan(typed, stored.revision);
    if (answer.status === 'done') {
      onSaved(answer.stored);
      showToast({ text: words.saved });
      navigate(`/plan/${plan.id}`);
      return;
    }
    showWrong([answer.status === 'refused' ? answer.sentence : planMessages.notSaved[answer.status]]);
  };
  const showWrong = (sentences: string[]): void => {
    setWrong(sentences);
    window.scrollTo({ top: 0 });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void save(new FormData(event.currentTarget));
  };

  return (
    <Screen
      title={planMessages.editTitle}
      back={`/plan/${plan.id}`}
      failed={wrong.length > 0}
      footer={
        <Button kind="primary" big type="submit" form="plan-form">
          {words.save}
        </Button>
      }
    >
      <WrongSentences title={words.wrong} sentences={wrong} />
      <form id="plan-form" className={style.form} onSubmit={submit} onInput={changed} noValidate>
        <fieldset className={`card ${style.group}`}>
          <legend className="visually-hidden">{words.document}</legend>
          <PlanText label={words.name} name="title" value={plan.title} lines={2} />
          <div className={style.row}>
            <PlanText label={words.number} name="number" value={plan.number} />
            <PlanText label={words.date} name="date" value={plan.date === null ? '' : formatDay(plan.date)} hint={words.dateHint} numeric />
          </div>
          <PlanText label={words.issuer} name="issuer" value={plan.issuer} />
        </fieldset>
        <details className={`card ${style.details}`}>
          <summary>{planMessages.contents}</summary>
          <div className={style.group}>
            {plan.topics.map((topic) => (
              <PlanText key={topic.letter} label={words.topic(topic.letter)} name={`topic.${topic.letter}`} value={topic.text} lines={4} />
            ))}
          </div>
        </details>
        <details className={`card ${style.details}`}>
          <summary>{planMessages.forms}</summary>
          <div className={style.group}>
            <EditForms forms={plan.forms} onChange={changed} />
          </div>
        </details>
        <details className={`card ${style.details}`}>
          <summary>{planMessages.duties}</summary>
          <div className={style.group}>
            <EditDuties duties={plan.duties} onChange={changed} />
          </div>
        </details>
        <h2>{planMessages.tasks}</h2>
        {tasks.map((task, index) => (
          <details key={task.id} className={`card ${style.details}`} open={task.title === ''}>
            <summary>
              {index + 1}. {task.title === '' ? words.newTask : task.title}
            </summary>
            <TaskFields
              task={task}
              year={plan.year}
              units={units}
              onChange={changed}
              onRemove={() => change(tasks.filter((each) => each.id !== task.id))}
            />
          </details>
        ))}
        <Button kind="plain" icon={<Plus />} onClick={() => change([...tasks, emptyTask(newIdentifier(now()))])}>
          {words.add}
        </Button>
      </form>
    </Screen>
  );
}

function emptyTask(id: string): Task {
  return {
    id,
    title: '',
    lead: '',
    doers: { types: [], units: [] },
    coordinating: '',
    time: '',
    deadline: { type: 'continuous' },
    deliverable: '',
    scope: 'each',
    targets: [{ indicator: 'named', amount: 1, per: 'year' }],
  };
}
