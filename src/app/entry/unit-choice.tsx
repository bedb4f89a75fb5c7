import type { Unit } from '../../domain/unit.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { Segment } from './segment.tsx';
import { unitControl } from './use-filled-form.ts';

/** Only for people who write for more than one unit. */
export function UnitChoice({ units }: { units: readonly Unit[] }) {
  const { form } = useFormTools();
  const registered = form.register(unitControl);
  return (
    <fieldset className={style.field}>
      <legend className={style.label}>{words.unit}</legend>
      <div className={style.segments}>
        {units.map((unit) => (
          <Segment key={unit.key} type="radio" value={unit.key} label={unit.name} registered={registered} />
        ))}
      </div>
    </fieldset>
  );
}
