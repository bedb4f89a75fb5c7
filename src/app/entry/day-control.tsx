import type { DayField } from '../../domain/kinds/field.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { part } from './controls.ts';
import { DaySegments } from './day-segments.tsx';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import style from './form.module.css';
import { TypedDayWhenAsked } from './typed-day-when-asked.tsx';
import { useControl } from './use-control.ts';

export function DayControl({ field, remarks }: { field: DayField; remarks: Remarks }) {
  const mode = useControl(part(field.name, 'mode'));
  return (
    <GroupFrame field={field} remarks={remarks}>
      {!field.future && (
        <div className={style.segments}>
          <DaySegments field={field.name} />
        </div>
      )}
      {mode === 'other' && (
        <TypedDayWhenAsked name={part(field.name, 'typed')} label={words.day.typed(field.label)} {...(field.future && { future: true })} />
      )}
    </GroupFrame>
  );
}
