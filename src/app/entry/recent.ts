import type { FieldValues } from '../../domain/kinds/field.ts';
import type { LocalDatabase } from '../../localdb/database.ts';

/** What this unit logged lately: copied, offered as chips, counted. */

const looked = 300;
export const mostOffered = 5;

export interface Recent {
  /** The last entry of the kind. */
  last: FieldValues | null;
  /** One for each different title, newest first. */
  contents: FieldValues[];
}

export async function readRecent(db: LocalDatabase, { kind, unit }: { kind: string; unit: string }): Promise<Recent> {
  const entries = await newestEntries(db);
  const same = entries.filter((entry) => entry.kind === kind && entry.unit === unit).map((entry) => entry.values);
  const byTitle = new Map<string, FieldValues>();
  for (const values of same) {
    const title = values['title'];
    if (typeof title === 'string' && !byTitle.has(title)) byTitle.set(title, values);
  }
  return { last: same[0] ?? null, contents: [...byTitle.values()].slice(0, mostOffered) };
}

/** The latest entries of this device, newest first. */
export async function newestEntries(db: LocalDatabase) {
  const older = Math.max(0, (await db.entries.count()) - looked);
  const rows = await db.entries.orderBy('occurredOn').offset(older).toArray();
  return rows
    .filter((row) => row.status !== 'void')
    .map((row) => row.view)
    .sort((one, other) => other.createdAt - one.createdAt);
}
