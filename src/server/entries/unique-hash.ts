import { createHash } from 'node:crypto';
import type { Entry } from '../../domain/entry.ts';
import { loadKind } from '../../domain/kinds/index.ts';
import { uniqueMarks } from '../../domain/unique.ts';

/** By which others that say the same are found. Hashed: an address may be longer than an index takes. No kind has more than one. */
export async function uniqueHash(entry: Pick<Entry, 'kind' | 'values'>): Promise<string | null> {
  const kind = await loadKind(entry.kind);
  const [mark] = kind ? uniqueMarks(kind, entry.values).values() : [];
  return mark === undefined ? null : createHash('sha256').update(mark).digest('base64url');
}
