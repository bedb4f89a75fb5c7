import { useRef, useState } from 'react';
import { formatDay, formatDayLong, parseDay } from '../../domain/text.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { CalendarDays } from '../ui/icon.tsx';
import { textOf } from './controls.ts';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';

/**
 * A day typed as people write it, echoed in full; the calendar is behind a button. Native date boxes show 5 March as
 * 03/05 on an English phone and nothing can change that (ux.md 0.4).
 */
export function TypedDay({ name, label, future }: { name: string; label: string; future?: boolean }) {
  const { form, today } = useFormTools();
  const picker = useRef<HTMLInputElement>(null);
  const [echo, setEcho] = useState(() => echoOf(textOf(form.getValues(), name), today, future));
  const { onBlur, ...registered } = form.register(name);
  const hintId = `${name}-example`;
  const openCalendar = (): void => {
    const input = picker.current;
    if (!input) return;
    input.value = parseDay(textOf(form.getValues(), name), today, { future }) ?? today;
    input.showPicker();
  };

  return (
    <div className={style.typedDay}>
      <div className={style.row}>
        <input
          type="text"
          className={`${style.input} figures`}
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="next"
          aria-label={label}
          aria-describedby={hintId}
          placeholder=""
          {...registered}
          onBlur={(event) => {
            void onBlur(event);
            setEcho(echoOf(event.target.value, today, future));
          }}
        />
        <button type="button" className={style.step} aria-label={`${label}: ${words.day.calendar}`} onClick={openCalendar}>
          <CalendarDays />
        </button>
        <input
          ref={picker}
          type="date"
          className={style.hiddenPicker}
          tabIndex={-1}
          aria-hidden="true"
          max={future ? undefined : today}
          onChange={(event) => {
            if (event.target.value === '') return;
            form.setValue(name, formatDay(event.target.value), { shouldDirty: true });
            setEcho(echoOf(formatDay(event.target.value), today, future));
          }}
        />
      </div>
      <p id={hintId} className={style.hint} aria-live="polite">
        {echo ?? words.day.example}
      </p>
    </div>
  );
}

function echoOf(typed: string, today: string, future: boolean | undefined): string | null {
  const day = parseDay(typed, today, { future });
  return day && formatDayLong(day);
}
