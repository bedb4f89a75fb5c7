import type { Entry, Verdict } from '../domain/entry.ts';
import type { ListedEntry } from '../protocol/review.ts';
import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';

/** What a reviewer of many units keeps: the loaded part of the queue, never whole units. */
const mostKept = 200;

export async function keepReviewPage(db: LocalDatabase, page: ListedEntry[], now: number, first: boolean): Promise<void> {
  await db.transaction('rw', db.review, db.outbox, async () => {
    const decided = new Set((await db.outbox.toArray()).map((row) => row.entry));
    if (first) {
      // The first page tells the queue anew: rows that left it, and are not waiting with a decision of ours, go.
      const stale = (await db.review.toArray()).filter((row) => !decided.has(row.id)).map((row) => row.id);
      await db.review.bulkDelete(stale);
    }
    const room = mostKept - (await db.review.count());
    const rows = page.slice(0, Math.max(0, room)).filter((row) => !decided.has(row.entry.id));
    await db.review.bulkPut(rows.map((row) => ({ ...row, id: row.entry.id, submittedAt: row.entry.submittedAt ?? 0, loadedAt: now })));
  });
}

/** A decision is an ordinary mutation with the revision that was seen: nobody approves what they did not see. */
export async function decideReview(
  db: LocalDatabase,
  seen: Entry,
  decision: { verdict: Verdict; remark: string; flags: string[] },
  now: number,
): Promise<void> {
  await db.transaction('rw', [...mutationTables(db), db.review], async () => {
    await appendMutation(
      db,
      {
        type: 'review',
        id: seen.id,
        verdict: decision.verdict,
        ...(decision.remark && { remark: decision.remark }),
        ...(decision.flags.length > 0 && { flags: decision.flags }),
      },
      { at: now, base: seen.revision },
    );
    await db.review.delete(seen.id);
  });
}

/** To the unit that it should have been written for: with the revision that was seen, as every decision. */
export async function moveReviewed(db: LocalDatabase, seen: Entry, unit: string, now: number): Promise<void> {
  await db.transaction('rw', [...mutationTables(db), db.review], async () => {
    await appendMutation(db, { type: 'move', id: seen.id, unit }, { at: now, base: seen.revision });
    await db.review.delete(seen.id);
  });
}
