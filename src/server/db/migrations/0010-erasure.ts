import { type Kysely, sql } from 'kysely';
import type { Dialect } from './migrate.ts';

/**
 * What has to go by law goes for good. Of the history of an erased entry it takes what was said in it, and nothing else: who
 * did what and when stays, and every other change of the history is refused by the store as before.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const statement of [...tables, ...replacement[dialect]]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table erasure (
    id text primary key, what text not null, unit text not null, entry text not null, former_units text not null,
    reason text not null, revision integer not null, person text not null references person (id), at bigint not null)`,
  `create index erasure_entry on erasure (entry)`,
  `create table erased_bytes (sha256 text primary key, erased_at bigint not null, removed_at bigint)`,
];

const kept = [
  'unit',
  'replica',
  'n',
  'entry',
  'type',
  'outcome',
  'reason',
  'field',
  'revision',
  'person',
  'made_at',
  'estimated_at',
  'received_at',
];
const isErased = `new.body = '{"erased":true}' and new.difference = '{}'
  and exists (select 1 from erasure where erasure.id = old.entry and erasure.what = 'entry')`;

const replacement: Record<Dialect, string[]> = {
  sqlite: [
    `drop trigger mutation_no_update`,
    `create trigger mutation_no_update before update on mutation
      when not (${isErased} and ${['rowid', ...kept].map((column) => `new.${column} is old.${column}`).join(' and ')})
      begin select raise(abort, 'the history is append-only'); end`,
  ],
  postgres: [
    `create or replace function refuse_change() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'UPDATE' then
          if ${isErased} and to_jsonb(new) - array['body', 'difference'] = to_jsonb(old) - array['body', 'difference'] then
            return new;
          end if;
        end if;
        raise exception 'the history is append-only';
      end $$`,
    `grant update (body, difference) on mutation to current_user`,
  ],
};
