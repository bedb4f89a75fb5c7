import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { DatabaseError } from 'pg';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Tables } from '../tables.ts';
import { ConnectionLost, openConnections } from './connections.ts';
import { retryCollisions } from './retry-collisions.ts';
import { Transactions } from './transactions.ts';

export type OpenedPostgres = { status: 'ok'; database: Database } | { status: 'unreachable' | 'not_durable'; detail: string };

/** Opens the shared store and brings its tables up to date; any number of server processes may do so at once. */
export async function openPostgres(url: string, connections = 10): Promise<OpenedPostgres> {
  const refusal = await prepare(url);
  if (refusal) return refusal;
  let life = '';
  const pool = openConnections(url, { connections, patience: 20_000 }, (reached) => {
    life = reached;
  });
  const transactions = await Transactions.over(pool);
  const { query } = transactions;
  // A life is known once a connection is.
  await sql`select 1`.execute(query);
  const database: Database = {
    query,
    read: (work) => transactions.read(work),
    write: (work) => retryCollisions(() => transactions.write(async (tx) => ({ last: Promise.resolve(await work(tx)) }))),
    writeToEnd: (work) => retryCollisions(() => transactions.write(work)),
    lock: (select) => select.forUpdate(),
    lockNames,
    life: () => life,
    isTransient,
    close: () => query.destroy(),
  };
  return { status: 'ok', database };
}

type Refusal = Exclude<OpenedPostgres, { status: 'ok' }>;

/** On a connection of its own: a migration may take longer than any request is allowed to. */
async function prepare(url: string): Promise<Refusal | null> {
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openConnections(url, { connections: 2, patience: null }) }) });
  try {
    const weak = await findWeakness(query);
    if (weak !== null) return { status: 'not_durable', detail: weak };
    await migrate(query, 'postgres');
    return null;
  } catch (error) {
    if (error instanceof ConnectionLost) return { status: 'unreachable', detail: reasonOf(error) };
    if (error instanceof DatabaseError && connectionRefusals.some((each) => error.code?.startsWith(each)))
      return { status: 'unreachable', detail: error.message };
    throw error;
  } finally {
    await query.destroy();
  }
}

/** Wrong name or password, no such database, starting up or too many clients. */
const connectionRefusals = ['28', '3D', '53', '57'];

function reasonOf({ cause }: ConnectionLost): string {
  // Node answers with one error for each address that a name stands for.
  const first = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  return first instanceof Error ? first.message : String(first);
}

/** "Đã gửi" on a phone means that a disk has it, so what an operator may have switched off is looked at. */
async function findWeakness(query: Kysely<Tables>): Promise<string | null> {
  const { rows } = await sql<{ commit: string; fsync: string }>`
    select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync`.execute(query);
  const [settings] = rows;
  if (settings?.commit !== 'on' && settings?.commit !== 'remote_apply') return `synchronous_commit=${settings?.commit}`;
  return settings.fsync === 'on' ? null : `fsync=${settings.fsync}`;
}

/** In one order everywhere, so that two that want the same names do not wait for each other. */
async function lockNames(tx: Transaction<Tables>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(key)
    from (select hashtextextended(name, 0) as key from unnest(${names}::text[]) as name order by key) as keys`.execute(tx);
}

/** SQLSTATE classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const transientCodes = [
  '08', // connection
  '25006', // a standby, after the primary was lost
  '40', // collision
  '53', // disk full, out of memory, too many connections
  '55P03', // lock not available
  '57', // shut down, cancelled, starting up
  '58', // disk failure
];

function isTransient(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  return error instanceof DatabaseError && transientCodes.some((code) => error.code?.startsWith(code));
}
