import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { refreshEntry } from './entry-view.ts';
import { deletePhoto } from './photos.ts';
import type { EntryRow, SyncState } from './rows.ts';

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
  },
): Promise<{ lost: string[]; sweep: string[] }> {
  const back = new Set([...Object.keys(answer.cursors), ...answer.entries.map((entry) => `entry:${entry.id}`)]);
  const lost = new Set([...(sync.lost ?? []), ...answer.drop].filter((place) => !back.has(place)));
  for (const id of answer.lost) lost.add(`entry:${id}`);
  for (const [scope, id] of answer.gone) if ((await db.entries.get(id))?.unit === unitOf(scope)) lost.add(`entry:${id}`);
  // After a restore every scope that is still theirs is read again; one that was lost meanwhile is told by nobody.
  const isRead = (scope: string): boolean => scope in sync.cursors || scope in answer.cursors;
  if (!answer.more) for (const scope of sync.sweep ?? []) if (!isRead(scope)) lost.add(scope);
  // What was sent again just now is on the server, also where this device could not follow to its state.
  const told = new Set(answer.kept.map(([id]) => id));
  const swept = new Set(answer.started.filter((scope) => sync.sweep?.includes(scope)));
  const stranded: EntryRow[] = [];
  if (lost.size > 0 || swept.size > 0) {
    for (const row of await db.entries.toArray()) {
      const isLost = lost.has(`unit:${row.unit}`) || lost.has(`entry:${row.id}`);
      const isUnknown = swept.has(`unit:${row.unit}`) && row.server?.revision === 0 && !told.has(row.id);
      if (!isLost && !isUnknown) continue;
      if (await hasUnsentWork(db, row)) {
        if (isLost) {
          stranded.push(row);
          await db.entries.put({ ...row, sync: 'stranded' });
        }
        continue;
      }
      await db.entries.delete(row.id);
      for (const photo of await db.photos.where('entry').equals(row.id).primaryKeys()) await deletePhoto(db, photo);
    }
  }
  for (const row of await db.entries.where('sync').equals('stranded').toArray())
    if (!stranded.some((each) => each.id === row.id)) await refreshEntry(db, row.id);
  const watched = new Set(stranded.flatMap((row) => [`unit:${row.unit}`, `entry:${row.id}`]));
  return {
    // What has nothing left here needs no watching any more.
    lost: [...lost].filter((place) => watched.has(place)),
    sweep: (sync.sweep ?? []).filter((scope) => !swept.has(scope) && !lost.has(scope)),
  };
}

function unitOf(scope: string): string {
  return scope.replace(/^unit:/, '');
}

async function hasUnsentWork(db: LocalDatabase, row: EntryRow): Promise<boolean> {
  const waiting = await db.outbox.where('entry').equals(row.id).count();
  const refused = await db.held.where('entry').equals(row.id).count();
  const unstored = await db.photos
    .where('entry')
    .equals(row.id)
    .filter((photo) => photo.own && photo.state !== 'stored' && photo.state !== 'unwanted')
    .count();
  return waiting + refused + unstored > 0;
}
