import type { AttachmentReference } from '../domain/entry.ts';
import type { LocalDatabase } from './database.ts';
import { putChunks } from './photos.ts';

/**
 * A file's bytes as they came, on disk and in the draft in one transaction; ready to be sent, since nothing is made of them.
 * False when the draft is not there any more.
 */
export async function storeAttachment(
  db: LocalDatabase,
  { draft, reference, bytes, now }: { draft: string; reference: AttachmentReference; bytes: Uint8Array<ArrayBuffer>; now: number },
): Promise<boolean> {
  return db.transaction('rw', db.photos, db.chunks, db.drafts, async () => {
    const row = await db.drafts.get(draft);
    if (!row) return false;
    const chunkCount = await putChunks(db, reference.id, bytes);
    await db.photos.put({
      id: reference.id,
      entry: draft,
      state: 'ready',
      own: true,
      offset: 0,
      reference: null,
      attachment: reference,
      thumbnail: null,
      chunkCount,
      rawType: reference.type,
      addedAt: now,
      source: 'gallery',
      takenAt: null,
    });
    await db.drafts.put({ ...row, attachments: [...(row.attachments ?? []), reference.id], updatedAt: now });
    return true;
  });
}
