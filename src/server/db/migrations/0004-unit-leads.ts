import { type Kysely, sql } from 'kysely';

/** A unit's feed lives where its entries live: by the unit's own key, not by the scope's name on the wire. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['feed', 'scope_head']) {
    await sql`alter table ${sql.table(table)} rename column scope to unit`.execute(db);
    await sql`update ${sql.table(table)} set unit = substr(unit, 6) where unit like 'unit:%'`.execute(db);
  }
  // Without the unit, which a change that was refused need not have: it is given up by its number.
  await sql`drop index mutation_held`.execute(db);
  await sql`create index mutation_held on mutation (replica, n) where outcome = 'held'`.execute(db);
}
