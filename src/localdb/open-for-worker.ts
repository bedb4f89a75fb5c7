import { Dexie } from 'dexie';
import { LocalDatabase } from './database.ts';
import { readPerson } from './meta.ts';
import { readPersonForWorker } from './person-for-worker.ts';

/** The database of whoever is signed in here, open; null for nobody. Never makes one: a book that was erased stays so. */
export async function openForWorker(): Promise<LocalDatabase | null> {
  const person = await readPersonForWorker();
  if (person === null || !(await Dexie.exists(`so-${person}`))) return null;
  const db = new LocalDatabase(person);
  await db.open();
  if ((await readPerson(db))?.id === person) return db;
  db.close();
  return null;
}
