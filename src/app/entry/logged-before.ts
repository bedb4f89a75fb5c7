import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';
import type { LocalDatabase } from '../../localdb/database.ts';

/**
 * Fields whose value should be there once and stands in another entry of this kind and unit: field → that entry's day.
 * This device knows the current and the previous quarter; nobody logs a page again after that.
 */
export async function loggedBefore(
  db: LocalDatabase,
  { kind, unit, entry, values }: { kind: Kind; unit: string; entry: string; values: FieldValues },
): Promise<Map<string, Day>> {
  const unique = kind.fields.filter((field) => field.type === 'text' && field.unique && values[field.name] !== undefined);
  const days = new Map<string, Day>();
  if (unique.length === 0) return days;
  // Nearly all that a device keeps is its own unit's: an index by unit would lead to all of them too.
  const others = (await db.entries.toArray()).filter(
    (row) => row.unit === unit && row.id !== entry && row.view.kind === kind.id && row.status !== 'void' && row.status !== 'rejected',
  );
  for (const { name } of unique) {
    const twin = others.find((row) => row.view.values[name] === values[name]);
    if (twin) days.set(name, twin.occurredOn);
  }
  return days;
}
