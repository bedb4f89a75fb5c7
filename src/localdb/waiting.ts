import type { LocalDatabase } from './database.ts';
import { readSyncState } from './meta.ts';
import type { OutboxRow } from './rows.ts';

/**
 * What waits for the server: changes above the highest number that it is known to have recorded. Those below stay in the
 * outbox, where nobody counts them, until a copy off the server's machine holds them too: a restored server gets them again.
 */
export async function readWaiting(db: LocalDatabase): Promise<OutboxRow[]> {
  return waitingAbove(db, await readAcknowledged(db)).toArray();
}

export async function countWaiting(db: LocalDatabase): Promise<number> {
  return waitingAbove(db, await readAcknowledged(db)).count();
}

/** At most so many, the longest waiting first. */
export async function readFirstWaiting(db: LocalDatabase, most: number): Promise<OutboxRow[]> {
  return waitingAbove(db, await readAcknowledged(db))
    .limit(most)
    .toArray();
}

export async function readNewestWaiting(db: LocalDatabase): Promise<OutboxRow | undefined> {
  return waitingAbove(db, await readAcknowledged(db)).last();
}

/** Of one entry, in the order of their numbers; with as few requests as there can be, since a save waits for them. */
export async function readWaitingOf(db: LocalDatabase, entry: string): Promise<OutboxRow[]> {
  const [acknowledged, changes] = await Promise.all([readAcknowledged(db), db.outbox.where('entry').equals(entry).sortBy('n')]);
  return changes.filter((row) => row.n > acknowledged);
}

export async function countWaitingOf(db: LocalDatabase, entry: string): Promise<number> {
  const [acknowledged, numbers] = await Promise.all([readAcknowledged(db), db.outbox.where('entry').equals(entry).primaryKeys()]);
  return numbers.filter((n) => n > acknowledged).length;
}

/** Inside the caller's transaction, which knows how far the server has come. */
export function waitingAbove(db: LocalDatabase, acknowledged: number) {
  return db.outbox.where('n').above(acknowledged);
}

async function readAcknowledged(db: LocalDatabase): Promise<number> {
  return (await readSyncState(db)).acknowledged;
}
