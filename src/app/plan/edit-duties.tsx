import type { PlanDuty } from '../../domain/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { Button } from '../ui/button.tsx';
import { Plus, Trash2 } from '../ui/icon.tsx';
import { PlanText } from './plan-text.tsx';
import style from './plan.module.css';
import { useRows } from './use-rows.ts';

const { form: words } = planMessages;

/** What the plan makes each actor's duty (III), a line for each. */
export function EditDuties({ duties, onChange }: { duties: readonly PlanDuty[]; onChange: () => void }) {
  const { rows, add, remove } = useRows(duties, onChange);
  return (
    <>
      {rows.map(({ id, value }, place) => (
        <details key={id} className={style.details} open={value === undefined}>
          <summary>
            {place + 1}. {value?.actor ?? words.newDuty}
          </summary>
          <div className={style.group}>
            <input type="hidden" name="duties" value={id} />
            <PlanText label={words.actor} name={`duties.${id}.actor`} value={value?.actor ?? ''} lines={2} />
            <PlanText
              label={words.dutyText}
              hint={words.dutyHint}
              name={`duties.${id}.text`}
              value={value?.text.join('\n') ?? ''}
              lines={Math.min(16, 3 + (value?.text.length ?? 0) * 2)}
            />
            <div>
              <Button kind="danger" icon={<Trash2 />} onClick={() => remove(id)}>
                {words.removeDuty}
              </Button>
            </div>
          </div>
        </details>
      ))}
      <div>
        <Button kind="plain" icon={<Plus />} onClick={add}>
          {words.addDuty}
        </Button>
      </div>
    </>
  );
}
