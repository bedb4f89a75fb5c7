import type { KindHead } from '../../domain/kinds/index.ts';

/** The two most used, then the order of the registry, so that places do not jump about. */
export function mostUsedFirst(heads: readonly KindHead[], counts: ReadonlyMap<string, number>): KindHead[] {
  const used = heads.filter((head) => counts.has(head.id));
  const first = used.sort((one, other) => (counts.get(other.id) ?? 0) - (counts.get(one.id) ?? 0)).slice(0, 2);
  return [...first, ...heads.filter((head) => !first.includes(head))];
}
