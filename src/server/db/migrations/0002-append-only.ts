import { type Kysely, sql } from 'kysely';
import type { Dialect } from './migrate.ts';

/** The history cannot be rewritten, by this program either: the store itself refuses. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const statement of statements[dialect]) await sql.raw(statement).execute(db);
}

const statements: Record<Dialect, string[]> = {
  sqlite: ['update', 'delete'].map(
    (verb) => `create trigger mutation_no_${verb} before ${verb} on mutation begin select raise(abort, 'the history is append-only'); end`,
  ),
  postgres: [
    `create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'the history is append-only'; end $$`,
    `create trigger mutation_no_change before update or delete on mutation for each row execute function refuse_change()`,
    `create trigger mutation_no_truncate before truncate on mutation for each statement execute function refuse_change()`,
    // The owner is bound by it too, unless it is a superuser; then the triggers hold.
    `revoke update, delete, truncate on mutation from public, current_user`,
  ],
};
