import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';
import { uniqueMarks } from '../../domain/unique.ts';
import type { LocalDatabase } from '../../localdb/database.ts';

/**
 * Fields whose value should be there once and stands in another entry, of whatever unit and kind: field → that entry's day.
 * This device knows the current and the previous quarter of its units; of all others the reviewer is told.
 */
export async function loggedBefore(
  db: LocalDatabase,
  { kind, entry, values }: { kind: Kind; entry: string; values: FieldValues },
): Promise<Map<string, Day>> {
  const marks = uniqueMarks(kind, values);
  const days = new Map<string, Day>();
  if (marks.size === 0) return days;
  const others = (await db.entries.toArray()).filter((row) => row.id !== entry && row.status !== 'void' && row.status !== 'rejected');
  for (const [field, mark] of marks) {
    const twin = others.find((row) => uniqueMarks(kind, row.view.values).get(field) === mark);
    if (twin) days.set(field, twin.occurredOn);
  }
  return days;
}
