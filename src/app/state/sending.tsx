import { useLiveQuery } from 'dexie-react-hooks';
import { createContext, useContext, useState, type ReactNode } from 'react';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readSyncState } from '../../localdb/meta.ts';
import type { HeldRow } from '../../localdb/rows.ts';
import { useDevice, useSyncProgress } from './device.tsx';

/** What waits on this device, counted once for the strip, the navigation and the screens. */
export interface SendingFacts {
  /** Entries of which text waits in the outbox. */
  texts: ReadonlySet<string>;
  /** Entry → its own photos that the server does not have whole yet. Photos of drafts do not count: they are not to be sent. */
  photos: ReadonlyMap<string, number>;
  photoCount: number;
  /** Refused changes, and photos that cannot be sent. */
  held: readonly HeldRow[];
  badPhotos: readonly { id: string; entry: string; state: 'corrupt' | 'failed' }[];
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
  const facts = useLiveQuery(() => readSendingFacts(db), [db]);
  return <SendingContext value={facts}>{children}</SendingContext>;
}

/** Undefined for the moment before the database has answered. */
export function useSendingFacts(): SendingFacts | undefined {
  return useContext(SendingContext);
}

/** Entries with something left to send. */
export function waitingEntries(facts: SendingFacts): ReadonlySet<string> {
  return new Set([...facts.texts, ...facts.photos.keys()]);
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

async function readSendingFacts(db: LocalDatabase): Promise<SendingFacts> {
  const [pending, oldest, held, unsent, bad, stranded, sync] = await Promise.all([
    // Keys of entries, not changes with their bodies: this is read again after every answer, also while thousands wait.
    db.entries.where('sync').equals('pending').primaryKeys(),
    db.outbox.orderBy('n').first(),
    db.held.orderBy('n').toArray(),
    db.photos.where('state').anyOf('raw', 'ready', 'undecodable', 'declared').toArray(),
    db.photos.where('state').anyOf('corrupt', 'failed').toArray(),
    db.entries.where('sync').equals('stranded').primaryKeys(),
    readSyncState(db),
  ]);
  const saved = new Set(
    await db.entries
      .where('id')
      .anyOf(unsent.map((photo) => photo.entry))
      .primaryKeys(),
  );
  const besideProblems = await db.outbox
    .where('entry')
    .anyOf([...held.map((row) => row.entry), ...stranded])
    .toArray();
  const photos = new Map<string, number>();
  for (const photo of unsent) {
    if (photo.own && saved.has(photo.entry)) photos.set(photo.entry, (photos.get(photo.entry) ?? 0) + 1);
  }
  return {
    texts: new Set([...pending, ...besideProblems.map((row) => row.entry)]),
    photos,
    photoCount: [...photos.values()].reduce((sum, count) => sum + count, 0),
    held,
    badPhotos: bad.flatMap(({ id, entry, state, own }) =>
      own && (state === 'corrupt' || state === 'failed') ? [{ id, entry, state }] : [],
    ),
    stranded,
    oldestAt: oldest?.at ?? null,
    lastAppliedAt: sync.lastAppliedAt,
    minimumBuild: sync.minimumBuild,
  };
}
