import { addDays, formatDayShort } from '../../domain/text.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { part } from './controls.ts';
import { useFormTools } from './form-context.ts';
import { Segment } from './segment.tsx';

/** Today, yesterday, another day. Their values are the days themselves: a draft that is reopened tomorrow means the same. */
export function DaySegments({ field }: { field: string }) {
  const { form, today } = useFormTools();
  const registered = form.register(part(field, 'mode'));
  const yesterday = addDays(today, -1);
  return (
    <>
      <Segment type="radio" value={today} label={words.day.today} small={formatDayShort(today)} registered={registered} />
      <Segment type="radio" value={yesterday} label={words.day.yesterday} small={formatDayShort(yesterday)} registered={registered} />
      <Segment type="radio" value="other" label={words.day.other} registered={registered} />
    </>
  );
}
