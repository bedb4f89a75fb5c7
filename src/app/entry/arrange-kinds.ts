import { kindGroups, type KindHead } from '../../domain/kinds/index.ts';

export interface ArrangedKinds {
  /** The two that were written most; none before anything was written. */
  mostUsed: KindHead[];
  groups: { id: string; label: string; heads: KindHead[] }[];
}

/** The two most used before all groups, and in the groups no more: nobody looks for one thing in two places. */
export function arrangeKinds(heads: readonly KindHead[], counts: ReadonlyMap<string, number>): ArrangedKinds {
  const used = heads.filter((head) => counts.has(head.id));
  const mostUsed = used.sort((one, other) => (counts.get(other.id) ?? 0) - (counts.get(one.id) ?? 0)).slice(0, 2);
  const others = heads.filter((head) => !mostUsed.includes(head));
  const groups = kindGroups.map(({ id, label }) => ({ id, label, heads: others.filter((head) => head.group === id) }));
  return { mostUsed, groups: groups.filter((group) => group.heads.length > 0) };
}
