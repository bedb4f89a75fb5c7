import { useMemo } from 'react';
import { unitSearchText, type Unit } from '../../domain/unit.ts';
import { useDevice } from './device.tsx';
import { useLiveQuery } from './use-live-query.ts';

/** What a unit is found by: its name, former names and districts, folded. "" for one that this device's catalogue lacks. */
export type UnitTexts = (key: string) => string;

/** Undefined until the catalogue was read. */
export function useUnitTexts(): UnitTexts | undefined {
  const { db } = useDevice();
  const units = useLiveQuery(() => db.units.toArray(), [db]);
  return useMemo(() => units && textsOf(units), [units]);
}

/** Worked out once for each unit, when it is first asked about: a list names few of them. */
export function textsOf(units: readonly Unit[]): UnitTexts {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const texts = new Map<string, string>();
  return (key) => {
    const unit = byKey.get(key);
    const text = texts.get(key) ?? (unit ? unitSearchText(unit, units) : '');
    texts.set(key, text);
    return text;
  };
}
