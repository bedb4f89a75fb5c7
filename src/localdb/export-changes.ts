import type { ChangeFile, ChangeInFile } from '../protocol/change-file.ts';
import type { LocalDatabase } from './database.ts';
import { isOfErased } from './forget-erased.ts';
import { readReplica, readSyncState } from './meta.ts';
import type { HeldRow, OutboxRow } from './rows.ts';
import { signChanges } from './sign-changes.ts';

/**
 * Everything that the server may not have, as a file that another device can hand in: what waits, what
 * was refused, and what was acknowledged but is in no copy yet, since what waits may build on it. Texts only.
 */
export async function exportChanges(db: LocalDatabase, facts: { now: number; build: string }): Promise<{ text: string; waiting: number }> {
  const { file, replica, waiting } = await readChanges(db, facts);
  return { text: JSON.stringify(await signChanges(file, replica), null, 2), waiting };
}

function readChanges(db: LocalDatabase, facts: { now: number; build: string }) {
  return db.transaction('r', db.meta, db.outbox, db.held, async () => {
    const [replica, sync, outbox, held] = await Promise.all([readReplica(db), readSyncState(db), db.outbox.toArray(), db.held.toArray()]);
    const waits = (row: OutboxRow): boolean => row.n > sync.acknowledged;
    // As it was sent: of a refused change whose entry was erased, the words are gone, and under its number would stand another one.
    const numbered = new Set(outbox.map((row) => row.n));
    // And where a copy holds what was sent, nothing of it is left to hand in (run 8313).
    const rows = [...outbox, ...held.filter((row) => !numbered.has(row.n) && !isOfErased(row))];
    const file: ChangeFile = {
      person: db.person,
      exportedAt: facts.now,
      ...(sync.epoch !== null && { clockOffset: sync.clockOffset }),
      build: facts.build,
      // A long file is handed in piece by piece: each number behind the one that it builds on.
      changes: rows.sort((one, next) => one.n - next.n).map((row) => changeInFile(row, replica.id)),
    };
    return { file, replica, waiting: outbox.filter(waits).length + held.length };
  });
}

/** With the name and number that it was, or will be, sent under. */
export function changeInFile(row: OutboxRow | HeldRow, replica: string): ChangeInFile {
  return { replica: ('sentAs' in row && row.sentAs?.[0]) || replica, body: row.body };
}
