import { type Kysely, sql } from 'kysely';

/** An event that several units held together counts for each of them, and once for all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fact add column together text not null default ''`,
  `drop index fact_sum`,
  // Holds all that the progress of a whole province asks for, in the order in which it is summed up.
  `create index fact_sum on fact (year, indicator, unit, month, week, task, together, approved, pending)`,
];
