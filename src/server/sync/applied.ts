import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WriteTransaction } from '../db/database.ts';
import type { Access } from '../users/access.ts';
import type { FeedChange } from './feed.ts';
import type { Verdict } from './outcome.ts';
import type { PendingWrites } from './pending-writes.ts';
import type { Difference } from './stored-entry.ts';

/** What a change is carried out with, and what became of it. */

export interface Situation {
  access: Access;
  replica: string;
  catalogue: Catalogue;
  /** Of this life of the store. */
  revisionFloor: number;
  /** Server's clock; the same for everything in a request, and in its answer. */
  now: number;
  /** The device's clock when it sent. */
  deviceNow: number;
}

export interface Applied {
  verdict: Verdict;
  /** What the history keeps beside the verdict. */
  unit: string;
  difference: Difference;
  estimatedAt: number;
  revisionBefore: number;
  feed: FeedChange[];
  /** What the history keeps in the place of what was sent. */
  recorded?: object;
}

/** Where a change is carried out: what it asks of the store, and what it leaves to be written. */
export interface Desk {
  tx: WriteTransaction;
  pending: PendingWrites;
}

export function notCarriedOut(verdict: Verdict, unit: string): Applied {
  return { verdict, unit, difference: {}, estimatedAt: 0, revisionBefore: 0, feed: [] };
}
