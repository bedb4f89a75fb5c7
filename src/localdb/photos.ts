import type { AttachmentReference, PhotoReference } from '../domain/entry.ts';
import { chunksOf } from './delete-photo.ts';
import type { LocalDatabase } from './database.ts';
import type { PhotoRow } from './rows.ts';

/** Larger IndexedDB values become separate files that can vanish while the row stays (w3c/IndexedDB#423; sync card, trap 9). */
const chunkSize = 48 * 1024;

/** The bytes as they came, on disk before anything is decoded. The draft lists the photo in the same transaction. */
export async function storeRawPhoto(
  db: LocalDatabase,
  photo: {
    id: string;
    draft: string;
    bytes: Uint8Array<ArrayBuffer>;
    type: string;
    source: PhotoReference['source'];
    takenAt: number | null;
    now: number;
  },
): Promise<void> {
  await db.transaction('rw', db.photos, db.chunks, db.drafts, async () => {
    const chunkCount = await putChunks(db, photo.id, photo.bytes);
    await db.photos.put({
      id: photo.id,
      entry: photo.draft,
      state: 'raw',
      own: true,
      offset: 0,
      reference: null,
      thumbnail: null,
      chunkCount,
      rawType: photo.type,
      addedAt: photo.now,
      source: photo.source,
      takenAt: photo.takenAt,
    });
    const draft = await db.drafts.get(photo.draft);
    if (draft && !draft.photos.includes(photo.id))
      await db.drafts.put({ ...draft, photos: [...draft.photos, photo.id], updatedAt: photo.now });
  });
}

/** The picture made ready to send takes the place of the raw bytes, in one transaction. */
export async function storeReadyPhoto(
  db: LocalDatabase,
  photo: { reference: PhotoReference; bytes: Uint8Array<ArrayBuffer> | null; thumbnail: Uint8Array<ArrayBuffer> | null },
): Promise<void> {
  await db.transaction('rw', db.photos, db.chunks, async () => {
    const row = await db.photos.get(photo.reference.id);
    if (!row || row.state !== 'raw') return;
    // Without new bytes the picture could not be decoded here: the raw file itself is what will be sent.
    const chunkCount = photo.bytes ? await putChunks(db, row.id, photo.bytes) : row.chunkCount;
    await db.photos.put({
      ...row,
      chunkCount,
      reference: photo.reference,
      thumbnail: photo.thumbnail,
      takenAt: photo.reference.takenAt,
      state: photo.bytes ? 'ready' : 'undecodable',
    });
  });
}

/** The photo's bytes, or null when a row of them is missing. */
export async function readPhotoBytes(db: LocalDatabase, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row, chunks] = await db.transaction('r', db.photos, db.chunks, async () =>
    Promise.all([db.photos.get(id), chunksOf(db, id).toArray()]),
  );
  if (!row || row.chunkCount === 0 || chunks.length !== row.chunkCount) return null;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.bytes, offset);
    offset += chunk.bytes.length;
  }
  return bytes;
}

/** What is declared of a row's bytes; null for a photo that is not ready, or of which only the state is known. */
export function fileOf(row: PhotoRow): PhotoReference | AttachmentReference | null {
  return row.reference ?? row.attachment ?? null;
}

export async function markPhoto(db: LocalDatabase, id: string, change: Partial<Pick<PhotoRow, 'state' | 'previewSent'>>): Promise<void> {
  await db.photos.update(id, change);
}

/** A photo of another device, of which only the state is known here. */
export function photoElsewhere(id: string, known: Pick<PhotoRow, 'entry' | 'state' | 'offset'>): PhotoRow {
  return {
    id,
    ...known,
    own: false,
    reference: null,
    thumbnail: null,
    chunkCount: 0,
    rawType: '',
    addedAt: 0,
    source: 'gallery',
    takenAt: null,
  };
}

/** The bytes in rows, in the place of whatever was there. Inside the caller's transaction over `chunks`. */
export async function putChunks(db: LocalDatabase, photo: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  await chunksOf(db, photo).delete();
  const rows = [];
  for (let start = 0, index = 0; start < bytes.length; start += chunkSize, index += 1) {
    rows.push({ photo, index, bytes: bytes.slice(start, start + chunkSize) });
  }
  await db.chunks.bulkPut(rows);
  return rows.length;
}
