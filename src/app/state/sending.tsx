import { createContext, useContext, useState, type ReactNode } from 'react';
import type { HeldRow } from '../../localdb/rows.ts';
import { countSending } from './count-sending.ts';
import { useDevice, useSyncProgress } from './device.tsx';
import { useTables } from './use-tables.ts';

/** What waits on this device, counted once for the strip, the navigation and the screens. */
export interface SendingFacts {
  /** Entries of which text waits in the outbox. */
  texts: ReadonlySet<string>;
  /** Entry → its own photos and attachments that the server does not have whole yet. Those of drafts do not count: they are not to be sent. */
  photos: ReadonlyMap<string, number>;
  photoCount: number;
  /** So many of them are attachments. */
  attachmentCount: number;
  /** Refused changes, and photos that cannot be sent. */
  held: readonly HeldRow[];
  badPhotos: readonly { id: string; entry: string; state: 'corrupt' | 'failed'; isAttachment?: boolean }[];
  /** Entries that were taken from this person's reach while something of them was unsent. */
  stranded: readonly string[];
  /** When the oldest waiting change was saved. */
  oldestAt: number | null;
  lastAppliedAt: number | null;
  /** The oldest build that need not be updated; "" until a server has said it. */
  minimumBuild: string;
}

const SendingContext = createContext<SendingFacts | undefined>(undefined);

export function SendingProvider({ children }: { children: ReactNode }) {
  const { db } = useDevice();
  const facts = useTables([db.entries, db.outbox, db.held, db.photos, db.meta], () => countSending(db), [db]);
  return <SendingContext value={facts}>{children}</SendingContext>;
}

/** Undefined for the moment before the database has answered. */
export function useSendingFacts(): SendingFacts | undefined {
  return useContext(SendingContext);
}

/** Entries with something left to send. */
export function waitingEntries(facts: SendingFacts): ReadonlySet<string> {
  // Asked for by several at once, while there may be ten thousand.
  return facts.photos.size === 0 ? facts.texts : new Set([...facts.texts, ...facts.photos.keys()]);
}

export function problemEntries(facts: SendingFacts): ReadonlySet<string> {
  return new Set([...facts.held.map((row) => row.entry), ...facts.badPhotos.map((photo) => photo.entry), ...facts.stranded]);
}

/** How far the sending that runs now has come, against what there was when it began. */
export interface Batch {
  entriesLeft: number;
  entries: number;
  photosLeft: number;
  photos: number;
}

export function useBatch(): Batch | null {
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  const [most, setMost] = useState({ entries: 0, photos: 0 });
  const entriesLeft = facts?.texts.size ?? 0;
  const photosLeft = facts?.photoCount ?? 0;
  const next =
    phase === 'sending'
      ? { entries: Math.max(most.entries, entriesLeft), photos: Math.max(most.photos, photosLeft) }
      : { entries: 0, photos: 0 };
  if (next.entries !== most.entries || next.photos !== most.photos) setMost(next);
  return phase === 'sending' && entriesLeft + photosLeft > 0 ? { entriesLeft, photosLeft, ...next } : null;
}
