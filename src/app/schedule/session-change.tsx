import { useId, useRef } from 'react';
import { type Kind, numberOf, type NumberField, textOf } from '../../domain/kinds/field.ts';
import type { ExceptionReason, Session } from '../../domain/schedule.ts';
import { formatNumber, parseNumber } from '../../domain/text.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { Minus, Plus } from '../ui/icon.tsx';
import { Keys } from './keys.tsx';
import { type Change, varyingFields } from './read-said.ts';
import { ReasonKeys } from './reason-keys.tsx';
import { dayReasons } from './reasons.ts';
import style from './says.module.css';

const { change: words, form } = scheduleMessages;
const answers = (['held', 'leftOut', 'otherwise'] as const).map((id) => ({ id, label: words.said[id] }));

/** What may be said of one session: held, not held and why, or held otherwise. */
export function SessionChange(props: {
  session: Session;
  kind: Kind;
  /** Marks its controls on the page. */
  name: string;
  change: Change | undefined;
  /** What is proposed once it is said that it was not held. */
  usualReason: ExceptionReason | null;
  sentence: string | undefined;
  onChange: (change: Change | undefined) => void;
}) {
  const { session, kind, name, change, usualReason, sentence, onChange } = props;
  return (
    <fieldset className={style.session}>
      <legend>
        <b>{session.time}</b> · {textOf(session.values, 'title')}
      </legend>
      <Keys
        name={`said ${name}`}
        keys={answers}
        chosen={change?.as ?? 'held'}
        onChoose={(as) => onChange(as === 'held' ? undefined : as === 'leftOut' ? { as, reason: usualReason } : { as })}
      />
      {change?.as === 'leftOut' && (
        <ReasonKeys
          legend={words.reason}
          name={`reason ${name}`}
          offered={dayReasons}
          chosen={change.reason}
          onChoose={(reason) => onChange({ as: 'leftOut', reason })}
        />
      )}
      {change?.as === 'otherwise' && (
        <div className={style.part}>
          {varyingFields(kind).map((field) => (
            <Stepper key={field.name} field={field} name={`${field.name} ${name}`} value={numberOf(session.values, field.name)} />
          ))}
          <label>
            <span>{words.time}</span>
            <span className="quiet">{form.timeHint}</span>
            <input className={style.box} name={`time ${name}`} defaultValue={session.time} autoComplete="off" inputMode="text" />
          </label>
        </div>
      )}
      <p role="alert" className={style.wrong}>
        {sentence}
      </p>
    </fieldset>
  );
}

/** The box keeps its own text; the keys beside it count from whatever stands in it. */
export function Stepper({ field, name, value }: { field: NumberField; name: string; value: number | undefined }) {
  const box = useRef<HTMLInputElement>(null);
  const labelId = useId();
  const move = (by: number): void => {
    if (!box.current) return;
    const next = Math.min(field.maximum, Math.max(field.minimum, (parseNumber(box.current.value) ?? 0) + by));
    box.current.value = formatNumber(next);
  };
  const step = field.step ?? 1;
  return (
    <div className={style.amount}>
      <span id={labelId}>{field.label}</span>
      <span className={style.stepper}>
        <button type="button" className={style.step} aria-label={words.less(field.label)} onClick={() => move(-step)}>
          <Minus />
        </button>
        <span className={style.measured}>
          <input
            ref={box}
            className={style.box}
            name={name}
            defaultValue={value === undefined ? '' : formatNumber(value)}
            autoComplete="off"
            inputMode="numeric"
            aria-labelledby={labelId}
          />
          {field.unit}
        </span>
        <button type="button" className={style.step} aria-label={words.more(field.label)} onClick={() => move(step)}>
          <Plus />
        </button>
      </span>
    </div>
  );
}
