import type { EntryPage } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Access } from '../users/access.ts';
import { asListed, asPage, readCursor } from './listed.ts';
import { isReadable } from './readable.ts';

export interface EntriesQuery {
  unit?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Everything the person may read, newest day first: also what a phone no longer keeps. */
export async function readEntries(
  parts: { database: Database; catalogue: Catalogue },
  access: Access,
  query: EntriesQuery,
): Promise<EntryPage> {
  const after = readCursor(query.after);
  return parts.database.read(async (tx) => {
    let readable = tx.selectFrom('entry').where((where) => isReadable(where, access));
    if (query.unit !== undefined) readable = readable.where('unit', '=', query.unit);
    if (query.from !== undefined) readable = readable.where('occurred_on', '>=', query.from);
    if (query.to !== undefined) readable = readable.where('occurred_on', '<=', query.to);
    const { total } = await readable.select((select) => select.fn.countAll<number | string>().as('total')).executeTakeFirstOrThrow();
    const rows = await readable
      .select(['id', 'document', 'occurred_on'])
      .$if(after !== null, (select) =>
        select.where((where) =>
          where.or([
            where('occurred_on', '<', after?.value ?? ''),
            where.and([where('occurred_on', '=', after?.value ?? ''), where('id', '<', after?.id ?? '')]),
          ]),
        ),
      )
      .orderBy('occurred_on', 'desc')
      .orderBy('id', 'desc')
      .limit(query.limit)
      .execute();
    const entries = await asListed(
      tx,
      parts.catalogue,
      rows.map((row) => row.document),
    );
    return asPage(
      rows.map((row) => ({ id: row.id, value: row.occurred_on })),
      { entries, limit: query.limit, total: Number(total) },
    );
  });
}
