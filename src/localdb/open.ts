import { LocalDatabase } from './database.ts';

/**
 * A person's database, not open yet: what is asked of it waits until it is. Another tab asks to upgrade or to delete it: the
 * caller sees to what is being typed, then this connection closes. Until then the other one is blocked.
 */
export function databaseOf(person: string, beforeClosing: (asked: IDBVersionChangeEvent) => Promise<void>): LocalDatabase {
  const db = new LocalDatabase(person);
  db.on('versionchange', (asked) => {
    beforeClosing(asked).then(
      () => db.close(),
      // What is typed here may be nowhere else: the other tab stays blocked, and its person is told why.
      () => {},
    );
    return false;
  });
  return db;
}
