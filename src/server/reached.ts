import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Database } from './db/database.ts';

/** How far the store had come, in a file beside it. An older file of records that somebody puts in its place is behind that. */
export class Reached {
  readonly #database: Database;
  readonly #file: string;
  readonly #onFault: (error: unknown) => void;
  #noted = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `onFault`: a full disk keeps nobody from being answered. */
  constructor(database: Database, file: string, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#file = file;
    this.#onFault = onFault;
  }

  async isBehind(): Promise<boolean> {
    const noted = Number(await readFile(this.#file, 'utf8').catch(() => '0'));
    // What cannot be read says nothing.
    return noted > (await this.#count());
  }

  /** Once a minute from now on, and when the server stops. */
  async keepNoting(): Promise<void> {
    this.#timer = setInterval(() => void this.#note(), 60_000);
    this.#timer.unref();
    await this.#note();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#note();
  }

  async #note(): Promise<void> {
    try {
      const reached = await this.#count();
      if (reached === this.#noted) return;
      const unfinished = `${this.#file}.part`;
      await writeFile(unfinished, `${reached}\n`);
      await rename(unfinished, this.#file);
      this.#noted = reached;
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** Everything that phones were told is counted by one of the two, and neither ever goes back. */
  #count(): Promise<number> {
    return this.#database.read(async (tx) => {
      const { told } = await tx
        .selectFrom('scope_head')
        .select(({ fn }) => fn.sum<number | null>('sequence').as('told'))
        .executeTakeFirstOrThrow();
      const { answered } = await tx
        .selectFrom('replica')
        .select(({ fn }) => fn.sum<number | null>('last_n').as('answered'))
        .executeTakeFirstOrThrow();
      return (told ?? 0) + (answered ?? 0);
    });
  }
}
