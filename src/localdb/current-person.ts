import { tellWorker } from './person-for-worker.ts';

/** Who uses this device now. In localStorage, so that the first paint does not wait for a database. */
export interface CurrentPerson {
  id: string;
  name: string;
  roles: ('reporter' | 'reviewer' | 'administrator')[];
  demo: boolean;
}

const place = 'so.person';
export function readCurrentPerson(): CurrentPerson | null {
  const text = localStorage.getItem(place);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isCurrentPerson(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function rememberCurrentPerson(person: CurrentPerson): void {
  localStorage.setItem(place, JSON.stringify(person));
  // Pictures that are shared with the app are taken in by the worker, for this person.
  void tellWorker(person.id).catch(() => {});
}

/** Written by this app alone: what is asked is whether it is whole. */
function isCurrentPerson(kept: unknown): kept is CurrentPerson {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('name' in kept) || !('roles' in kept)) return false;
  return typeof kept.id === 'string' && typeof kept.name === 'string' && Array.isArray(kept.roles);
}
