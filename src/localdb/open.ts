import { LocalDatabase } from './database.ts';

/**
 * Opens a person's database. Another tab with a newer build asks to upgrade: the caller flushes what is being typed,
 * then this connection closes instead of blocking it.
 */
export async function openDatabase(person: string, beforeClosing: () => Promise<void> = async () => {}): Promise<LocalDatabase> {
  const db = new LocalDatabase(person);
  db.on('versionchange', () => {
    void beforeClosing().finally(() => db.close());
    return false;
  });
  await db.open();
  return db;
}
