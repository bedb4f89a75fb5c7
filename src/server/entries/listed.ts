import type { SelectQueryBuilder } from 'kysely';
import type { Entry } from '../../domain/entry.ts';
import type { EntryPage, ListedEntry } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

/** Entries as lists and the detail show them: with the unit's name and how far each photo and attachment is. */
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
    photos: [...entry.photos, ...(entry.attachments ?? [])].map(({ id }) => [id, states.get(id) ?? 'declared']),
  }));
}

/** A page's end: sort value and id of its last row, so that the next page begins behind it whatever arrived meanwhile. */
export function readCursor(cursor: string | undefined): { value: string; id: string } | null {
  const parts = /^(.*)~([0-9a-f-]{36})$/.exec(cursor ?? '');
  return parts ? { value: parts[1] ?? '', id: parts[2] ?? '' } : null;
}

/** A page of the wanted entries, newest day first. */
export async function readPageByDay(
  db: Reader,
  catalogue: Catalogue,
  wanted: SelectQueryBuilder<Tables, 'entry', object>,
  page: { after: string | undefined; limit: number },
): Promise<EntryPage> {
  const after = readCursor(page.after);
  const { total } = await wanted.select((select) => select.fn.countAll<number | string>().as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .select(['entry.id', 'entry.document', 'entry.occurred_on'])
    .$if(after !== null, (select) =>
      select.where((where) =>
        where.or([
          where('entry.occurred_on', '<', after?.value ?? ''),
          where.and([where('entry.occurred_on', '=', after?.value ?? ''), where('entry.id', '<', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('entry.occurred_on', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(page.limit)
    .execute();
  const entries = await asListed(
    db,
    catalogue,
    rows.map((row) => row.document),
  );
  return asPage(
    rows.map((row) => ({ id: row.id, value: row.occurred_on })),
    { entries, limit: page.limit, total: Number(total) },
  );
}

export function asPage(
  rows: readonly { id: string; value: string }[],
  page: { entries: ListedEntry[]; limit: number; total: number },
): EntryPage {
  const last = rows.at(-1);
  return { entries: page.entries, total: page.total, next: last && rows.length === page.limit ? `${last.value}~${last.id}` : null };
}
