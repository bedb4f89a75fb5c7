import type { LocalDatabase } from '../../localdb/database.ts';
import { readSyncState } from '../../localdb/meta.ts';
import { readFirstWaiting } from '../../localdb/waiting.ts';
import type { SendingFacts } from './sending.tsx';

/** What waits to be sent and what is in its way, all of one moment. */
export async function countSending(db: LocalDatabase): Promise<SendingFacts> {
  return db.transaction('r', [db.entries, db.outbox, db.held, db.photos, db.meta], () => count(db));
}

/** Changes are read with their bodies up to this many; this is read again after every answer, also while thousands wait. */
const fewChanges = 500;

async function count(db: LocalDatabase): Promise<SendingFacts> {
  const [first, held, unsent, bad, stranded, sync] = await Promise.all([
    readFirstWaiting(db, fewChanges),
    db.held.orderBy('n').toArray(),
    db.photos.where('state').anyOf('raw', 'ready', 'undecodable', 'declared').toArray(),
    db.photos.where('state').anyOf('corrupt', 'failed').toArray(),
    db.entries.where('marks').equals('stranded').primaryKeys(),
    readSyncState(db),
  ]);
  const isMany = first.length === fewChanges;
  // In one wave with the rest: the browser ends a transaction that asks for nothing for a moment.
  const [keys, pending, beside] = await Promise.all([
    keysAmong(
      db,
      unsent.map((photo) => photo.entry),
    ),
    // Of thousands nearly all are first versions, kept as entries whose keys are cheap; the rest is exact once they have gone.
    isMany ? db.entries.where('marks').equals('pending').primaryKeys() : [],
    isMany ? waitingAmong(db, sync.acknowledged, [...held.map((row) => row.entry), ...stranded]) : [],
  ]);
  const saved = new Set(keys);
  const waiting = unsent.filter((photo) => photo.own && saved.has(photo.entry));
  const photos = new Map<string, number>();
  for (const { entry } of waiting) photos.set(entry, (photos.get(entry) ?? 0) + 1);
  return {
    // By the changes themselves: a decision waits without this device keeping the entry that it is about.
    texts: new Set([...first.map((row) => row.entry), ...pending, ...beside]),
    photos,
    photoCount: waiting.length,
    attachmentCount: waiting.filter((photo) => photo.attachment).length,
    held,
    badPhotos: bad.flatMap(({ id, entry, state, own, attachment }) =>
      own && (state === 'corrupt' || state === 'failed') ? [{ id, entry, state, isAttachment: attachment !== undefined }] : [],
    ),
    stranded,
    oldestAt: first[0]?.at ?? null,
    lastAppliedAt: sync.lastAppliedAt,
    minimumBuild: sync.minimumBuild,
  };
}

async function waitingAmong(db: LocalDatabase, acknowledged: number, entries: readonly string[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const rows = await db.outbox.where('entry').anyOf(entries).toArray();
  return rows.filter((row) => row.n > acknowledged).map((row) => row.entry);
}

async function keysAmong(db: LocalDatabase, entries: readonly string[]): Promise<string[]> {
  return entries.length > 0 ? db.entries.where('id').anyOf(entries).primaryKeys() : [];
}
