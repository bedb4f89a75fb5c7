import type { LocalDatabase } from './database.ts';
import { readReplica } from './meta.ts';
import type { MirrorFiles } from './mirror-files.ts';
import { mirroredReplicas, readMirror, removeMirror, writeMirror, type MirrorText } from './mirror-text.ts';
import { readWaiting } from './waiting.ts';

/**
 * A second copy of what waits for the server, outside IndexedDB, for the day on which that opens empty (sync card 6, lost
 * storage). Text only: photos would take as much room again as they take now.
 */
export async function mirrorWaiting(db: LocalDatabase, files: MirrorFiles): Promise<void> {
  await files.alone(async () => {
    const { person } = db;
    const [{ id: replica }, changes] = await db.transaction('r', tablesOfWaiting(db), async () =>
      Promise.all([readReplica(db), readWaiting(db)]),
    );
    if (changes.length > 0) await writeMirror(files, { person, replica, changes });
    else await removeMirror(files, { person, replica });
  });
}

/** What has to change for something else to wait. */
export const tablesOfWaiting = (db: LocalDatabase) => [db.meta, db.outbox];

/** What a database of this person held that is not there any more. Of this one's own changes nothing can be lost from it. */
export async function findLost(db: LocalDatabase, files: MirrorFiles): Promise<{ entries: number }> {
  const lost = await files.alone(async () => readLost(db, files));
  return { entries: new Set(lost.flatMap(({ changes }) => changes.map((change) => change.entry))).size };
}

/** Takes every copy of this person's changes off the device. */
export async function eraseMirror(person: string, files: MirrorFiles): Promise<void> {
  await files.alone(async () => {
    for (const replica of await mirroredReplicas(files, person)) await removeMirror(files, { person, replica });
  });
}

/** Inside the caller's turn with the files. */
export async function readLost(db: LocalDatabase, files: MirrorFiles): Promise<MirrorText[]> {
  const { person } = db;
  const own = await readReplica(db);
  const lost: MirrorText[] = [];
  for (const replica of await mirroredReplicas(files, person)) {
    if (replica === own.id) continue;
    // Taken into this database already; the page ended before the copy was removed.
    if (own.formerly?.includes(replica)) await removeMirror(files, { person, replica });
    else {
      const text = await readMirror(files, { person, replica });
      if (text) lost.push(text);
    }
  }
  return lost;
}
