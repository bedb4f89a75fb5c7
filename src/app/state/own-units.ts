import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';
import { isValidOn, servedOn, type Unit } from '../../domain/unit.ts';
import type { PersonDocument } from './person.tsx';

/** Units that a person may write for on a day. */
export function unitsToWriteFor(person: PersonDocument | null, today: Day): Unit[] {
  const granted = new Set(
    person?.grants
      .filter((grant) => grant.role === 'reporter' && grant.from <= today && (grant.to === null || today <= grant.to))
      .map((grant) => grant.unit),
  );
  return (person?.units ?? []).filter((unit) => granted.has(unit.key));
}

/** The unit as the person's document knows it; nameless where it is not in there any more. */
export function unitOf(person: PersonDocument, key: string): Unit {
  return person.units.find((unit) => unit.key === key) ?? { key, name: key, tier: 'commune', validFrom: null, validTo: null };
}

/** Units that `key` works for on the day, as the checks and the checklist need them. */
export function servedUnits(person: PersonDocument, key: string, day: Day): Unit[] {
  const served = new Set(servedOn(unitOf(person, key), day));
  return person.units.filter((unit) => served.has(unit.key) && isValidOn(unit, day));
}

/** The station profile, for kinds that have one. */
export function presetOf(person: PersonDocument, unit: Unit, kind: Kind): FieldValues {
  return person.presets.find((each) => each.unit === unit.key && each.kind === kind.id)?.values ?? {};
}
