import type { EntryPage } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Access } from '../users/access.ts';
import { readPageByDay } from './listed.ts';
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
  return parts.database.read(async (tx) => {
    let readable = tx.selectFrom('entry').where((where) => isReadable(where, access));
    if (query.unit !== undefined) readable = readable.where('unit', '=', query.unit);
    if (query.from !== undefined) readable = readable.where('occurred_on', '>=', query.from);
    if (query.to !== undefined) readable = readable.where('occurred_on', '<=', query.to);
    return readPageByDay(tx, parts.catalogue, readable, { after: query.after, limit: query.limit });
  });
}
