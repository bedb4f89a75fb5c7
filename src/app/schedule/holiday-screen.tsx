import { type FormEvent, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readTyped } from '../../domain/input.ts';
import { numberOf, textOf } from '../../domain/kinds/field.ts';
import { type ExceptionReason, type ScheduleException, type ScheduleLine, tellReason } from '../../domain/schedule.ts';
import { exceptionFaults } from '../../domain/schedule-faults.ts';
import { dayOf, parseDay, parseTime } from '../../domain/text.ts';
import { servedOn } from '../../domain/unit.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { sayExceptions } from '../../localdb/schedules.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { Keys } from './keys.tsx';
import { Labelled } from './line-fields.tsx';
import { varyingFields } from './read-said.ts';
import { ReasonKeys } from './reason-keys.tsx';
import { holidayReasons } from './reasons.ts';
import says from './says.module.css';
import style from './schedule.module.css';
import { Stepper } from './session-change.tsx';
import { type UnitSchedule, useMinute, useSchedules } from './use-schedules.ts';

const { form: words } = scheduleMessages;
const ways = (['leftOut', 'instead'] as const).map((id) => ({ id, label: words.otherwise[id] }));

/** Days on which the schedule, or one line of it, is not aired or is aired otherwise. */
export function HolidayScreen() {
  const { db, now, runner } = useDevice();
  const changed = useOnlyHere();
  const [, navigate] = useLocation();
  const unit = new URLSearchParams(useSearch()).get('unit');
  const minute = useMinute();
  const today = dayOf(minute);
  const found = useSchedules({ from: today, to: today }, minute)?.find(({ known }) => known.unit === unit);
  const [line, setLine] = useState<string | null>(null);
  const [way, setWay] = useState<'leftOut' | 'instead'>('leftOut');
  const [reason, setReason] = useState<ExceptionReason>('holiday');
  const [wrong, setWrong] = useState<string | null>(null);

  const lines = (found?.known.schedule.lines ?? []).filter((each) => each.to === null || each.to >= today);
  const chosen = lines.find((each) => each.id === line);
  const isInstead = way === 'instead' && chosen !== undefined;

  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!found) return navigate('/schedule');
    const read = readException(new FormData(event.currentTarget), {
      schedule: found,
      id: newIdentifier(now()),
      line: chosen,
      isInstead,
      reason,
      today,
    });
    if ('sentence' in read) {
      setWrong(read.sentence);
      return window.scrollTo({ top: 0 });
    }
    const { exception } = read;
    await sayExceptions(db, found.known.schedule, { added: [exception], removed: [] });
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
        <Labelled label={words.line}>
          <select value={line ?? ''} onChange={(event) => setLine(event.currentTarget.value || null)}>
            <option value="">{words.allLines}</option>
            {lines.map((each) => (
              <option key={each.id} value={each.id}>
                {[each.time, textOf(each.values, 'title')].filter(Boolean).join(' · ')}
              </option>
            ))}
          </select>
        </Labelled>
        {chosen && <Keys name="way" keys={ways} chosen={way} onChoose={setWay} />}
        {isInstead && found ? (
          <div key={chosen.id} className={says.part}>
            <Labelled label={words.insteadTime} hint={words.timeHint}>
              <input name="time" defaultValue={chosen.time} autoComplete="off" inputMode="text" />
            </Labelled>
            {varyingFields(found.kind).map((field) => (
              <Stepper key={field.name} field={field} name={field.name} value={numberOf(chosen.values, field.name)} />
            ))}
          </div>
        ) : (
          <ReasonKeys legend={words.reason} name="reason" offered={holidayReasons} chosen={reason} onChoose={setReason} />
        )}
      </form>
    </Screen>
  );
}

/** What was typed, or the sentence that says what of it cannot be taken. */
function readException(
  data: FormData,
  situation: {
    schedule: UnitSchedule;
    id: string;
    line: ScheduleLine | undefined;
    isInstead: boolean;
    reason: ExceptionReason;
    today: string;
  },
): { exception: ScheduleException } | { sentence: string } {
  const { schedule, id, line, isInstead, reason, today } = situation;
  const typed = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const from = parseDay(typed('from'), today, { future: true });
  const to = typed('to') === '' ? from : parseDay(typed('to'), today, { future: true });
  if (from === null) return { sentence: words.badDay(words.holidayFrom) };
  if (to === null) return { sentence: words.badDay(words.holidayTo) };
  const days = { id, line: line?.id ?? null, from, to };
  const fields = varyingFields(schedule.kind);
  const { values, findings } = readTyped(fields, Object.fromEntries(fields.map(({ name }) => [name, typed(name)])), today);
  const labelOf = (name: string | undefined): string | undefined => schedule.kind.fields.find((field) => field.name === name)?.label;
  const [unreadable] = findings;
  if (isInstead && unreadable) return { sentence: words.badNumber(labelOf(unreadable.field) ?? '') };
  const exception: ScheduleException =
    isInstead && line
      ? { ...days, reason: 'other', instead: { time: parseTime(typed('time')) ?? '', values: { ...line.values, ...values } } }
      : { ...days, ...tellReason(reason), instead: null };
  const { kind, unit, known } = schedule;
  const [fault] = exceptionFaults(exception, { schedule: known.schedule, kind, servedOnDay: (day) => servedOn(unit, day) });
  return fault ? { sentence: words.fault(fault.reason, labelOf(fault.field)) } : { exception };
}
