import type { NumberField } from '../../domain/kinds/field.ts';
import { formatNumber, parseNumber } from '../../domain/text.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { Minus, Plus } from '../ui/icon.tsx';
import { textOf } from './controls.ts';
import { controlId, describedBy, SingleFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { stepped } from './stepped.ts';

/** A text box with the numeric pad: `type=number` reads "1.234" as 1,234 thousandths (ux.md 3, Inputs). */
export function NumberControl({ field, remarks }: { field: NumberField; remarks: Remarks }) {
  const { form } = useFormTools();
  const { onBlur, ...registered } = form.register(field.name);
  const value = (): number | null => parseNumber(textOf(form.getValues(), field.name));
  const put = (number: number): void => form.setValue(field.name, formatNumber(number), { shouldDirty: true });
  const box = (
    <div className={style.measured}>
      <input
        type="text"
        id={controlId(field.name)}
        className={`${style.input} figures`}
        inputMode={field.decimals ? 'decimal' : 'numeric'}
        autoComplete="off"
        enterKeyHint="next"
        aria-describedby={[describedBy(field, remarks), `${controlId(field.name)}-unit`].filter(Boolean).join(' ')}
        aria-invalid={remarks.problem ? true : undefined}
        {...registered}
        onBlur={(event) => {
          void onBlur(event);
          const number = value();
          if (number !== null) put(number);
        }}
      />
      <span id={`${controlId(field.name)}-unit`} className={style.unit}>
        {field.unit}
      </span>
    </div>
  );

  const { step } = field;
  if (step === undefined) {
    return (
      <SingleFrame field={field} remarks={remarks}>
        {box}
      </SingleFrame>
    );
  }
  const size = formatNumber(step);
  const move = (direction: 1 | -1): void => put(stepped(value(), direction, { ...field, step }));
  return (
    <SingleFrame field={field} remarks={remarks}>
      <div className={style.stepper}>
        <button type="button" className={style.step} aria-label={words.number.less(size, field.unit)} onClick={() => move(-1)}>
          <Minus />
        </button>
        {box}
        <button type="button" className={style.step} aria-label={words.number.more(size, field.unit)} onClick={() => move(1)}>
          <Plus />
        </button>
      </div>
    </SingleFrame>
  );
}
