import { coOrganisersOf } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { dayOf } from '../../domain/text.ts';
import { useDevice } from './device.tsx';
import { unitsToWriteFor } from './own-units.ts';
import { usePersonDocument, type PersonDocument } from './person.tsx';

/** Whether others wrote it and one of the person's units held it together with them: theirs to see, not to change. */
export function isJoint(entry: Pick<Entry, 'unit' | 'values'>, person: PersonDocument | null | undefined, today: string): boolean {
  const own = unitsToWriteFor(person ?? null, today).map((unit) => unit.key);
  return !own.includes(entry.unit) && coOrganisersOf(entry).some((unit) => own.includes(unit));
}

export function useIsJoint(): (entry: Entry) => boolean {
  const person = usePersonDocument();
  const { now } = useDevice();
  return (entry) => isJoint(entry, person, dayOf(now()));
}
