import type { FieldValues } from '../../domain/kinds/field.ts';
import type { LocalDatabase } from '../../localdb/database.ts';

/** What this unit logged lately: copied, offered as chips, counted. */

const looked = 300;
const offered = 5;

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
  return { last: same[0] ?? null, contents: [...byTitle.values()].slice(0, offered) };
}

/** Rows that were filled in lately in this field, of whatever kind: a lecturer teaches more than one class. */
export async function readRecentRows(db: LocalDatabase, field: string): Promise<Record<string, string>[]> {
  const rows = new Map<string, Record<string, string>>();
  for (const entry of await newestEntries(db)) {
    const value = entry.values[field];
    if (!Array.isArray(value)) continue;
    for (const row of value) if (typeof row === 'object') rows.set(JSON.stringify(row), row);
  }
  return [...rows.values()].slice(0, offered);
}

export interface Usage {
  /** Kind → how often, among the newest entries. */
  counts: Map<string, number>;
  lastKind: string | null;
}

export async function readUsage(db: LocalDatabase): Promise<Usage> {
  const entries = await newestEntries(db);
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return { counts, lastKind: entries[0]?.kind ?? null };
}

async function newestEntries(db: LocalDatabase) {
  const older = Math.max(0, (await db.entries.count()) - looked);
  const rows = await db.entries.orderBy('occurredOn').offset(older).toArray();
  return rows
    .filter((row) => row.status !== 'void')
    .map((row) => row.view)
    .sort((one, other) => other.createdAt - one.createdAt);
}
