import { jointScope, personScope, unitScope } from '../../protocol/scopes.ts';
import type { Reader } from '../db/database.ts';
import { type Access, routedUnits, unitsAs } from '../users/access.ts';

/** A reviewer of more units than this reads the queue in pages and copies no unit (architecture card). */
const mostCopiedUnits = 10;

/** Whose log a scope is, as the tables have it: the key that entries, history and photos of a unit are kept under. */
export function logOf(scope: string): string {
  return scope.startsWith('unit:') ? scope.slice('unit:'.length) : scope;
}

/** What the person's devices copy today, sorted; what was held together only if the device knows what that is. */
export async function readScopes(db: Reader, access: Access, { joint }: { joint: boolean }): Promise<string[]> {
  const routed = await routedUnits(db, access);
  const own = unitsAs(access, 'reporter');
  const units = [...own, ...(routed.length <= mostCopiedUnits ? routed : [])];
  return [...new Set([...units.map(unitScope), ...(joint ? own.map(jointScope) : []), personScope(access.person.id)])].sort();
}
