import { type Kysely, sql } from 'kysely';

/** A unit's feed lives where its entries live: by the unit's own key, not by the scope's name on the wire. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['feed', 'scope_head']) {
    await sql`alter table ${sql.table(table)} rename column scope to unit`.execute(db);
    await sql`update ${sql.table(table)} set unit = substr(unit, 6) where unit like 'unit:%'`.execute(db);
  }
}
