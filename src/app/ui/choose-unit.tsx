import { useDeferredValue, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Span } from '../../domain/period.ts';
import { foldForSearch, type Day } from '../../domain/text.ts';
import { overlaps, unitSearchText } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from './button.tsx';
import style from './choose-unit.module.css';
import { Plus } from './icon.tsx';

const mostShown = 8;

/** Finds one unit among those of a day, by its name, the names that went into it, or its old district. */
export function ChooseUnit(props: {
  label: string;
  day: Day;
  /** Null for units of any. */
  tier: UnitRow['tier'] | null;
  without?: string;
  name: string;
  onChoose: (unit: UnitRow) => void;
}) {
  const { label, day, tier, without, name, onChoose } = props;
  const search = useSearch({ from: day, to: day }, { tier, without: without === undefined ? [] : [without] });
  return (
    <fieldset className={style.choose}>
      <legend>{label}</legend>
      <Search search={search} label={unitMessages.searchHint} />
      {search.found.map((unit) => (
        <label key={unit.key} className={style.option}>
          <input type="radio" name={name} value={unit.key} onChange={() => onChoose(unit)} />
          <span>{unit.name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The same search for a list of units of any tier: what is found is added with a tap, and the next one can be typed. */
export function AddUnit(props: { label: string; days: Span; without: readonly string[]; onAdd: (unit: UnitRow) => void }) {
  const { label, days, without, onAdd } = props;
  const search = useSearch(days, { tier: null, without });
  const box = useRef<HTMLInputElement>(null);
  const add = (unit: UnitRow): void => {
    onAdd(unit);
    search.type('');
    if (box.current) box.current.value = '';
    box.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    // Of an input method the key only ends a word.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // It would send the form that the search stands in.
    event.preventDefault();
    const [only] = search.found;
    if (only && search.found.length === 1) add(only);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the box in it has the focus; its key is only kept from the form
    <div className={style.choose} onKeyDown={pressed}>
      <Search search={search} label={label} box={box} />
      {search.found.map((unit) => (
        <Button key={unit.key} kind="plain" icon={<Plus />} onClick={() => add(unit)}>
          {unit.name}
          {unitPresence(unit, days) !== '' && ` (${unitPresence(unit, days)})`}
        </Button>
      ))}
    </div>
  );
}

/** Said of a unit that is not there on all of the days: names come back after a merger. */
export function unitPresence(unit: Pick<UnitRow, 'validFrom' | 'validTo'>, days: Span): string {
  if (unit.validTo !== null && unit.validTo < days.to) return unitMessages.until(unit.validTo);
  return unit.validFrom !== null && unit.validFrom > days.from ? unitMessages.since(unit.validFrom) : '';
}

type UnitSearch = ReturnType<typeof useSearch>;

function Search({ search, label, box }: { search: UnitSearch; label: string; box?: RefObject<HTMLInputElement | null> }) {
  const id = useId();
  return (
    <>
      <label className={style.search} htmlFor={id}>
        <span className="quiet">{label}</span>
        <input ref={box} id={id} type="search" autoComplete="off" onChange={(event) => search.type(event.target.value)} />
      </label>
      <div aria-live="polite">{search.isEmpty && <p className="quiet">{unitMessages.noMatch}</p>}</div>
    </>
  );
}

function useSearch({ from, to }: Span, among: { tier: UnitRow['tier'] | null; without: readonly string[] }) {
  const { db } = useDevice();
  const [search, setSearch] = useState('');
  const wanted = foldForSearch(useDeferredValue(search));
  const { tier } = among;
  const offered = useLiveQuery(() => readOffered(db, { from, to }, tier), [db, from, to, tier]);
  const found = wanted === '' ? [] : (offered ?? []).filter(({ unit, text }) => !among.without.includes(unit.key) && text.includes(wanted));
  return {
    type: setSearch,
    found: found.slice(0, mostShown).map(({ unit }) => unit),
    isEmpty: wanted !== '' && offered !== undefined && found.length === 0,
  };
}

async function readOffered(db: LocalDatabase, days: Span, tier: UnitRow['tier'] | null): Promise<{ unit: UnitRow; text: string }[]> {
  const units = await db.units.toArray();
  return units
    .filter((unit) => (tier === null || unit.tier === tier) && overlaps(unit, days))
    .sort((one, other) => compare(one.name, other.name))
    .map((unit) => ({ unit, text: unitSearchText(unit, units) }));
}

const { compare } = new Intl.Collator('vi');
