import type { DaysField } from '../../domain/kinds/field.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { everyWeekday, part } from './controls.ts';
import { DaySegments } from './day-segments.tsx';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { Segment } from './segment.tsx';
import { TypedDayWhenAsked } from './typed-day-when-asked.tsx';
import { useControl } from './use-control.ts';

/** One day as elsewhere, or a series: from, to, on which weekdays. */
export function DaysControl({ field, remarks }: { field: DaysField; remarks: Remarks }) {
  const { form } = useFormTools();
  const mode = useControl(part(field.name, 'mode'));
  const registered = form.register(part(field.name, 'mode'));
  return (
    <GroupFrame field={field} remarks={remarks}>
      <div className={`${style.segments} ${style.pairs}`}>
        <DaySegments field={field.name} />
        <Segment type="radio" value="many" label={words.day.many} registered={registered} />
      </div>
      {mode === 'other' && <TypedDayWhenAsked name={part(field.name, 'typed')} label={words.day.typed(field.label)} />}
      {mode === 'many' && <Series field={field.name} />}
    </GroupFrame>
  );
}

function Series({ field }: { field: string }) {
  const { form } = useFormTools();
  const weekdays = form.register(part(field, 'weekdays'));
  return (
    <div className={style.series}>
      <div>
        <p className={style.sublabel}>{words.day.from}</p>
        <TypedDayWhenAsked name={part(field, 'from')} label={words.day.from} />
      </div>
      <div>
        <p className={style.sublabel}>{words.day.to}</p>
        <TypedDayWhenAsked name={part(field, 'to')} label={words.day.to} />
      </div>
      <fieldset>
        <legend className={style.sublabel}>{words.day.weekdays}</legend>
        <div className={style.weekdays}>
          {mondayFirst.map((weekday) => (
            <Segment key={weekday} type="checkbox" value={weekday} label={words.weekdays[Number(weekday)] ?? ''} registered={weekdays} />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

const mondayFirst = [...everyWeekday.slice(1), '0'];
