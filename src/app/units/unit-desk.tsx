import { useCallback, useEffect, useState } from 'react';
import { dayOf } from '../../domain/text.ts';
import { fetchEndedUnits, moveUnitRoles, type EndedUnit } from '../../sync/unit-roles.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { ChooseUnit } from '../ui/choose-unit.tsx';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './units.module.css';

type Failure = keyof typeof unitMessages.failure;

/** The day a unit has ended: its people are moved to what took it over. */
export function UnitDesk() {
  const [units, setUnits] = useState<EndedUnit[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const load = useCallback(() => {
    const ask = async (): Promise<void> => {
      const answer = await fetchEndedUnits();
      if (answer.status === 'loaded') setUnits(answer.units);
      setFailure(answer.status === 'loaded' ? null : answer.status);
    };
    void ask();
  }, []);
  useEffect(load, [load]);

  return (
    <Screen title={unitMessages.title} back="/">
      {failure !== null && (
        <Empty text={unitMessages.failure[failure]}>
          <Button kind="plain" onClick={load}>
            {unitMessages.tryAgain}
          </Button>
        </Empty>
      )}
      {units === null && failure === null && <p className="quiet">{unitMessages.loading}</p>}
      {units?.length === 0 && <Empty text={unitMessages.none} />}
      {units && units.length > 0 && <p>{unitMessages.intro}</p>}
      <ul className={style.units}>
        {units?.map((unit) => (
          <li key={unit.key} className="card">
            <EndedUnitForm unit={unit} onMoved={load} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function EndedUnitForm({ unit, onMoved }: { unit: EndedUnit; onMoved: () => void }) {
  const { now } = useDevice();
  // One successor that took everything is the answer; of several a person has to choose.
  const [only] = unit.successors;
  const [to, setTo] = useState(only && unit.successors.length === 1 && only.extent === 'full' ? only : null);
  const [isMissing, setMissing] = useState(false);

  const move = async (): Promise<void> => {
    if (to === null) return setMissing(true);
    const answer = await moveUnitRoles(unit.key, to.key);
    if (answer.status === 'done') {
      showToast({ text: unitMessages.moved(answer.people, to.name) });
      return onMoved();
    }
    showToast({ text: answer.status === 'refused' ? answer.sentence : unitMessages.failure[answer.status], seconds: 10 });
  };
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <h2>{unit.name}</h2>
      <p className="quiet">{unitMessages.ended(unit.lastDay)}</p>
      <p>{unitMessages.people(unit.people.map((person) => person.name))}</p>
      {unit.successors.length > 0 ? (
        <fieldset className={style.successors}>
          <legend>{unitMessages.successor}</legend>
          {unit.successors.map((successor) => (
            <label key={successor.key} className={style.option}>
              <input type="radio" name="to" checked={to?.key === successor.key} onChange={() => setTo(successor)} />
              <span>
                {successor.name}
                {successor.extent === 'partial' && ` (${unitMessages.partial})`}
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p>{unitMessages.unknownSuccessor}</p>
      )}
      <details>
        <summary className={style.more}>{unitMessages.otherUnit}</summary>
        <ChooseUnit
          label={unitMessages.successor}
          day={dayOf(now())}
          tier={unit.key.startsWith('org-') ? 'organisation' : 'commune'}
          without={unit.key}
          name="to"
          onChoose={({ key, name }) => setTo({ key, name, extent: 'full' })}
        />
      </details>
      <div role="alert">{isMissing && to === null && <p className={style.wrong}>{unitMessages.choose}</p>}</div>
      <div>
        <Button kind="primary" type="submit">
          {unitMessages.move}
        </Button>
      </div>
    </form>
  );
}
