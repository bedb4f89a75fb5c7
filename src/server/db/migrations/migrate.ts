import { type Kysely, Migrator } from 'kysely';
import type { Tables } from '../tables.ts';
import * as first from './0001-first.ts';

/** Brings the tables to this build's form. A migration that was released is never edited; the next one is added. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ '0001-first': first }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('the tables could not be brought up to date', { cause: error });
}
