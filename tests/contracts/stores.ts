import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../src/server/db/database.ts';
import { emptyPostgres, onPostgres, openTestDatabase, startPostgres } from '../fakes/postgres.ts';
import { openSqliteFile } from '../fakes/sqlite-file.ts';

interface StoreKind {
  name: string;
  start: () => Promise<StoreMaker>;
}

export const sqlite: StoreKind = { name: 'SQLite', start: async () => ({ make: makeSqlite, stop: async () => {} }) };

export const postgres: StoreKind = { name: 'PostgreSQL', start: () => startMakingPostgres() };

/** Where a unit's log is a part of its own. */
export const splitPostgres: StoreKind = { name: 'PostgreSQL split by unit', start: () => startMakingPostgres(splitByUnit) };

/** Every kind of store that the server runs on, each started by the test itself. */
export const stores: readonly StoreKind[] = [sqlite, postgres];

/** Of a database that has its tables. */
export async function splitByUnit(url: string): Promise<void> {
  const statements = await readFile(new URL('partition-by-unit.sql', import.meta.url), 'utf8');
  await onPostgres(url, (client) => client.query(statements));
}

export interface StoreMaker {
  make: () => Promise<MadeStore>;
  stop: () => Promise<void>;
}

export interface MadeStore {
  database: Database;
  /** Stands for a server that was stopped and started again, or for a second one beside it. */
  reopen: () => Promise<Database>;
  remove: () => Promise<void>;
  /** From now on, writing anything of this entry fails in the store. */
  poison: (entry: string) => Promise<void>;
}

async function makeSqlite(): Promise<MadeStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-sqlite-'));
  const reopen = () => openSqliteFile(path.join(folder, 'so.sqlite'));
  const database = await reopen();
  return {
    database,
    reopen,
    remove: () => rm(folder, { recursive: true }),
    poison: async (entry) => {
      await sql`create trigger spring before insert on entry_contributor when new.entry = ${sql.lit(entry)}
        begin select raise(fail, 'sprung'); end`.execute(database.query);
    },
  };
}

async function startMakingPostgres(reshape?: (url: string) => Promise<void>): Promise<StoreMaker> {
  const server = await startPostgres();
  // A new database for each test, and new connections, would cost more than the tests.
  const free: { url: string; database: Database }[] = [];
  const create = async () => {
    const url = await server.createDatabase();
    const database = await openTestDatabase(url);
    await reshape?.(url);
    return { url, database };
  };
  const make = async (): Promise<MadeStore> => {
    const used = free.pop() ?? (await create());
    const { url, database } = used;
    return {
      database: { ...database, close: async () => {} },
      reopen: () => openTestDatabase(url),
      remove: async () => {
        await emptyPostgres(url);
        free.push(used);
      },
      poison: async (entry) => {
        await sql`create function spring() returns trigger language plpgsql as $$ begin raise exception 'sprung'; end $$`.execute(
          database.query,
        );
        await sql`create trigger spring before insert on entry_contributor for each row when (new.entry = ${sql.lit(entry)})
          execute function spring()`.execute(database.query);
      },
    };
  };
  const stop = async (): Promise<void> => {
    for (const { database } of free) await database.close();
    await server.stop();
  };
  return { make, stop };
}
