import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue, useId, useState } from 'react';
import { foldForSearch, type Day } from '../../domain/text.ts';
import { isValidOn, unitSearchText } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import style from './choose-unit.module.css';

const mostShown = 8;

/** Finds one unit among those of a day, by its name, the names that went into it, or its old district. */
export function ChooseUnit(props: {
  label: string;
  day: Day;
  tier: UnitRow['tier'];
  without: string;
  name: string;
  onChoose: (unit: UnitRow) => void;
}) {
  const { label, day, tier, without, name, onChoose } = props;
  const { db } = useDevice();
  const id = useId();
  const [search, setSearch] = useState('');
  const wanted = foldForSearch(useDeferredValue(search));
  const offered = useLiveQuery(() => readOffered(db, day, tier, without), [db, day, tier, without]);
  const found = wanted === '' ? [] : (offered ?? []).filter((each) => each.text.includes(wanted));
  return (
    <fieldset className={style.choose}>
      <legend>{label}</legend>
      <label className={style.search} htmlFor={id}>
        <span className="quiet">{unitMessages.searchHint}</span>
        <input id={id} type="search" autoComplete="off" onChange={(event) => setSearch(event.target.value)} />
      </label>
      <div aria-live="polite">{wanted !== '' && found.length === 0 && <p className="quiet">{unitMessages.noMatch}</p>}</div>
      {found.slice(0, mostShown).map(({ unit }) => (
        <label key={unit.key} className={style.option}>
          <input type="radio" name={name} value={unit.key} onChange={() => onChoose(unit)} />
          <span>{unit.name}</span>
        </label>
      ))}
    </fieldset>
  );
}

async function readOffered(
  db: LocalDatabase,
  day: Day,
  tier: UnitRow['tier'],
  without: string,
): Promise<{ unit: UnitRow; text: string }[]> {
  const units = await db.units.toArray();
  return units
    .filter((unit) => unit.tier === tier && unit.key !== without && isValidOn(unit, day))
    .sort((one, other) => compare(one.name, other.name))
    .map((unit) => ({ unit, text: unitSearchText(unit, units) }));
}

const { compare } = new Intl.Collator('vi');
