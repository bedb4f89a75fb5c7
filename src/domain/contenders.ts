import type { Entry } from './entry.ts';
import type { FieldValue } from './kinds/field.ts';
import { sameValue } from './merge.ts';

/** A value that somebody wrote without knowing of the others; who and when by the best estimate, where that is known. */
export interface Contender {
  value: FieldValue | null;
  by?: string | undefined;
  at?: number | undefined;
}

/** What a person chooses from: the value that stands, then every one that lost to it or before it, newest first, each once. */
export function contendersFor(entry: Pick<Entry, 'values' | 'conflicts'>, field: string): Contender[] {
  const met = entry.conflicts.filter((conflict) => conflict.field === field);
  const standing = entry.values[field] ?? null;
  const kept = met.filter((conflict) => sameValue(conflict.kept, standing)).at(-1);
  return met.reduceRight<Contender[]>(
    (contenders, { lost, lostBy, lostAt }) =>
      contenders.some(({ value }) => sameValue(value, lost)) ? contenders : [...contenders, { value: lost, by: lostBy, at: lostAt }],
    [{ value: standing, by: kept?.keptBy, at: kept?.keptAt }],
  );
}
