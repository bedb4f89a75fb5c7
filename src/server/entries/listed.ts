import type { Entry } from '../../domain/entry.ts';
import type { EntryPage, ListedEntry } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';

/** Entries as lists and the detail show them: with the unit's name and how far each photo is. */
export async function asListed(db: Reader, catalogue: Catalogue, documents: readonly string[]): Promise<ListedEntry[]> {
  const entries = documents.map((document) => JSON.parse(document) as Entry);
  if (entries.length === 0) return [];
  const rows = await db
    .selectFrom('photo')
    .select(['id', 'entry', 'state'])
    .where('unit', 'in', [...new Set(entries.map((entry) => entry.unit))])
    .where(
      'entry',
      'in',
      entries.map((entry) => entry.id),
    )
    .orderBy('id')
    .execute();
  const states = new Map(rows.map((row) => [row.id, row.state]));
  return entries.map((entry) => ({
    entry,
    unitName: catalogue.find(entry.unit)?.name ?? entry.unit,
    photos: entry.photos.map((photo) => [photo.id, states.get(photo.id) ?? 'declared']),
  }));
}

/** A page's end: sort value and id of its last row, so that the next page begins behind it whatever arrived meanwhile. */
export function readCursor(cursor: string | undefined): { value: string; id: string } | null {
  const parts = /^(.*)~([0-9a-f-]{36})$/.exec(cursor ?? '');
  return parts ? { value: parts[1] ?? '', id: parts[2] ?? '' } : null;
}

export function asPage(
  rows: readonly { id: string; value: string }[],
  page: { entries: ListedEntry[]; limit: number; total: number },
): EntryPage {
  const last = rows.at(-1);
  return { entries: page.entries, total: page.total, next: last && rows.length === page.limit ? `${last.value}~${last.id}` : null };
}
