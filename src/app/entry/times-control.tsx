import type { TimesField } from '../../domain/kinds/field.ts';
import { parseTime } from '../../domain/text.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { listOf, part, textOf } from './controls.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { Segment } from './segment.tsx';
import { useControl } from './use-control.ts';

/** The usual times as keys, any other typed: 7h30, 7 giờ 30, 1705. */
export function TimesControl({ field, remarks }: { field: TimesField; remarks: Remarks }) {
  const { form } = useFormTools();
  const chosen = useControl(part(field.name, 'chosen'));
  const registered = form.register(part(field.name, 'chosen'));
  return (
    <GroupFrame field={field} remarks={remarks}>
      <div className={style.segments}>
        {field.suggestions.map((time) => (
          <Segment key={time} type="checkbox" value={time} label={time} registered={registered} />
        ))}
        <Segment type="checkbox" value="other" label={words.time.other} registered={registered} />
      </div>
      {listOf({ chosen }, 'chosen').includes('other') && <TypedTimes field={field} />}
    </GroupFrame>
  );
}

function TypedTimes({ field }: { field: TimesField }) {
  const { form } = useFormTools();
  const name = part(field.name, 'typed');
  const { onBlur, ...registered } = form.register(name);
  return (
    <div className={style.typedDay}>
      <input
        type="text"
        className={`${style.input} figures`}
        autoComplete="off"
        enterKeyHint="next"
        aria-label={words.time.typed(field.label)}
        aria-describedby={`${name}-example`}
        {...registered}
        onBlur={(event) => {
          void onBlur(event);
          form.setValue(name, tidyTimes(textOf(form.getValues(), name)), { shouldDirty: true });
        }}
      />
      <p id={`${name}-example`} className={style.hint}>
        {words.time.example}
      </p>
    </div>
  );
}

/** "7h30, 1705" → "07:30, 17:05"; what cannot be read stays as it was typed. */
export function tidyTimes(typed: string): string {
  return typed
    .split(/[,;]/)
    .map((time) => parseTime(time) ?? time.trim())
    .filter((time) => time !== '')
    .join(', ');
}
