import { useId, useState } from 'react';
import type { UnitsField } from '../../domain/kinds/field.ts';
import { foldForSearch } from '../../domain/text.ts';
import { controlMessages as words } from '../messages/vi.controls.ts';
import { useUnitTexts } from '../state/use-unit-texts.ts';
import { Button } from '../ui/button.tsx';
import { listOf } from './controls.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { Segment } from './segment.tsx';
import { useControl } from './use-control.ts';

/** Above this a list is searched rather than read. */
const searchedFrom = 6;

/** The units that the writing one works for, to tick. What is filtered out stays in the form, only out of sight. */
export function UnitsControl({ field, remarks }: { field: UnitsField; remarks: Remarks }) {
  const { form, served } = useFormTools();
  const chosen = listOf({ chosen: useControl(field.name) }, 'chosen');
  const [wanted, setWanted] = useState('');
  const searchId = useId();
  const unitTexts = useUnitTexts();
  const registered = form.register(field.name);
  const isAll = chosen.length === served.length;
  return (
    <GroupFrame field={field} remarks={remarks}>
      <div className={style.row}>
        <p className={style.count} aria-live="polite">
          {words.units.chosen(chosen.length, served.length)}
        </p>
        <Button
          kind="plain"
          onClick={() => form.setValue(field.name, isAll ? [] : served.map((unit) => unit.key).sort(), { shouldDirty: true })}
        >
          {isAll ? words.units.none : words.units.all}
        </Button>
      </div>
      {served.length >= searchedFrom && (
        <div>
          <label htmlFor={searchId} className={style.sublabel}>
            {words.units.search}
          </label>
          <input
            id={searchId}
            type="search"
            className={style.input}
            autoComplete="off"
            enterKeyHint="search"
            placeholder={words.units.searchHint}
            onInput={(event) => setWanted(foldForSearch(event.currentTarget.value))}
          />
        </div>
      )}
      <div className={style.choices}>
        {served.map((unit) => (
          <div key={unit.key} hidden={!`${foldForSearch(unit.name)} ${unitTexts?.(unit.key) ?? ''}`.includes(wanted)}>
            <Segment type="checkbox" value={unit.key} label={unit.name} registered={registered} />
          </div>
        ))}
      </div>
    </GroupFrame>
  );
}
