import { type Kysely, sql } from 'kysely';

/** People set their own password at an address that works once; of each person at most one is open. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table invitation (
    person text primary key references person (id), token_hash text not null unique, expires_at bigint not null)`,
];
