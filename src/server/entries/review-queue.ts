import type { EntryPage } from '../../protocol/review.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import { type Access, unitsAs } from '../users/access.ts';
import { withDoubles } from './doubles.ts';
import { asListed, asPage, readCursor } from './listed.ts';
import { isRouted } from './readable.ts';

/** What waits for this reviewer, oldest submission first; null for who reviews nothing. */
export async function readReviewQueue(
  parts: { database: Database; catalogue: Catalogue },
  access: Access,
  query: { after?: string | undefined; limit: number },
): Promise<EntryPage | null> {
  if (unitsAs(access, 'reviewer').length === 0) return null;
  const cursor = readCursor(query.after);
  const submittedAt = Number(cursor?.value);
  // What is no page's end is the beginning.
  const after = cursor && Number.isSafeInteger(submittedAt) ? cursor : null;
  return parts.database.read(async (tx) => {
    const waiting = tx
      .selectFrom('entry')
      .where('status', '=', 'submitted')
      .where((where) => isRouted(where, access))
      // Nobody reviews what they wrote; it waits for somebody else.
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('entry_contributor')
              .select('entry_contributor.person')
              .whereRef('entry_contributor.unit', '=', 'entry.unit')
              .whereRef('entry_contributor.entry', '=', 'entry.id')
              .where('entry_contributor.person', '=', access.person.id),
          ),
        ),
      );
    const { total } = await waiting.select((select) => select.fn.countAll<number | string>().as('total')).executeTakeFirstOrThrow();
    const rows = await waiting
      .select(['id', 'document', 'submitted_at'])
      .$if(after !== null, (select) =>
        select.where((where) =>
          where.or([
            where('submitted_at', '>', submittedAt),
            where.and([where('submitted_at', '=', submittedAt), where('id', '>', after?.id ?? '')]),
          ]),
        ),
      )
      .orderBy('submitted_at')
      .orderBy('id')
      .limit(query.limit)
      .execute();
    const entries = await asListed(
      tx,
      parts.catalogue,
      rows.map((row) => row.document),
    );
    return asPage(
      rows.map((row) => ({ id: row.id, value: String(row.submitted_at ?? 0) })),
      { entries: await withDoubles(tx, access, entries), limit: query.limit, total: Number(total) },
    );
  });
}
