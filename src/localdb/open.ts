import { LocalDatabase } from './database.ts';

/**
 * A person's database, not open yet: what is asked of it waits until it is. Another tab with a newer build asks to
 * upgrade: the caller flushes what is being typed, then this connection closes instead of blocking it.
 */
export function databaseOf(person: string, beforeClosing: () => Promise<void>): LocalDatabase {
  const db = new LocalDatabase(person);
  db.on('versionchange', () => {
    void beforeClosing().finally(() => db.close());
    return false;
  });
  return db;
}
