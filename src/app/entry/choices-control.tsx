import type { ChoicesField } from '../../domain/kinds/field.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { offeredOptions } from './offered-options.ts';
import { Segment } from './segment.tsx';

export function ChoicesControl({ field, remarks }: { field: ChoicesField; remarks: Remarks }) {
  const { form, day } = useFormTools();
  const registered = form.register(field.name);
  const chosen = form.getValues(field.name);
  const options = offeredOptions(field.options, { day, chosen: Array.isArray(chosen) ? chosen.map(String) : [] });
  return (
    <GroupFrame field={field} remarks={remarks}>
      <div className={style.choices}>
        {options.map((option) => (
          <Segment key={option.id} type="checkbox" value={option.id} label={option.label} registered={registered} />
        ))}
      </div>
    </GroupFrame>
  );
}
