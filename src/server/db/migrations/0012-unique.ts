import { type Kysely, sql } from 'kysely';
import type { Entry } from '../../../domain/entry.ts';
import { uniqueHash, uniqueKinds } from '../../entries/unique-hash.ts';
import type { Tables } from '../tables.ts';

/** A page that is logged twice is found, whichever units logged it. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('entry').addColumn('unique_hash', 'text').execute();
  await sql.raw('create index entry_unique on entry (unique_hash) where unique_hash is not null').execute(db);
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('entry')
      .select(['unit', 'id', 'document'])
      .where('kind', 'in', [...uniqueKinds])
      .where('id', '>', after)
      .orderBy('id')
      .limit(together)
      .execute();
    for (const { unit, id, document } of rows) {
      const hash = uniqueHash(JSON.parse(document) as Entry);
      if (hash !== null) await db.updateTable('entry').set({ unique_hash: hash }).where('unit', '=', unit).where('id', '=', id).execute();
    }
    if (rows.length < together) return;
    after = rows.at(-1)?.id ?? '';
  }
}

const together = 500;
