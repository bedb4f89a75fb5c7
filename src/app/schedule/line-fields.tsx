import type { ReactNode } from 'react';
import type { Field } from '../../domain/kinds/field.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import type { TypedLine } from './read-line.ts';
import style from './schedule.module.css';

const { form: words } = scheduleMessages;

/** One field of the kind as a line of the schedule asks for it. The boxes keep their own text: an input method may rewrite it. */
export function LineField({ field, typed }: { field: Field; typed: TypedLine }) {
  const value = typed[field.name]?.[0] ?? '';
  switch (field.type) {
    case 'text':
      return (
        <Labelled label={field.label} hint={field.hint}>
          {field.multiline ? (
            <textarea name={field.name} defaultValue={value} rows={2} />
          ) : (
            <input name={field.name} defaultValue={value} autoComplete="off" />
          )}
        </Labelled>
      );
    case 'number':
      return (
        <Labelled label={`${field.label} (${field.unit})`}>
          <input name={field.name} defaultValue={value} autoComplete="off" inputMode={field.decimals ? 'decimal' : 'numeric'} />
        </Labelled>
      );
    case 'choice':
      return (
        <Labelled label={field.label}>
          <select name={field.name} defaultValue={value}>
            <option value="">{words.choose}</option>
            {field.options
              .filter((option) => option.validTo === undefined || option.id === value)
              .map((option) => (
                <option key={option.id} value={option.id}>
                  {option.label}
                </option>
              ))}
          </select>
        </Labelled>
      );
    case 'choices':
      return <Ticks legend={field.label} name={field.name} options={field.options} ticked={typed[field.name] ?? []} />;
    default:
      return null;
  }
}

export function Labelled({ label, hint, children }: { label: string; hint?: string | undefined; children: ReactNode }) {
  return (
    <label className={style.field}>
      <span>{label}</span>
      {hint !== undefined && <span className="quiet">{hint}</span>}
      {children}
    </label>
  );
}

export function Ticks(props: {
  legend: string;
  /** Words of a letter or two stand beside each other. */
  short?: true;
  name: string;
  options: readonly { id: string; label: string }[];
  ticked: readonly string[];
}) {
  return (
    <fieldset className={style.field}>
      <legend>{props.legend}</legend>
      <div className={props.short ? style.weekdays : style.long}>
        {props.options.map((option) => (
          <label key={option.id} className={style.tick}>
            <input type="checkbox" name={props.name} value={option.id} defaultChecked={props.ticked.includes(option.id)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
