import { dayOf } from '../../domain/text.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { useDevice } from '../state/device.tsx';
import { unitsToWriteFor } from '../state/own-units.ts';
import { usePersonDocument } from '../state/person.tsx';
import style from './import.module.css';

/** Only for people who write for more than one unit. */
export function UnitChoice({ chosen, onChoose }: { chosen: string; onChoose: (unit: string) => void }) {
  const { now } = useDevice();
  const units = unitsToWriteFor(usePersonDocument() ?? null, dayOf(now()));
  if (units.length < 2) return null;
  return (
    <label className={style.column}>
      <span>{words.unit}</span>
      <select value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {units.map((unit) => (
          <option key={unit.key} value={unit.key}>
            {unit.name}
          </option>
        ))}
      </select>
    </label>
  );
}
