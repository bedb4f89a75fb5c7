import type { ChoiceField } from '../../domain/kinds/field.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { controlId, describedBy, GroupFrame, SingleFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { fitAsSegments, offeredOptions } from './offered-options.ts';
import { Segment } from './segment.tsx';
import { useControl } from './use-control.ts';

/** Few and short as keys; more as the phone's own list. */
export function ChoiceControl({ field, remarks }: { field: ChoiceField; remarks: Remarks }) {
  const { form, day } = useFormTools();
  const chosen = useControl(field.name);
  const options = offeredOptions(field.options, { day, chosen: typeof chosen === 'string' ? [chosen] : [] });
  const registered = form.register(field.name);
  if (fitAsSegments(options.map((option) => option.label))) {
    return (
      <GroupFrame field={field} remarks={remarks}>
        {/* Four in two rows of two, where one row has no room. */}
        <div className={options.length === 4 ? `${style.segments} ${style.pairs}` : style.segments}>
          {options.map((option) => (
            <Segment key={option.id} type="radio" value={option.id} label={option.label} registered={registered} />
          ))}
        </div>
      </GroupFrame>
    );
  }
  return (
    <SingleFrame field={field} remarks={remarks}>
      <select
        id={controlId(field.name)}
        className={style.input}
        aria-describedby={describedBy(field, remarks)}
        aria-invalid={remarks.problem ? true : undefined}
        {...registered}
      >
        <option value="">{words.choice.none}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </SingleFrame>
  );
}
