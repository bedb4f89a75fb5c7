import { type Kysely, sql } from 'kysely';

/** Plans, and what entries add to the figures that their tasks are measured by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table plan (
    id text primary key, year integer not null, status text not null, revision integer not null, document text not null,
    copied_from text, updated_at bigint not null, updated_by text)`,
  `create unique index plan_published on plan (year) where status = 'published'`,
  `create table fact (
    unit text not null, entry text not null, indicator text not null, week text not null, month text not null,
    year integer not null, task text not null, approved double precision not null, pending double precision not null,
    primary key (unit, entry, indicator, week, month))`,
  // Holds all that the progress of a whole province asks for, in the order in which it is summed up.
  `create index fact_sum on fact (year, indicator, unit, month, week, task, approved, pending)`,
];
