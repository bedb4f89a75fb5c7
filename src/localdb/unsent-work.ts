import type { LocalDatabase } from './database.ts';
import { countLines } from './imports.ts';
import { readSchedules } from './schedules.ts';
import { readWaiting } from './waiting.ts';

/** What exists on this device and nowhere else. What the server refused it keeps too, with its whole body. */
export interface UnsentWork {
  /** Saved entries of which text or photos are left to send, and those that went out of this person's reach before. */
  entries: number;
  /** Schedules that were changed here. */
  schedules: number;
  /** Forms that were begun, and lines of a sheet that are not entries yet: a person may choose to lose them. */
  drafts: number;
}

/** All of one moment: nothing can move from one table to another between two counts. */
export async function readUnsentWork(db: LocalDatabase): Promise<UnsentWork> {
  return db.transaction('r', [db.outbox, db.entries, db.photos, db.drafts, db.imports, db.meta], async () => {
    const [texts, stranded, photos, schedules, drafts, lines] = await Promise.all([
      readWaiting(db),
      db.entries.where('marks').equals('stranded').primaryKeys(),
      db.photos
        .where('state')
        .anyOf('raw', 'ready', 'undecodable', 'declared')
        .filter((photo) => photo.own)
        .toArray(),
      readSchedules(db),
      db.drafts.count(),
      countLines(db),
    ]);
    // Photos of a draft that was never saved go or stay with the draft.
    const withPhotos = await db.entries
      .where('id')
      .anyOf(photos.map((photo) => photo.entry))
      .primaryKeys();
    return {
      entries: new Set([...texts.map((row) => row.entry), ...stranded, ...withPhotos]).size,
      schedules: schedules.filter(({ edit }) => edit !== null).length,
      drafts: drafts + lines,
    };
  });
}
