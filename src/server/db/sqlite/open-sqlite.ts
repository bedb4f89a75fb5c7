import BetterSqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Tables } from '../tables.ts';
import { GroupCommit } from './group-commit.ts';
import { PreparedOnce } from './prepared-once.ts';

/** Opens the embedded store at `file` (`:memory:` in tests) and brings its tables up to date. */
export async function openSqlite(file: string): Promise<Database> {
  const connection = new BetterSqlite(file);
  makeDurable(connection, file);
  const query = new Kysely<Tables>({ dialect: new ImmediateDialect(connection) });
  await migrate(query, 'sqlite');
  const commits = new GroupCommit(query);
  return {
    query,
    read: (work) => query.transaction().setAccessMode('read only').execute(work),
    write: (work) => commits.write(work),
    writeToEnd: (work) => commits.write(async (tx) => (await work(tx)).last),
    lock: (select) => select,
    lockNames: async () => {},
    life: () => '',
    isTransient,
    close: () => query.destroy(),
  };
}

/**
 * "Đã gửi" on a phone means that this disk has it. better-sqlite3 is compiled so that WAL reads `synchronous` as NORMAL,
 * which may lose the newest commits at a power failure; so it is set, and what was set is looked at.
 */
function makeDurable(connection: BetterSqlite.Database, file: string): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 5000');
  // What is erased is not left readable in the file's free places.
  connection.pragma('secure_delete = ON');
  const fullSync = 2;
  const journal = file === ':memory:' ? 'memory' : 'wal';
  if (connection.pragma('synchronous', { simple: true }) !== fullSync) throw new Error('SQLite refuses synchronous=FULL');
  if (connection.pragma('journal_mode', { simple: true }) !== journal) throw new Error('SQLite refuses write-ahead logging');
}

/** A transaction that begins deferred can fail at its first write when another process writes; IMMEDIATE waits at the start. */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: BetterSqlite.Database;

  constructor(config: SqliteDialectConfig, connection: BetterSqlite.Database) {
    super(config);
    this.#connection = connection;
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'));
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would fail and hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #connection: BetterSqlite.Database;
  readonly #database: PreparedOnce;

  constructor(connection: BetterSqlite.Database) {
    const database = new PreparedOnce(connection);
    super({ database });
    this.#database = database;
    this.#connection = connection;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database }, this.#connection);
  }
}

const transientCodes = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_NOMEM',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
];

function isTransient(error: unknown): boolean {
  return error instanceof BetterSqlite.SqliteError && transientCodes.some((code) => error.code.startsWith(code));
}
