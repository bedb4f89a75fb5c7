import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

type Work = (tx: Transaction<Tables>) => Promise<unknown>;

interface Waiting {
  work: Work;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Writers that come while the disk is busy share the next flush: each is undone alone when it fails, and none is told that
 * it is done before the commit that holds it. A disk flushes some hundred times a second, however little is in each.
 */
export class GroupCommit {
  readonly #query: Kysely<Tables>;
  readonly #waiting: Waiting[] = [];
  #running = false;

  constructor(query: Kysely<Tables>) {
    this.#query = query;
  }

  write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (!this.#running) void this.#run();
    }) as Promise<Result>;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      await this.#commit(this.#waiting.splice(0, mostAtOnce));
    }
    this.#running = false;
  }

  /** SQLite answers within the turn of the event loop: requests that have arrived get in only between two of its turns. */
  async #gather(): Promise<void> {
    for (let before = 0; before < this.#waiting.length && before < mostAtOnce; ) {
      before = this.#waiting.length;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    if (group.length > 1 && (await this.#commitTogether(group))) return;
    // Alone, so that what is wrong with one of them, or too much for the disk, is nobody else's trouble.
    for (const each of group) await this.#query.transaction().execute(each.work).then(each.resolve, each.reject);
  }

  async #commitTogether(group: readonly Waiting[]): Promise<boolean> {
    const settle: (() => void)[] = [];
    try {
      await this.#query.transaction().execute(async (tx) => {
        for (const each of group) settle.push(await carryOut(tx, each));
      });
    } catch {
      return false;
    }
    for (const tell of settle) tell();
    return true;
  }
}

const mostAtOnce = 64;

/** Answers what is to be told once everything is on the disk. Throws when SQLite has undone the whole group by itself. */
async function carryOut(tx: Transaction<Tables>, { work, resolve, reject }: Waiting): Promise<() => void> {
  await sql`savepoint member`.execute(tx);
  try {
    const value = await work(tx);
    await sql`release savepoint member`.execute(tx);
    return () => resolve(value);
  } catch (error) {
    await sql`rollback to savepoint member`.execute(tx);
    await sql`release savepoint member`.execute(tx);
    return () => reject(error);
  }
}
