import BetterSqlite from 'better-sqlite3';

/** Copies the embedded store as it is at one moment, also while a server writes to it, into a single file at `to`. */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new BetterSqlite(from, { readonly: true, fileMustExist: true });
  try {
    // All pages in one step: whenever another process writes between two steps, SQLite begins anew.
    await source.backup(to, { progress: () => 0x7fff_ffff });
  } finally {
    source.close();
  }
}

/** Whether every page of a store can be read and fits the others. */
export function isSound(file: string): boolean {
  const connection = new BetterSqlite(file, { fileMustExist: true });
  try {
    return connection.pragma('quick_check', { simple: true }) === 'ok';
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError) return false;
    throw error;
  } finally {
    connection.close();
  }
}

/** Ends write-ahead logging, which needs files beside the store and so a folder that can be written. */
export function makeSingleFile(file: string): void {
  const connection = new BetterSqlite(file, { fileMustExist: true });
  connection.pragma('journal_mode = DELETE');
  connection.close();
}
