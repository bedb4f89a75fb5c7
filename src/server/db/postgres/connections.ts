import { Socket } from 'node:net';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool, type PoolClient, types } from 'pg';
import { withoutNul } from '../without-nul.ts';

/** The database cannot be reached, or stopped answering: nobody knows whether what was under way was done. */
export class ConnectionLost extends Error {}

/** A pool of connections that Kysely can use, with values as SQLite has them. */
export function openConnections(
  url: string,
  limits: { connections: number; patience: number | null },
  /** Told at every new connection which life of the store it reaches. */
  onLife: (life: string) => void = () => {},
): PostgresPool {
  const { connections, patience } = limits;
  const pool = new Pool({
    connectionString: url,
    application_name: 'so-tuyen-truyen',
    max: connections,
    verify: (client, done) => void tellLife(client, onLife, done),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // What needs no other's answer is sent behind it at once: a round trip costs more than most of our statements.
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: { getTypeParser: (type, format) => (type === types.builtins.INT8 ? readBigint : types.getTypeParser(type, format)) },
    // A process that hangs in the middle of a transaction must not keep the others waiting for its rows.
    ...(patience !== null && {
      statement_timeout: patience,
      lock_timeout: patience,
      idle_in_transaction_session_timeout: patience,
    }),
  });
  // Whoever uses the connection is told by its next statement; without a listener the loss would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const names = new StatementNames();
  return {
    connect: async () => asKyselyClient(await pool.connect().catch(lost), names),
    end: () => pool.end(),
  };
}

/** What is said in one turn goes out in one piece: waking the other side costs more than most of our statements. */
class GatheringSocket extends Socket {
  #isGathering = false;

  override write(piece: Uint8Array | string, encoding?: BufferEncoding | Told, told?: Told): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.cork();
      process.nextTick(() => {
        this.#isGathering = false;
        this.uncork();
      });
    }
    return typeof encoding === 'string' ? super.write(piece, encoding, told) : super.write(piece, encoding);
  }
}

type Told = (error?: Error | null) => void;

async function tellLife(client: PoolClient, onLife: (life: string) => void, done: (error?: Error) => void): Promise<void> {
  const life = await readLife(client).catch((error: unknown) => asError(error));
  if (life instanceof Error) return done(life);
  onLife(life);
  return done();
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('a connection that cannot be used', { cause: thrown });
}

/**
 * Which cluster this is and how often another machine has taken it over (sync card 3.4). The timeline is the one that is written
 * to: `pg_control_checkpoint()` has that of the last finished checkpoint, which is the former one for minutes after a takeover.
 */
async function readLife(client: PoolClient): Promise<string> {
  const timeline = `substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)`;
  const { rows } = await client.query<{ timeline: string }>(`select ${timeline} as timeline`);
  return `${await readCluster(client)}.${rows[0]?.timeline ?? ''}`;
}

/** Some hosts let nobody ask; there `npm run new-epoch` stays the operator's after records were brought into another cluster. */
async function readCluster(client: PoolClient): Promise<string> {
  try {
    const { rows } = await client.query<{ cluster: string }>(`select system_identifier::text as cluster from pg_control_system()`);
    return rows[0]?.cluster ?? '';
  } catch (error) {
    if (error instanceof DatabaseError && error.code === insufficientPrivilege) return '';
    throw error;
  }
}

const insufficientPrivilege = '42501';

/** Counters, sizes and milliseconds: far below 2^53, and numbers in SQLite. */
function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
}

function asKyselyClient(client: PoolClient, names: StatementNames): PostgresPoolClient {
  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('cursors are not used');
    return client.query({ text, values: values.map(withoutNul), ...names.find(text, values) }).catch(lost);
  }
  return { query, release: (destroy) => client.release(destroy) };
}

function lost(error: unknown): never {
  throw error instanceof DatabaseError ? error : new ConnectionLost('no answer from PostgreSQL', { cause: error });
}

/** Statements that recur are prepared once a connection; lists of ever new lengths must not fill its memory. */
class StatementNames {
  readonly #names = new Map<string, string>();

  find(text: string, values: readonly unknown[]): { name?: string } {
    const known = this.#names.get(text);
    if (known !== undefined) return { name: known };
    if (values.length === 0 || values.length > mostValues || this.#names.size >= mostStatements) return {};
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return { name };
  }
}

const mostValues = 40;
const mostStatements = 200;
