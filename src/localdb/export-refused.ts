import type { LocalDatabase } from './database.ts';
import { changeInFile } from './export-changes.ts';
import { readReplica } from './meta.ts';
import { signChanges } from './sign-changes.ts';

/**
 * The refused changes of an entry as a file to be shown to somebody: what was sent, when, and why it was not taken. It can
 * be handed in like any other.
 */
export async function exportRefused(db: LocalDatabase, entry: string): Promise<string> {
  const [replica, held] = await Promise.all([readReplica(db), db.held.where('entry').equals(entry).sortBy('n')]);
  const changes = held.map((row) => ({
    change: JSON.parse(row.body) as unknown,
    savedAt: new Date(row.at).toISOString(),
    refusedAt: new Date(row.heldAt).toISOString(),
    reason: row.reason,
    field: row.field,
    sentAs: row.sentAs ?? null,
    ...changeInFile(row, replica.id),
  }));
  return JSON.stringify(await signChanges({ person: db.person, entry, changes }, replica), null, 2);
}
