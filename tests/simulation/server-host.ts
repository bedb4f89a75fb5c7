import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import { backUp } from '../../src/server/backup/back-up.ts';
import { type Covered, noteSafe, readCovered } from '../../src/server/backup/safe.ts';
import type { Database } from '../../src/server/db/database.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { beginLife } from '../../src/server/epoch.ts';
import { start, type Started } from '../../src/server/start.ts';
import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { memoryBlobs, type SimulatedBlobs } from './memory-blobs.ts';
import type { Random } from './random.ts';

/** Every row of every table and every kept photo, as a copy off the machine has them. */
export interface ServerCopy {
  tables: ReadonlyMap<string, readonly Record<string, unknown>[]>;
  photos: BlobStore;
}

/** What a backup has read while its photos are still being copied. */
export interface BegunCopy {
  begunAt: number;
  covered: Covered;
  tables: ServerCopy['tables'];
}

/** The real server behind its real routes, with SQLite in memory; it can be stopped, started and restored. */
export class ServerHost {
  readonly #clock: { now: number };
  readonly #random: Random;
  readonly #interruption: Interruption;
  #photos: SimulatedBlobs;
  #running: Started;

  private constructor(parts: {
    clock: { now: number };
    random: Random;
    blobs: SimulatedBlobs;
    running: Started;
    interruption: Interruption;
  }) {
    this.#clock = parts.clock;
    this.#interruption = parts.interruption;
    this.#random = parts.random;
    this.#photos = parts.blobs;
    this.#running = parts.running;
  }

  static async open(clock: { now: number }, random: Random, blobs: SimulatedBlobs = memoryBlobs()): Promise<ServerHost> {
    const interruption: Interruption = { next: null };
    const database = interruptible(await openSqlite(':memory:'), interruption);
    await poison(database);
    return new ServerHost({ clock, random, blobs, interruption, running: await run(database, { clock, random, blobs }) });
  }

  get database(): Database {
    return this.#running.parts.database;
  }

  get blobs(): BlobStore {
    return this.#photos;
  }

  /** The photos with the records. */
  get isCopiedWhole(): boolean {
    return this.#photos.copy !== undefined;
  }

  /** Where each of the store's lives begins to count revisions. */
  readonly floors: number[] = [];

  async epoch(): Promise<string> {
    return (await this.#running.parts.life()).epoch;
  }

  /** `meanwhile`: what somebody else does once the changes of a request are on disk, before it is told anything. */
  async answer(request: WireRequest, cookie: string, meanwhile: (() => Promise<void>) | null = null): Promise<WireAnswer> {
    this.#interruption.next = meanwhile;
    const answer = await this.#running.app.inject({
      method: request.method,
      url: request.path,
      headers: { ...request.headers, cookie },
      ...(request.body && { payload: Buffer.from(request.body) }),
    });
    // Who was told nothing has left no moment for it.
    this.#interruption.next = null;
    // What is done beside the requests is done before the schedule goes on.
    await this.#running.parts.pictures.settled();
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value));
    return { status: 'answered', code: answer.statusCode, headers, body: new Uint8Array(answer.rawPayload) };
  }

  /** As a finished backup: from then on the server tells every phone what it covers. */
  async copy(): Promise<ServerCopy> {
    return this.finishCopy(await this.beginCopy());
  }

  /** The records as they are at this moment. Nobody is told of them before the photos are there too. */
  async beginCopy(): Promise<BegunCopy> {
    const covered = await readCovered(this.database.query);
    const tables = await this.#readTables();
    for (const replica of tables.get('replica') ?? []) replica['safe_n'] = replica['last_n'];
    return { begunAt: this.#clock.now, covered, tables };
  }

  async finishCopy({ begunAt, covered, tables }: BegunCopy): Promise<ServerCopy> {
    const photos = this.#photos.copy?.() ?? this.#photos;
    await noteSafe(this.database, covered, begunAt);
    return { tables, photos };
  }

  /** By the command that an operator runs. It takes the rows from a file, and puts its copy beside that. */
  async backUp(folder: string): Promise<void> {
    const records = path.join(folder, 'records.sqlite');
    await rm(records, { force: true });
    await sql`vacuum into ${sql.lit(records)}`.execute(this.database.query);
    const parts = { database: this.database, blobs: this.#photos, records, clock: () => this.#clock.now };
    await backUp(parts, path.join(folder, 'copy'));
  }

  /** As the operator's guide has it: the copy's rows and photos, and a new name for this life of the store. */
  async restore(copy: ServerCopy): Promise<void> {
    await this.#begin(copy);
  }

  /** As a snapshot of a machine does it: nobody tells the phones that anything is gone. */
  async putBack(copy: ServerCopy): Promise<void> {
    await this.#begin(copy, { isTold: false });
  }

  /** What is there stays, and this life of the store gets a new name. */
  async renew(): Promise<void> {
    await this.#begin({ tables: await this.#readTables(), photos: this.#photos.copy?.() ?? this.#photos });
  }

  async #readTables(): Promise<Map<string, Record<string, unknown>[]>> {
    const tables = new Map<string, Record<string, unknown>[]>();
    for (const { name } of await this.database.query.introspection.getTables()) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(this.database.query);
      tables.set(name, rows);
    }
    return tables;
  }

  async #begin(copy: ServerCopy, { isTold } = { isTold: true }): Promise<void> {
    await this.#running.stop();
    const database = interruptible(await openSqlite(':memory:'), this.#interruption);
    await database.write(async (tx) => {
      await sql`pragma defer_foreign_keys = on`.execute(tx);
      for (const [table, rows] of copy.tables) {
        for (const row of rows)
          await tx
            .insertInto(table as 'server_meta')
            .values(row as { key: string; value: string })
            .execute();
      }
      // Bytes on their way are in no copy.
      await tx.updateTable('photo').set({ state: 'declared', received: 0 }).where('state', '=', 'receiving').execute();
    });
    if (isTold) await beginLife(database, { random: this.#random.bytes, now: this.#clock.now });
    await poison(database);
    // A copy may be restored more than once.
    if (this.#photos.copy) this.#photos = (copy.photos as SimulatedBlobs).copy?.() ?? copy.photos;
    this.#running = await run(database, { clock: this.#clock, random: this.#random, blobs: this.#photos });
    this.floors.push((await this.#running.parts.life()).revisionFloor);
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }
}

interface Interruption {
  next: (() => Promise<void>) | null;
}

/** Something is done just before the next reading of one moment begins. */
function interruptible(database: Database, interruption: Interruption): Database {
  return {
    ...database,
    read: async (work) => {
      const { next } = interruption;
      interruption.next = null;
      await next?.();
      return database.read(work);
    },
  };
}

async function run(database: Database, parts: { clock: { now: number }; random: Random; blobs: BlobStore }): Promise<Started> {
  const started = await start({
    database,
    blobs: parts.blobs,
    decoder: 'no picture of a simulation needs one',
    // What is put back by hand here shall be noticed by phones alone.
    reachedFile: null,
    stopPatience: 0,
    clock: () => parts.clock.now,
    random: parts.random.bytes,
    build: '2026.11.1',
    demo: false,
    demoAllowed: true,
    logger: pino({ level: 'silent' }),
    trustProxy: false,
    client: null,
    keptAssets: null,
    floodLimits: { session: 1_000_000_000, address: 1_000_000_000, passwords: 1_000_000_000 },
  });
  if (started === 'demo_outside') throw new Error('the simulation has no demo');
  return started;
}

/** What makes the program fail in the middle of a change: after its entry was written and before its author is. */
export const poisonousTitle = 'Nội dung làm máy chủ hỏng giữa chừng';

async function poison(database: Database): Promise<void> {
  await sql`create trigger poison before insert on entry_contributor
    when (select document from entry where id = new.entry) like ${sql.lit(`%${poisonousTitle}%`)}
    begin select raise(abort, 'poison'); end`.execute(database.query);
}
