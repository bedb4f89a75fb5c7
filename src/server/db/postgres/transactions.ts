import {
  CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type KyselyProps,
  PostgresDialect,
  type PostgresPool,
  Transaction,
} from 'kysely';
import { DatabaseError } from 'pg';
import type { Ending } from '../database.ts';
import type { Tables } from '../tables.ts';

/**
 * Transactions whose statements go out without waiting for one another; Kysely's own send each when the one before it was
 * answered. PostgreSQL carries them out in the order in which they were sent.
 */
export class Transactions {
  readonly query: Kysely<Tables>;
  readonly #props: KyselyProps;

  private constructor(props: KyselyProps) {
    this.#props = props;
    this.query = new Kysely<Tables>(props);
  }

  static async over(pool: PostgresPool): Promise<Transactions> {
    const dialect = new PostgresDialect({ pool });
    const driver = dialect.createDriver();
    await driver.init();
    const connections = new DefaultConnectionProvider(driver);
    const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), connections);
    return new Transactions({ config: { dialect }, dialect, driver, executor });
  }

  /** A snapshot that is taken at its first statement and never waits for a writer. */
  read<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.#within('isolation level repeatable read read only', async ({ tx, end }) => {
      const result = await work(tx);
      // Nothing hangs on the end of a reading.
      end().catch(() => {});
      return result;
    });
  }

  /** The commit goes out behind the last statements, and is a rollback when one of them failed. */
  write<Result>(work: (tx: Transaction<Tables>) => Promise<Ending<Result>>): Promise<Result> {
    return this.#within('isolation level read committed', async ({ tx, begun, end }) => {
      const { last } = await work(tx);
      const failed = (await Promise.allSettled([begun, last, end()])).find((each) => each.status === 'rejected');
      if (failed) throw failed.reason;
      return last;
    });
  }

  #within<Result>(characteristics: string, work: (open: OpenTransaction) => Promise<Result>): Promise<Result> {
    const { driver, executor } = this.#props;
    return executor.provideConnection(async (connection) => {
      const gate = new Gate(connection);
      // Goes out with the first statement.
      const begun = say(connection, `start transaction ${characteristics}`);
      begun.catch((error: unknown) => gate.close(error));
      const tx = new Transaction<Tables>({ ...this.#props, executor: executor.withConnectionProvider(gate) });
      const end = (): Promise<void> => {
        gate.close(new Error('a statement behind the end of its transaction'));
        return commit(connection);
      };
      try {
        return await work({ tx, begun, end });
      } catch (error) {
        gate.close(error);
        // A connection that cannot do even this is given up by the driver.
        await driver.rollbackTransaction(connection).catch(() => {});
        throw error;
      }
    });
  }
}

interface OpenTransaction {
  tx: Transaction<Tables>;
  begun: Promise<unknown>;
  end: () => Promise<void>;
}

/**
 * What is meant for a transaction is never sent outside of it, where it would be kept by itself. And a statement that fails
 * because one before it did says why that one failed: whether a transaction may be begun anew is read from there.
 */
class Gate implements ConnectionProvider {
  readonly #connection: DatabaseConnection;
  #closed: { reason: unknown } | null = null;
  #cause: unknown = null;

  constructor(connection: DatabaseConnection) {
    this.#connection = {
      executeQuery: async <Row>(query: CompiledQuery) => {
        try {
          return await connection.executeQuery<Row>(query);
        } catch (error) {
          throw this.#causeOf(error);
        }
      },
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  close(reason: unknown): void {
    this.#closed ??= { reason };
  }

  async provideConnection<Result>(consumer: (connection: DatabaseConnection) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw this.#closed.reason;
    return consumer(this.#connection);
  }

  #causeOf(error: unknown): unknown {
    if (error instanceof DatabaseError && error.code === failedBefore) return this.#cause ?? error;
    this.#cause = error;
    return error;
  }
}

/** in_failed_sql_transaction */
const failedBefore = '25P02';

function say(connection: DatabaseConnection, text: string): Promise<{ rows: { command?: string }[] }> {
  return connection.executeQuery<{ command?: string }>(CompiledQuery.raw(text));
}

async function commit(connection: DatabaseConnection): Promise<void> {
  const { rows } = await say(connection, 'commit');
  if (rows[0]?.command === 'ROLLBACK') throw new Error('a transaction that was undone instead of kept');
}
