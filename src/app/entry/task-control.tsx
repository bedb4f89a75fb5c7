import { occurredOn } from '../../domain/kinds/index.ts';
import { findTask, suggestTasks, type Task } from '../../domain/plan.ts';
import type { TaskField } from '../../domain/kinds/field.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readPlans } from '../../localdb/meta.ts';
import { controlMessages as words } from '../messages/vi.controls.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { ListChecks } from '../ui/icon.tsx';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { focusField } from './focus-field.ts';
import { fieldId, useFormTools, type FormTools } from './form-context.ts';
import style from './form.module.css';
import { Segment } from './segment.tsx';
import { useControl } from './use-control.ts';

/** The few tasks of the plan that this entry may serve, one tap each; nothing where the plan asks nothing of it. */
export function TaskControl({ field, remarks }: { field: TaskField; remarks: Remarks }) {
  const { db } = useDevice();
  const { form, kind, unit, shown } = useFormTools();
  const control = useControl(field.name);
  const chosen = typeof control === 'string' ? control : '';
  const offered = useLiveQuery(() => readOffered(db, { kind, unit, shown }, chosen), [db, kind, unit, shown, chosen]);
  if (!offered || offered.length === 0) return null;
  const registered = form.register(field.name);
  return (
    <GroupFrame field={field} remarks={remarks}>
      <div className={style.choices}>
        {offered.map((task) => (
          <Segment key={task.id} type="radio" value={task.id} label={task.title} registered={registered} />
        ))}
        <Segment type="radio" value="" label={words.task.none} registered={registered} />
      </div>
    </GroupFrame>
  );
}

/**
 * Said in one quiet line while no task is chosen and some would fit; nothing waits for it. Asked in the confirmation it
 * would be one tap more for every meeting and every broadcast.
 */
export function TaskReminder({ field }: { field: TaskField }) {
  const { db } = useDevice();
  const { kind, unit, shown } = useFormTools();
  const isChosen = useControl(field.name) !== '';
  const offered = useLiveQuery(() => readOffered(db, { kind, unit, shown }, ''), [db, kind, unit, shown]);
  if (isChosen || !offered || offered.length === 0) return null;
  return (
    <a
      className={style.again}
      href={`#${fieldId(field.name)}`}
      onClick={(event) => {
        event.preventDefault();
        focusField(field.name);
      }}
    >
      <ListChecks size={20} />
      {words.task.reminder(offered.length)}
    </a>
  );
}

/** What was chosen before stays on offer, whatever is likely by now. */
async function readOffered(
  db: LocalDatabase,
  entry: Pick<FormTools, 'kind' | 'unit' | 'shown'>,
  chosen: string,
): Promise<Pick<Task, 'id' | 'title'>[]> {
  const [plans, unit] = await Promise.all([readPlans(db), db.units.get(entry.unit)]);
  const likely = unit ? suggestTasks(plans, { kind: entry.kind, values: entry.shown }, unit) : [];
  const known = findTask(plans, chosen, occurredOn({ kind: entry.kind, values: entry.shown }));
  return known && !likely.some((task) => task.id === chosen) ? [...likely, known] : likely;
}
