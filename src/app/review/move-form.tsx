import { useState } from 'react';
import { occurredOn } from '../../domain/kinds/index.ts';
import { dayOf } from '../../domain/text.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { ChooseUnit } from '../ui/choose-unit.tsx';
import style from './dialogs.module.css';
import type { ItemReview } from './use-item-review.ts';

/** To the unit that the entry should have been written for: one that was there on its day. */
export function MoveForm({ review, onCancel }: { review: ItemReview; onCancel: () => void }) {
  const { now } = useDevice();
  const typed = useOnlyHere();
  const [to, setTo] = useState<UnitRow | null>(null);
  const [isMissing, setMissing] = useState(false);
  const { entry, unitName } = review.shown.row;
  const { moveEntry: words } = unitMessages;
  return (
    <form
      className={style.form}
      onInput={typed}
      onSubmit={(event) => {
        event.preventDefault();
        if (to === null) setMissing(true);
        else review.move(to);
      }}
    >
      <p>{words.text}</p>
      <p className="quiet">{words.now(unitName)}</p>
      <ChooseUnit
        label={unitMessages.successor}
        day={occurredOn(entry) || dayOf(now())}
        tier="commune"
        without={entry.unit}
        name="to"
        onChoose={setTo}
      />
      <div role="alert" className={style.live}>
        {isMissing && to === null && <p className={style.error}>{words.missing}</p>}
      </div>
      <div className={style.actions}>
        <Button kind="primary" type="submit">
          {words.submit}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
