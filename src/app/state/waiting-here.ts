/**
 * What waits on this device by person, outside anybody's database: on a shared phone the next person sees that somebody
 * else's work is still here, and nothing of what it says.
 */
export interface WaitingHere {
  id: string;
  name: string;
  entries: number;
}

export const waitingPlace = 'so.waiting';

export function noteWaiting(person: { id: string; name: string }, entries: number): void {
  const others = readAll().filter((each) => each.id !== person.id);
  const now = entries > 0 ? [...others, { id: person.id, name: person.name, entries }] : others;
  localStorage.setItem(waitingPlace, JSON.stringify(now));
}

export function waitingOfOthers(person: string | null): WaitingHere[] {
  return readAll().filter((each) => each.id !== person);
}

function readAll(): WaitingHere[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(waitingPlace) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isWaiting) : [];
  } catch {
    return [];
  }
}

function isWaiting(value: unknown): value is WaitingHere {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'entries' in value;
}
