import { useState } from 'react';
import { yearSpan } from '../../domain/period.ts';
import { standingOn } from '../../domain/roll-up.ts';
import { overlaps } from '../../domain/unit.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { Button } from '../ui/button.tsx';
import { AddUnit, unitPresence } from '../ui/choose-unit.tsx';
import { Plus, Trash2 } from '../ui/icon.tsx';
import style from './plan.module.css';

const { form: words } = planMessages;

interface UnitListProps {
  label: string;
  /** What the opening button says: a task has two such lists. */
  adds: string;
  name: string;
  keys: readonly string[];
  year: number;
  units: ReadonlyMap<string, UnitRow> | undefined;
  onChange: () => void;
}

/** Units of a task, named by key: found by name, taken out one by one. */
export function UnitList({ label, adds, name, keys, year, units, onChange }: UnitListProps) {
  const [chosen, setChosen] = useState(keys);
  const [isAdding, setAdding] = useState(false);
  const put = (next: readonly string[]): void => {
    onChange();
    setChosen(next);
  };
  return (
    <fieldset className={style.group}>
      <legend>{label}</legend>
      {chosen.length > 0 && (
        <ul className={style.units}>
          {chosen.map((key) => (
            <li key={key}>
              <input type="hidden" name={name} value={key} />
              <span>
                {units?.get(key)?.name ?? key}
                {units && <Presence unit={units.get(key)} year={year} units={[...units.values()]} />}
              </span>
              <Button kind="plain" icon={<Trash2 size={20} />} onClick={() => put(chosen.filter((each) => each !== key))}>
                {words.removeUnit}
                <span className="visually-hidden"> {units?.get(key)?.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {/* Searched only where somebody adds: a plan has many such lists. */}
      {isAdding ? (
        <AddUnit label={words.findUnit} days={yearSpan(year)} without={chosen} onAdd={({ key }) => put([...chosen, key])} />
      ) : (
        <div>
          <Button kind="plain" icon={<Plus />} onClick={() => setAdding(true)}>
            {adds}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** Of a unit that has ended nothing is asked in that year: its keeper is told, and what took it over. */
function Presence({ unit, year, units }: { unit: UnitRow | undefined; year: number; units: readonly UnitRow[] }) {
  if (!unit) return null;
  const days = yearSpan(year);
  if (overlaps(unit, days)) {
    const presence = unitPresence(unit, days);
    return presence === '' ? null : <span className="quiet"> ({presence})</span>;
  }
  const standing = standingOn(unit, units, days.to);
  const next = standing.status === 'whole' ? [standing.unit] : standing.status === 'partial' ? standing.among : [];
  return <span className={style.ended}> {words.notInYear(next.map(({ name }) => name))}</span>;
}
