import type { UnitsField } from '../../domain/kinds/field.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { readNames } from '../../localdb/names.ts';
import { controlMessages as words } from '../messages/vi.controls.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { AddUnit } from '../ui/choose-unit.tsx';
import { Trash2 } from '../ui/icon.tsx';
import { listOf } from './controls.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { useControl } from './use-control.ts';

/** Units that held it together with the writing one: found by name, taken out one by one. */
export function CoOrganisersControl({ field, remarks }: { field: UnitsField; remarks: Remarks }) {
  const { form, today, kind, unit, shown } = useFormTools();
  const { db } = useDevice();
  const chosen = listOf({ chosen: useControl(field.name) }, 'chosen');
  const names = useLiveQuery(() => readNames(db), [db]);
  const put = (keys: readonly string[]): void => form.setValue(field.name, [...keys].sort(), { shouldDirty: true });
  const day = occurredOn({ kind, values: shown }) || today;
  const isFull = chosen.length >= (field.maximumCount ?? Infinity);
  return (
    <GroupFrame field={field} remarks={remarks}>
      <ul className={style.records}>
        {chosen.map((key) => (
          <li key={key} className={style.row}>
            <span className={style.count}>{names?.get(key) ?? key}</span>
            <Button kind="plain" icon={<Trash2 size={20} />} onClick={() => put(chosen.filter((each) => each !== key))}>
              {words.coOrganisers.remove}
              <span className="visually-hidden"> {names?.get(key)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {isFull ? (
        <p className={style.hint}>{words.coOrganisers.full(chosen.length)}</p>
      ) : (
        <AddUnit
          label={words.coOrganisers.find}
          days={{ from: day, to: day }}
          without={[unit, ...chosen]}
          onAdd={({ key }) => put([...chosen, key])}
        />
      )}
    </GroupFrame>
  );
}
