import type { Mutation } from '../protocol/mutation.ts';
import type { AttachmentReference, PhotoReference } from '../domain/entry.ts';
import { mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { readBody } from './entry-view.ts';
import { readReplica } from './meta.ts';
import { readLost } from './mirror.ts';
import type { MirrorFiles } from './mirror-files.ts';
import { removeMirror, type MirrorText } from './mirror-text.ts';
import { photoElsewhere } from './photos.ts';
import { renumbered } from './recover.ts';
import { refreshEntries } from './refresh-entries.ts';
import type { OutboxRow, PhotoRow } from './rows.ts';

/**
 * Puts what a lost database had not sent into this one's outbox, as changes of its own that name where they were first
 * numbered: what had arrived all the same is then not carried out a second time (sync card 3.4). Photos are not in the copy.
 */
export async function takeBack(db: LocalDatabase, files: MirrorFiles): Promise<{ entries: number }> {
  return files.alone(async () => {
    const lost = await readLost(db, files);
    const entries = await append(db, lost);
    // The database says that it has them: a page that ends here leaves no doubt.
    for (const text of lost) await removeMirror(files, text);
    return { entries };
  });
}

async function append(db: LocalDatabase, lost: readonly MirrorText[]): Promise<number> {
  return db.transaction('rw', [...mutationTables(db), db.photos], async () => {
    const replica = await readReplica(db);
    // Another tab was here first.
    const taken = lost.filter((text) => text.replica !== replica.id && !replica.formerly?.includes(text.replica));
    const changes = taken.flatMap((text) => text.changes.map((row) => ({ row, from: text.replica })));
    if (changes.length === 0) return 0;
    const rows = changes.map(({ row, from }, index) => asWaiting(renumbered(row, from, replica.nextN + index)));
    await db.meta.put({
      ...replica,
      nextN: replica.nextN + rows.length,
      formerly: [...(replica.formerly ?? []), ...taken.map((text) => text.replica)],
    });
    await db.outbox.bulkAdd(rows);
    await notePhotosLost(db, rows);
    const ids = new Set(rows.map((row) => row.entry));
    await refreshEntries(db, new Map([...ids].map((id): [string, null] => [id, null])));
    return ids.size;
  });
}

/** A first version that the server is seen to have had arrived: shown on top it would hide all that came after it. */
function asWaiting(row: OutboxRow): OutboxRow {
  const { resent: _resent, ...fresh } = row;
  return readBody(row).type === 'new' ? { ...fresh, resent: true } : fresh;
}

/** Their rows say that the bytes are gone, until the server says that it has them. */
async function notePhotosLost(db: LocalDatabase, rows: readonly OutboxRow[]): Promise<void> {
  const named = new Map<string, PhotoRow>();
  for (const row of rows) {
    const change = readBody(row);
    // Of what was taken back nobody misses a picture.
    if (change.type === 'void') for (const [id, photo] of named) if (photo.entry === row.entry) named.delete(id);
    const { photos, attachments, removed } = filesIn(change);
    for (const reference of photos) named.set(reference.id, { ...lostFile(reference, row.entry), reference, source: reference.source });
    for (const attachment of attachments) named.set(attachment.id, { ...lostFile(attachment, row.entry), attachment });
    for (const id of removed) named.delete(id);
  }
  const known = await db.photos.bulkGet([...named.keys()]);
  await db.photos.bulkAdd([...named.values()].filter((_, index) => known[index] === undefined));
}

function lostFile(file: { id: string; type: string }, entry: string): PhotoRow {
  return { ...photoElsewhere(file.id, { entry, state: 'corrupt', offset: 0 }), own: true, rawType: file.type };
}

function filesIn(change: Mutation): { photos: PhotoReference[]; attachments: AttachmentReference[]; removed: string[] } {
  if (change.type === 'new') return { photos: change.photos ?? [], attachments: change.attachments ?? [], removed: [] };
  if (change.type !== 'edit') return { photos: [], attachments: [], removed: [] };
  return {
    photos: change.photosAdded ?? [],
    attachments: change.attachmentsAdded ?? [],
    removed: [...(change.photosRemoved ?? []), ...(change.attachmentsRemoved ?? [])],
  };
}
