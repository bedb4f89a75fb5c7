import type { FieldValue } from '../domain/kinds/field.ts';
import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';

/** Saves what a person chose for each field that was written in two ways, all in one strict transaction. */
export async function resolveConflicts(
  db: LocalDatabase,
  entry: string,
  picks: ReadonlyMap<string, FieldValue | null>,
  now: number,
): Promise<void> {
  await db.transaction('rw', mutationTables(db), async () => {
    for (const [field, pick] of picks) await appendMutation(db, { type: 'resolve', id: entry, field, pick }, { at: now });
  });
}
