import { type Kysely, sql } from 'kysely';

/** Refused changes are listed: to the supervisors of a unit, and to whoever sent them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index mutation_held_unit on mutation (unit, received_at) where outcome = 'held'`,
  `create index mutation_held_person on mutation (person, received_at) where outcome = 'held'`,
];
