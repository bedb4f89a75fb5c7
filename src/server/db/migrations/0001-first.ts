import { type Kysely, sql } from 'kysely';

/** Every table of tables.ts, in types that SQLite and PostgreSQL share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table server_meta (key text primary key, value text not null)`,
  `create table person (
    id text primary key, username text not null unique, name text not null, password_hash text not null,
    demo integer not null, created_at bigint not null)`,
  `create table granted_role (
    person text not null references person (id), unit text not null, role text not null,
    from_day text not null, to_day text, primary key (person, unit, role, from_day))`,
  `create table review_route (
    unit text not null, reviewer_unit text not null, from_day text not null, to_day text,
    primary key (unit, reviewer_unit, from_day))`,
  `create index review_route_reviewer on review_route (reviewer_unit, unit)`,
  `create table preset (unit text not null, kind text not null, fields text not null, primary key (unit, kind))`,
  `create table device (id text primary key, token_hash text not null unique, created_at bigint not null)`,
  `create table known_device (
    person text not null references person (id), device text not null references device (id), primary key (person, device))`,
  `create table session (
    token_hash text primary key, person text not null references person (id), device text not null references device (id),
    created_at bigint not null, expires_at bigint not null, ended_at bigint)`,
  `create table sign_in_delay (key text primary key, failures integer not null, last_at bigint not null, until bigint not null)`,
  `create table replica (
    id text primary key, person text not null references person (id), last_n bigint not null, public_key text,
    build text not null, first_seen_at bigint not null, last_seen_at bigint not null, revoked_at bigint)`,
  `create table session_replica (
    session text not null references session (token_hash), replica text not null references replica (id),
    primary key (session, replica))`,
  `create table receipt (
    replica text not null references replica (id), n bigint not null, hash text not null, outcome text not null,
    reason text, field text, revision integer, origin_replica text, origin_n bigint, primary key (replica, n))`,
  `create index receipt_origin on receipt (origin_replica, origin_n) where origin_replica is not null`,
  `create table scope_head (scope text primary key, sequence bigint not null)`,
  `create table feed (
    scope text not null, kind text not null, id text not null, sequence bigint not null, operation text not null,
    primary key (scope, kind, id))`,
  `create unique index feed_sequence on feed (scope, sequence)`,
  `create table entry (
    unit text not null, id text not null, kind text not null, revision integer not null, status text not null,
    occurred_on text not null, document text not null, writers text not null, author text not null references person (id),
    received_at bigint not null, submitted_at bigint, updated_at bigint not null, primary key (unit, id))`,
  `create unique index entry_id on entry (id)`,
  `create index entry_day on entry (unit, occurred_on, id)`,
  `create index entry_waiting on entry (submitted_at, id) where status = 'submitted'`,
  `create table entry_contributor (
    unit text not null, entry text not null, person text not null references person (id), primary key (unit, entry, person))`,
  `create table mutation (
    unit text not null, replica text not null references replica (id), n bigint not null, entry text not null,
    type text not null, body text not null, outcome text not null, reason text, field text, revision integer,
    difference text not null, person text not null, made_at bigint not null, estimated_at bigint not null,
    received_at bigint not null, primary key (unit, replica, n))`,
  `create index mutation_entry on mutation (unit, entry, revision)`,
  `create index mutation_held on mutation (received_at) where outcome = 'held'`,
  `create table photo (
    unit text not null, id text not null, entry text not null, uploader text not null references person (id),
    replica text not null references replica (id), sha256 text not null, size bigint not null, type text not null,
    taken_at bigint, state text not null, received bigint not null, original_key text, picture_key text,
    declared_at bigint not null, stored_at bigint, primary key (unit, id))`,
  `create unique index photo_id on photo (id)`,
  `create index photo_entry on photo (unit, entry)`,
  `create index photo_bytes on photo (sha256, unit)`,
  `create index photo_unfinished on photo (replica) where state in ('declared', 'receiving')`,
  `create index photo_unprepared on photo (state) where picture_key is null`,
];
