import type { ExceptionReason } from '../../domain/schedule.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { Keys } from './keys.tsx';
import style from './says.module.css';

export function ReasonKeys(props: {
  legend: string;
  name: string;
  offered: readonly ExceptionReason[];
  chosen: ExceptionReason | null;
  onChoose: (reason: ExceptionReason) => void;
}) {
  return (
    <fieldset className={style.part}>
      <legend>{props.legend}</legend>
      <Keys
        name={props.name}
        keys={props.offered.map((id) => ({ id, label: scheduleMessages.reasons[id] }))}
        chosen={props.chosen}
        onChoose={props.onChoose}
      />
    </fieldset>
  );
}
