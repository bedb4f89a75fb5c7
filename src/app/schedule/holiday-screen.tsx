import { type FormEvent, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { ExceptionReason } from '../../domain/schedule.ts';
import { dayOf, parseDay } from '../../domain/text.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { changeExceptions, readSchedules } from '../../localdb/schedules.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { Labelled } from './line-fields.tsx';
import style from './schedule.module.css';

const { form: words, reasons } = scheduleMessages;
const reasonIds: readonly ExceptionReason[] = ['holiday', 'power', 'loudspeaker', 'other'];

/** Days on which nothing of the schedule is aired. */
export function HolidayScreen() {
  const { db, now, runner } = useDevice();
  const changed = useOnlyHere();
  const [, navigate] = useLocation();
  const unit = new URLSearchParams(useSearch()).get('unit');
  const [wrong, setWrong] = useState<string | null>(null);

  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const today = dayOf(now());
    const from = parseDay(typed('from'), today, { future: true });
    const to = typed('to') === '' ? from : parseDay(typed('to'), today, { future: true });
    if (from === null) return setWrong(words.badDay(words.holidayFrom));
    if (to === null) return setWrong(words.badDay(words.holidayTo));
    if (to < from) return setWrong(words.fault('order', undefined));
    const reason = reasonIds.find((each) => each === typed('reason')) ?? 'holiday';
    const known = (await readSchedules(db)).find((each) => each.unit === unit);
    if (!known) return navigate('/schedule');
    const added = [{ id: newIdentifier(now()), line: null, from, to, reason, instead: null }];
    await db.transaction('rw', db.meta, () => changeExceptions(db, known.schedule, { added, removed: [] }));
    runner.workAdded();
    showToast({ text: words.saved });
    navigate('/schedule');
  };

  return (
    <Screen
      title={words.holidayTitle}
      back="/schedule"
      failed={wrong !== null}
      footer={
        <Button kind="primary" big type="submit" form="holiday-form">
          {words.save}
        </Button>
      }
    >
      <p role="alert" className={style.missing}>
        {wrong}
      </p>
      <form id="holiday-form" className={style.form} onSubmit={(event) => void save(event)} onInput={changed} noValidate>
        <Labelled label={words.holidayFrom} hint={words.dayHint}>
          <input name="from" autoComplete="off" inputMode="numeric" />
        </Labelled>
        <Labelled label={words.holidayTo} hint={words.holidayToHint}>
          <input name="to" autoComplete="off" inputMode="numeric" />
        </Labelled>
        <fieldset className={style.field}>
          <legend>{words.reason}</legend>
          <div className={style.reasons}>
            {reasonIds.map((id) => (
              <label key={id} className={style.tick}>
                <input type="radio" name="reason" value={id} defaultChecked={id === 'holiday'} />
                {reasons[id]}
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Screen>
  );
}
