import type { LocalDatabase } from '../../localdb/database.ts';
import { newestEntries } from './recent.ts';

export interface Usage {
  /** Kind → how often this person wrote one, among the newest entries. */
  counts: Map<string, number>;
  lastKind: string | null;
}

export async function readUsage(db: LocalDatabase): Promise<Usage> {
  // Colleagues' are here too, and those of other units that held something together with this one.
  const entries = (await newestEntries(db)).filter((entry) => entry.author.id === db.person);
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return { counts, lastKind: entries[0]?.kind ?? null };
}
