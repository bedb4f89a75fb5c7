import { kindHeads } from '../../domain/kinds/index.ts';
import { pointLetter, type PlanForm } from '../../domain/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { Button } from '../ui/button.tsx';
import { Plus, Trash2 } from '../ui/icon.tsx';
import { PlanText } from './plan-text.tsx';
import style from './plan.module.css';
import { useRows } from './use-rows.ts';

const { form: words } = planMessages;

/** The plan's forms (II.2): the words of each, and the kinds of entries that are of it. */
export function EditForms({ forms, onChange }: { forms: readonly PlanForm[]; onChange: () => void }) {
  const { rows, add, remove } = useRows(forms, onChange);
  return (
    <>
      {rows.map(({ id, value }, place) => (
        <fieldset key={id} className={style.part}>
          <legend className="visually-hidden">{words.formText(pointLetter(place))}</legend>
          <input type="hidden" name="forms" value={id} />
          <PlanText label={words.formText(pointLetter(place))} name={`forms.${id}.text`} value={value?.text ?? ''} lines={4} />
          <div className={style.choices}>
            {kindHeads.map((kind) => (
              <label key={kind.id} className={style.choice}>
                <input type="checkbox" name={`forms.${id}.kinds`} value={kind.id} defaultChecked={value?.kinds.includes(kind.id)} />
                <span>{kind.label}</span>
              </label>
            ))}
          </div>
          <div>
            <Button kind="danger" icon={<Trash2 />} onClick={() => remove(id)}>
              {words.removeForm(pointLetter(place))}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button kind="plain" icon={<Plus />} onClick={add}>
          {words.addForm}
        </Button>
      </div>
    </>
  );
}
