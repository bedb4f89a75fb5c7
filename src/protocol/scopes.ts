import { coOrganisersOf } from '../domain/co-organisers.ts';
import type { Entry } from '../domain/entry.ts';

/** Names of what devices copy, each with a cursor of its own. */

export function unitScope(unit: string): string {
  return `unit:${unit}`;
}

/** What others wrote and held together with the unit. Apart from its own log: an app that knows nothing of it is told nothing. */
export function jointScope(unit: string): string {
  return `joint:${unit}`;
}

/** Null for any other scope. */
export function unitOfJointScope(scope: string): string | null {
  return scope.startsWith('joint:') ? scope.slice('joint:'.length) : null;
}

export function personScope(person: string): string {
  return `person:${person}`;
}

/** Everybody who is told of an entry. */
export function scopesOf(entry: Pick<Entry, 'unit' | 'values'>): string[] {
  return [unitScope(entry.unit), ...coOrganisersOf(entry).map(jointScope)];
}
