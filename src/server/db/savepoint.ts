import { sql } from 'kysely';
import type { WriteTransaction } from './database.ts';

export type Attempt<Result> = { ok: true; value: Result } | { ok: false; error: unknown };

/** Runs `work` so that its failure undoes its own writes and leaves the transaction usable. Same words in SQLite and PostgreSQL. */
export async function attempt<Result>(tx: WriteTransaction, work: () => Promise<Result>): Promise<Attempt<Result>> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint attempt`.execute(tx);
    return { ok: true, value };
  } catch (error) {
    // A full disk makes SQLite roll back the whole transaction by itself; then there is no savepoint to return to.
    const undone = await sql`rollback to savepoint attempt`.execute(tx).then(
      () => true,
      () => false,
    );
    if (undone) await sql`release savepoint attempt`.execute(tx);
    return { ok: false, error };
  }
}
