import { useRef, useState } from 'react';
import { formatDay, formatDayLong, parseDay, type Day } from '../../domain/text.ts';
import { findingMessages as findings } from '../messages/vi.findings.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { CalendarDays, TriangleAlert } from '../ui/icon.tsx';
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
  const show = (typed: string): void => setEcho(echoOf(typed, today, future));
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
          aria-invalid={echo.isWrong || undefined}
          {...registered}
          onBlur={(event) => {
            void onBlur(event);
            show(event.target.value);
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
            show(formatDay(event.target.value));
          }}
        />
      </div>
      <p id={hintId} className={echo.isWrong ? style.problem : style.hint} aria-live="polite">
        {echo.isWrong && <TriangleAlert size={20} />}
        {echo.text}
      </p>
    </div>
  );
}

/** The day in full, or what is wrong with it: at once, rather than when everything else is done. */
function echoOf(typed: string, today: Day, future: boolean | undefined): { text: string; isWrong: boolean } {
  if (typed.trim() === '') return { text: words.day.example, isWrong: false };
  const day = parseDay(typed, today, { future });
  if (!day) return { text: findings.wrongDay, isWrong: true };
  if (!future && day > today) return { text: findings.futureDay(formatDay(day), formatDay(today)), isWrong: true };
  return { text: formatDayLong(day), isWrong: false };
}
