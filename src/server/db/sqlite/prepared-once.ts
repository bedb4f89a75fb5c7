import type BetterSqlite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { withoutNul } from '../without-nul.ts';

/** Prepares each statement once: most of them come again with every request. */
export class PreparedOnce implements SqliteDatabase {
  readonly #connection: BetterSqlite.Database;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(connection: BetterSqlite.Database) {
    this.#connection = connection;
  }

  prepare(text: string): SqliteStatement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = holdingWhatOthersHold(this.#connection.prepare(text));
    // Lists of ever new lengths must not fill the memory.
    if (this.#statements.size < mostStatements) this.#statements.set(text, statement);
    return statement;
  }

  close(): void {
    this.#connection.close();
  }
}

const mostStatements = 500;

function holdingWhatOthersHold(statement: BetterSqlite.Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (values) => statement.all(values.map(withoutNul)),
    run: (values) => statement.run(values.map(withoutNul)),
    iterate: (values) => statement.iterate(values.map(withoutNul)),
  };
}
