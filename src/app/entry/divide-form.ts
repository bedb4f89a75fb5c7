import { divideSeries, type Division, type Neighbour } from '../../domain/divide-series.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { addDays, formatDay, type Day } from '../../domain/text.ts';
import { predecessorsOf, successorsOf, type Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readPerson } from '../../localdb/meta.ts';
import { divisionMessages as words } from '../messages/vi.division.ts';
import type { PersonDocument } from '../state/person.tsx';

/** Days for which the server still takes new entries of a unit that was somebody's. */
const grace = 90;

/** What becomes of a series that began in one unit and went on in the next. Asks the catalogue only where there is one. */
export async function divideForm(
  db: LocalDatabase,
  { kind, unit, today }: { kind: Kind; unit: Unit; today: Day },
  values: FieldValues,
): Promise<Division> {
  if (divideSeries(kind, values, unit, []).status === 'whole') return { status: 'whole' };
  const [person, units] = await Promise.all([readPerson(db), db.units.toArray()]);
  const known = units.find((each) => each.key === unit.key);
  const next = known ? [...predecessorsOf(known, units), ...successorsOf(known, units).map((each) => each.unit)] : [];
  const neighbours = next.map((each): Neighbour => ({ unit: each, mayWrite: (days) => mayWrite(person, each.key, { days, today }) }));
  return divideSeries(kind, values, unit, neighbours);
}

/** In words: what will be done, or why a person has to divide it. */
export function sentenceOfDivision(division: Exclude<Division, { status: 'whole' }>, files: number): string | null {
  if (division.status === 'divided') {
    const parts = division.parts.map(({ unit, days }) => words.part(unit.name, days.length, ...ends(days)));
    return words.divided(parts.join('; '), files > 0 ? (division.parts[0]?.unit.name ?? null) : null);
  }
  switch (division.reason) {
    case 'unknown':
      return null;
    case 'amount':
      return words.amount(division.label);
    case 'noRole':
      return words.noRole(...ends(division.days), division.units.map((unit) => unit.name).join(', '));
    case 'several':
      return words.several(...ends(division.days), division.units.map((unit) => unit.name).join(', '));
  }
}

function ends(days: readonly Day[]): [from: string, to: string] {
  return [formatDay(days[0] ?? ''), formatDay(days.at(-1) ?? '')];
}

/** As the server decides: who has the office today, or had it then and has not lost it for long. */
function mayWrite(person: PersonDocument | null, unit: string, { days, today }: { days: readonly Day[]; today: Day }): boolean {
  const granted = (person?.grants ?? []).filter((grant) => grant.role === 'reporter' && grant.unit === unit);
  return granted.some((grant) => {
    const holds = (day: Day): boolean => grant.from <= day && (grant.to === null || day <= grant.to);
    return holds(today) || (grant.to !== null && today <= addDays(grant.to, grace) && days.every(holds));
  });
}
