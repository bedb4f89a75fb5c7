import { scopesOf, unitScope } from '../protocol/scopes.ts';
import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { refreshEntry } from './refresh-entries.ts';
import { marked } from './marks.ts';
import type { EntryRow, PhotoRow, SyncState } from './rows.ts';
import { forgetPhotos } from './until-copied.ts';
import { countWaitingOf } from './waiting.ts';

/**
 * Takes from this device what is no longer its person's to have: a unit or grant that was lost, an entry that went to
 * another unit, one that a restored server does not know. What has unsent work stays in sight as `stranded` until all of
 * it is sent or refused: losing a right never loses words (sync card 3.4, invariants 12 and 13). Inside the caller's
 * transaction; answers the scopes that still need watching.
 */
export async function forgetLost(
  db: LocalDatabase,
  sync: SyncState,
  answer: SyncResponse & {
    /** Entries that the server took and that this person may not read any more. */
    lost: readonly string[];
    /** The newest copy that this device was told of. */
    copiedAt: number;
  },
): Promise<{ lost: string[]; sweep: string[]; missing: string[]; left: string[] }> {
  const here = [...answer.entries.map((entry) => entry.id), ...answer.kept.map(([id]) => id)];
  const back = new Set([...Object.keys(answer.cursors), ...here.map((id) => `entry:${id}`)]);
  const lost = new Set([...(sync.lost ?? []), ...answer.drop].filter((place) => !back.has(place)));
  for (const id of answer.lost) lost.add(`entry:${id}`);
  // After a restore every scope that is still theirs is read again; one that was lost meanwhile is told by nobody.
  const isRead = (scope: string): boolean => scope in sync.cursors || scope in answer.cursors;
  if (!answer.more) for (const scope of sync.sweep ?? []) if (!isRead(scope)) lost.add(scope);
  const isHeld = (scope: string): boolean => isRead(scope) && !lost.has(scope);
  const left = await placesLeft(db, sync, answer);
  const placesOf = (row: EntryRow): string[] => scopesOfRow(row).filter((scope) => !left.get(row.id)?.has(scope));
  for (const id of left.keys()) {
    const row = await db.entries.get(id);
    if (row && !placesOf(row).some(isHeld)) lost.add(`entry:${id}`);
  }
  // What was sent again just now is on the server, also where this device could not follow to its state.
  const told = new Set(answer.kept.map(([id]) => id));
  const swept = new Set(answer.started.filter((scope) => sync.sweep?.includes(scope)));
  const unswept = (sync.sweep ?? []).filter((scope) => !swept.has(scope) && !lost.has(scope));
  // What is told of on a later page of the same answer is not missing.
  const missingBefore = new Set(answer.more ? [] : (sync.missing ?? []));
  const missing = new Set(answer.more ? (sync.missing ?? []) : []);
  const stranded: EntryRow[] = [];
  if (lost.size > 0 || swept.size > 0 || missingBefore.size > 0) {
    for (const row of await db.entries.toArray()) {
      const places = placesOf(row);
      // What was held together stays for as long as one of those that held it is the person's.
      const isLost = lost.has(`entry:${row.id}`) || (places.some((place) => lost.has(place)) && !places.some(isHeld));
      const isReadAgain = places.some((place) => swept.has(place)) && !places.some((place) => unswept.includes(place));
      const isUnknown = (isReadAgain || missingBefore.has(row.id)) && row.server?.isFormer && !told.has(row.id);
      if (!isLost && !isUnknown) continue;
      if (await hasUnsentWork(db, row)) {
        if (isLost) {
          stranded.push(row);
          await db.entries.put(marked({ ...row, sync: 'stranded' }));
        } else missing.add(row.id);
        continue;
      }
      await db.entries.delete(row.id);
      await forgetPhotos(db, row.id, answer.copiedAt);
    }
  }
  for (const row of await db.entries.where('marks').equals('stranded').toArray())
    if (!stranded.some((each) => each.id === row.id)) await refreshEntry(db, row.id);
  const watched = new Set(stranded.flatMap((row) => [...placesOf(row), `entry:${row.id}`]));
  const kept = new Set((await db.entries.bulkGet([...left.keys()])).flatMap((row) => row?.id ?? []));
  return {
    // What has nothing left here needs no watching any more.
    lost: [...lost].filter((place) => watched.has(place)),
    sweep: unswept,
    missing: [...missing],
    left: [...left].filter(([id]) => kept.has(id)).flatMap(([id, scopes]) => [...scopes].map((scope) => `${scope} ${id}`)),
  };
}

/**
 * Scopes that an entry is gone from while this device may have it by another, in its last state that still names them:
 * entry → scopes. They are forgotten once its new state comes.
 */
async function placesLeft(db: LocalDatabase, sync: SyncState, answer: SyncResponse): Promise<Map<string, Set<string>>> {
  const isTold = new Set(answer.entries.map((entry) => entry.id));
  const before = (sync.left ?? []).map((each) => each.split(' ')).filter(([, id = '']) => !isTold.has(id));
  const left = new Map<string, Set<string>>();
  for (const [scope = '', id = ''] of [...before, ...answer.gone]) {
    const row = await db.entries.get(id);
    if (row && scopesOfRow(row).includes(scope)) left.set(id, (left.get(id) ?? new Set()).add(scope));
  }
  return left;
}

/** What only this device has seen so far is its own unit's. */
function scopesOfRow(row: EntryRow): string[] {
  return row.server ? scopesOf(row.server) : [unitScope(row.unit)];
}

async function hasUnsentWork(db: LocalDatabase, row: EntryRow): Promise<boolean> {
  const waiting = await countWaitingOf(db, row.id);
  const refused = await db.held.where('entry').equals(row.id).count();
  const unstored = await db.photos
    .where('entry')
    .equals(row.id)
    .filter((photo) => photo.own && mayStillBeSent(photo))
    .count();
  return waiting + refused + unstored > 0;
}

/** What the server has, does not want or cannot open, and what is spoiled here, waits for nothing. */
function mayStillBeSent({ state }: PhotoRow): boolean {
  return !['stored', 'unwanted', 'failed', 'corrupt'].includes(state);
}
