import type { LocalDatabase } from './database.ts';

/** The refused changes of an entry as a file to be shown to somebody: what was sent, when, and why it was not taken. */
export async function exportRefused(db: LocalDatabase, entry: string): Promise<string> {
  const held = await db.held.where('entry').equals(entry).sortBy('n');
  const changes = held.map(({ body, reason, field, at, heldAt, sentAs }) => ({
    change: JSON.parse(body) as unknown,
    savedAt: new Date(at).toISOString(),
    refusedAt: new Date(heldAt).toISOString(),
    reason,
    field,
    sentAs: sentAs ?? null,
  }));
  return JSON.stringify({ person: db.person, entry, changes }, null, 2);
}
