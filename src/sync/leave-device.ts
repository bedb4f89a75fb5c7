import type { LocalDatabase } from '../localdb/database.ts';
import { readUnsentWork, type UnsentWork } from '../localdb/unsent-work.ts';
import { signOut } from './sign-in.ts';
import type { Transport } from './transport.ts';

export type LeaveOutcome =
  /** The session has ended, and the book is gone from this device. */
  | { status: 'left' }
  /** Something is only here: nothing was ended, nothing was erased. */
  | { status: 'unsent' }
  /** The session has ended, but something was saved meanwhile: the book stays for it. */
  | { status: 'workSaved' }
  /** The session goes on, or nobody knows: everything stays. */
  | { status: 'offline' | 'trouble' };

/**
 * Ends the session and erases the person's book, in this order: the cookie is the server's to take, and without its word
 * the next start would be signed in again, to an empty book.
 */
export async function leaveDevice(
  db: LocalDatabase,
  leaving: {
    transport: Transport;
    /** What the person has been told is lost, and agreed to. */
    agreed: Pick<UnsentWork, 'drafts'>;
    /** Takes the person's marks off the device. */
    forget: () => void;
    /** The copy of what waits, beside the database. */
    mirror: {
      /** Whether it has what a lost database held: nobody has taken that back yet. */
      holdsLostWork: () => Promise<boolean>;
      erase: () => Promise<void>;
    };
  },
): Promise<LeaveOutcome> {
  if (holdsBack(await readUnsentWork(db), leaving.agreed) || (await leaving.mirror.holdsLostWork())) return { status: 'unsent' };
  const answer = await signOut(leaving.transport);
  if (answer.status !== 'signedOut') return { status: answer.status };
  // The answer may have taken half a minute, and other tabs go on saving.
  if (holdsBack(await readUnsentWork(db), leaving.agreed)) return { status: 'workSaved' };
  // First: another tab starts afresh when its database goes, and would make an empty one for whom it still knows.
  leaving.forget();
  try {
    await leaving.mirror.erase();
  } finally {
    await db.delete();
  }
  return { status: 'left' };
}

function holdsBack(work: UnsentWork, agreed: Pick<UnsentWork, 'drafts'>): boolean {
  return work.entries > 0 || work.schedules > 0 || work.drafts > agreed.drafts;
}
