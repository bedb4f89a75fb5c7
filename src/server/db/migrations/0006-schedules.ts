import { type Kysely, sql } from 'kysely';

/** What units do every week. Versions are added and none is overwritten: a schedule that somebody typed stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table schedule (
        unit text not null, revision integer not null, document text not null, updated_at bigint not null, updated_by text,
        primary key (unit, revision))`,
    )
    .execute(db);
}
