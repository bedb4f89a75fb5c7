import type { Kysely } from 'kysely';

/** Where the small picture is that a phone sent ahead of a photo. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('photo').addColumn('preview_key', 'text').execute();
}
