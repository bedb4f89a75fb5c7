import type { Reader } from '../db/database.ts';
import { type Access, routedUnits, unitsAs } from '../users/access.ts';

/** A reviewer of more units than this reads the queue in pages and copies no unit (architecture card). */
const mostCopiedUnits = 10;

export function unitScope(unit: string): string {
  return `unit:${unit}`;
}

/** Whose log a scope is, as the tables have it: the key that entries, history and photos of a unit are kept under. */
export function logOf(scope: string): string {
  return scope.startsWith('unit:') ? scope.slice('unit:'.length) : scope;
}

export function personScope(person: string): string {
  return `person:${person}`;
}

/** What the person's devices copy today, sorted. */
export async function readScopes(db: Reader, access: Access): Promise<string[]> {
  const routed = await routedUnits(db, access);
  const units = [...unitsAs(access, 'reporter'), ...(routed.length <= mostCopiedUnits ? routed : [])];
  return [...new Set([...units.map(unitScope), personScope(access.person.id)])].sort();
}
