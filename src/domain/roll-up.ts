import type { Day } from './text.ts';
import { isValidOn, successorsOf, type Unit } from './unit.ts';

/** Apart from the units themselves: every phone needs those, and only who compares needs this. */

/** Where a unit's figures stand among the units of `day`: with one of them whole, with several, or nobody knows where. */
export type Standing<Each> = { status: 'whole'; unit: Each } | { status: 'partial'; among: Each[] } | { status: 'unknown' };

export function standingOn<Each extends Unit>(unit: Each, units: readonly Each[], day: Day): Standing<Each> {
  if (isValidOn(unit, day)) return { status: 'whole', unit };
  const reached = successorsOf(unit, units).map(({ unit: next, extent }) => ({ extent, standing: standingOn(next, units, day) }));
  const [only] = reached;
  if (only && reached.length === 1 && only.extent === 'full') return only.standing;
  const among = reached.flatMap(({ standing }) =>
    standing.status === 'whole' ? [standing.unit] : standing.status === 'partial' ? standing.among : [],
  );
  return among.length > 0 ? { status: 'partial', among: [...new Set(among)] } : { status: 'unknown' };
}

export interface RolledUp<Each> {
  /** Along full successions only. */
  whole: Map<string, number>;
  /** What a person has to share out: never added to anything by itself. */
  partial: { unit: Each; amount: number; among: Each[] }[];
  unknown: { unit: Each; amount: number }[];
}

/** Figures of units of any time, compared as the units of `day` are. Nothing is lost: the three parts sum up to what came in. */
export function rollUp<Each extends Unit>(amounts: ReadonlyMap<string, number>, units: readonly Each[], day: Day): RolledUp<Each> {
  const rolled: RolledUp<Each> = { whole: new Map(), partial: [], unknown: [] };
  for (const unit of units) {
    const amount = amounts.get(unit.key);
    if (amount === undefined) continue;
    const standing = standingOn(unit, units, day);
    if (standing.status === 'whole') rolled.whole.set(standing.unit.key, (rolled.whole.get(standing.unit.key) ?? 0) + amount);
    else if (standing.status === 'partial') rolled.partial.push({ unit, amount, among: standing.among });
    else rolled.unknown.push({ unit, amount });
  }
  return rolled;
}
