import { createHash } from 'node:crypto';
import type { Entry } from '../../domain/entry.ts';
import { kindHeads } from '../../domain/kinds/index.ts';
import { uniqueMarks } from '../../domain/unique.ts';

/** All of them at once: what is written together is not to wait for a kind in between. */
const kinds = new Map((await Promise.all(kindHeads.map((head) => head.load()))).map((kind) => [kind.id, kind]));

/** Those that have something to say once. */
export const uniqueKinds: readonly string[] = [...kinds.values()]
  .filter((kind) => kind.fields.some((field) => field.type === 'text' && field.unique))
  .map(({ id }) => id);

/** By which others that say the same are found. Hashed: an address may be longer than an index takes. No kind has more than one. */
export function uniqueHash(entry: Pick<Entry, 'kind' | 'values'>): string | null {
  const kind = kinds.get(entry.kind);
  const [mark] = kind ? uniqueMarks(kind, entry.values).values() : [];
  return mark === undefined ? null : createHash('sha256').update(mark).digest('base64url');
}
