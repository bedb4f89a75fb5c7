import type { LocalDatabase } from '../../localdb/database.ts';
import { mostOffered, newestEntries } from './recent.ts';

/** Rows that were filled in lately in this field, of whatever kind: a lecturer teaches more than one class. */
export async function readRecentRows(db: LocalDatabase, field: string): Promise<Record<string, string>[]> {
  const rows = new Map<string, Record<string, string>>();
  for (const entry of await newestEntries(db)) {
    const value = entry.values[field];
    if (!Array.isArray(value)) continue;
    for (const row of value) if (typeof row === 'object') rows.set(JSON.stringify(row), row);
  }
  return [...rows.values()].slice(0, mostOffered);
}
