import type { Entry, Verdict } from '../domain/entry.ts';
import type { ListedEntry } from '../protocol/review.ts';
import type { Mutation } from '../protocol/mutation.ts';
import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { dismissDecisions } from './dismiss-refused.ts';
import { readBody } from './entry-view.ts';
import { dropReviewDraft } from './review-drafts.ts';
import type { ReviewRow } from './rows.ts';
import { countWaitingOf, readWaiting, waitingAbove } from './waiting.ts';

/** What a reviewer of many units keeps: the loaded part of the queue, never whole units. */
const mostKept = 200;

/**
 * Keeps a page of the queue. `acknowledged`: the number up to which this device's changes were recorded when the page was
 * asked for. Of what came after it the page may know nothing, also if the server has it by now.
 */
export async function keepReviewPage(
  db: LocalDatabase,
  page: readonly ListedEntry[],
  { acknowledged, now, isFirst }: { acknowledged: number; now: number; isFirst: boolean },
): Promise<void> {
  await db.transaction('rw', db.review, db.outbox, async () => {
    const decided = new Set((await waitingAbove(db, acknowledged).toArray()).map((row) => row.entry));
    if (isFirst) {
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
    // What was refused of it before is answered by this one.
    if ((await db.held.where('entry').equals(seen.id).count()) > 0) await dismissDecisions(db, seen.id, now);
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
    await dropReviewDraft(db, seen.id);
    await leaveQueue(db, seen.id);
  });
}

/**
 * What was approved or rejected goes back to whoever wrote it. Like every decision about the revision that was seen: of an
 * entry that is newer here by now, or of which something waits, nothing is written.
 */
export async function reopenDecided(db: LocalDatabase, seen: Entry, remark: string, now: number): Promise<'reopened' | 'changed'> {
  return db.transaction('rw', mutationTables(db), async () => {
    const [row, waiting] = await Promise.all([db.entries.get(seen.id), countWaitingOf(db, seen.id)]);
    if (waiting > 0 || (row?.server && row.server.revision !== seen.revision)) return 'changed';
    await appendMutation(db, { type: 'reopen', id: seen.id, remark }, { at: now, base: seen.revision });
    return 'reopened';
  });
}

/**
 * Approves many, each with the revision that was seen of it. One that has changed since, or is not in the queue any more,
 * is left as it is.
 */
export async function approveSeen(db: LocalDatabase, seen: ReadonlyMap<string, number>, now: number): Promise<{ approved: string[] }> {
  return db.transaction('rw', [...mutationTables(db), db.review], async () => {
    const approved: string[] = [];
    const undecidable = await readUndecidable(db);
    for (const [id, revision] of seen) {
      const row = await db.review.get(id);
      if (!row || row.decided || row.entry.revision !== revision || undecidable.has(id)) continue;
      await appendMutation(db, { type: 'review', id, verdict: 'approve' }, { at: now, base: revision });
      await leaveQueue(db, id);
      approved.push(id);
    }
    return { approved };
  });
}

/** To the unit that it should have been written for: with the revision that was seen, as every decision. */
export async function moveReviewed(db: LocalDatabase, seen: Entry, unit: string, now: number): Promise<void> {
  await db.transaction('rw', [...mutationTables(db), db.review], async () => {
    await appendMutation(db, { type: 'move', id: seen.id, unit }, { at: now, base: seen.revision });
    await leaveQueue(db, seen.id);
  });
}

/**
 * Takes decisions of this device back, each about the row that stood in the queue: the server is told so, since nothing
 * leaves the outbox, and the row waits here again. What something else was done with since is left alone.
 */
export async function withdrawDecisions(db: LocalDatabase, rows: readonly ReviewRow[], now: number): Promise<string[]> {
  return db.transaction('rw', [...mutationTables(db), db.review], async () => {
    const withdrawn: string[] = [];
    for (const { decided: _decided, ...row } of rows) {
      const steps = (await db.outbox.where('entry').equals(row.id).sortBy('n')).map(readBody).filter(isStep);
      const last = steps.at(-1);
      if (last && last.type !== 'review') continue;
      await appendMutation(db, { type: 'withdraw', id: row.id }, { at: now, base: row.entry.revision });
      await db.review.put(row);
      withdrawn.push(row.id);
    }
    return withdrawn;
  });
}

/** Entries of which something waits that keeps them from being decided here: anything but a decision that was taken back. */
export async function readUndecidable(db: LocalDatabase): Promise<ReadonlySet<string>> {
  return new Set((await readLastSteps(db)).filter(({ type }) => type !== 'withdraw').map(({ id }) => id));
}

/** How many of the queue are decided here, as far as the server does not know it yet. */
export async function countDecidedHere(db: LocalDatabase): Promise<number> {
  return (await readLastSteps(db)).filter(({ type }) => type === 'review').length;
}

/** What was last done with each entry of which something waits. */
async function readLastSteps(db: LocalDatabase): Promise<Mutation[]> {
  const waiting = (await readWaiting(db)).map(readBody).filter(isStep);
  return [...new Map(waiting.map((change) => [change.id, change])).values()];
}

/** To let a refused change go is no step of the entry's own. */
function isStep({ type }: Mutation): boolean {
  return type !== 'dismiss';
}

/** Its words stay, to say what waits to be sent. */
async function leaveQueue(db: LocalDatabase, id: string): Promise<void> {
  await db.review.update(id, { decided: true });
}
