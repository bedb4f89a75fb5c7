import type { Kysely } from 'kysely';

/** What a finished copy covers, and the pieces of photos that are on their way to an object store. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('replica')
    .addColumn('safe_n', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('staged_body')
    .addColumn('upload', 'text', (column) => column.primaryKey())
    .addColumn('pieces', 'text', (column) => column.notNull())
    .execute();
}
