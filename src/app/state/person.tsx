import { createContext, useContext, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { decide, type MutationType, type Relation, type Role } from '../../domain/permission.ts';
import { dayOf } from '../../domain/text.ts';
import type { CurrentPerson } from '../../localdb/current-person.ts';
import { readPerson } from '../../localdb/meta.ts';
import type { PersonState } from '../../localdb/rows.ts';
import { useDevice } from './device.tsx';
import { useLiveQuery } from './use-live-query.ts';

export type PersonDocument = PersonState['person'];

const PersonContext = createContext<PersonDocument | null | undefined>(undefined);

/** Reads the person once for all screens. */
export function PersonProvider({ children }: { children: ReactNode }) {
  const { db } = useDevice();
  const document = useLiveQuery(() => readPerson(db), [db]);
  return <PersonContext value={document}>{children}</PersonContext>;
}

/** The person as the server last described them; undefined while it is being read. */
export function usePersonDocument(): PersonDocument | null | undefined {
  return useContext(PersonContext);
}

/** What is kept of a person outside their database. */
export function currentPersonOf(document: PersonDocument, now: number): CurrentPerson {
  const today = dayOf(now);
  const valid = document.grants.filter((grant) => grant.from <= today && (grant.to === null || today <= grant.to));
  const roles = [...new Set(valid.map((grant) => grant.role))].sort();
  return { id: document.id, name: document.name, roles, demo: document.demo };
}

/** The names of the units that the person reports for. */
export function ownUnitNames(document: PersonDocument | null | undefined): string[] {
  const own = new Set(document?.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.unit));
  return (document?.units ?? []).filter((unit) => own.has(unit.key)).map((unit) => unit.name);
}

/** Whether a button for this change is worth showing; the server asks the same table again. */
export function mayDo(type: MutationType, entry: Entry, document: PersonDocument | null | undefined): boolean {
  return (document?.grants ?? []).some((grant) => {
    const relation = relationTo(entry, document?.id, grant);
    return decide({ type, role: grant.role, relation, status: entry.status }) === 'allowed';
  });
}

function relationTo(entry: Entry, person: string | undefined, grant: { role: Role; unit: string }): Relation {
  if (grant.role === 'reporter') {
    if (grant.unit !== entry.unit) return 'none';
    return entry.author.id === person ? 'author' : 'ownUnit';
  }
  // Nobody reviews what they wrote, whatever office they hold.
  return grant.role === 'reviewer' && entry.author.id === person ? 'author' : 'routedReviewer';
}
