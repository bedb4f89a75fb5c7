import type { Kysely } from 'kysely';

/** Attachments go the way of photos, and are not photos. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('photo')
    .addColumn('attachment', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
