import { createHash } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { previewKey } from './keys.ts';
import { findPhoto, type PhotoRow } from './photo-rows.ts';
import { isPlainJpeg } from './plain-jpeg.ts';

interface Stores {
  database: Database;
  blobs: BlobStore;
}

const onTheWay = ['declared', 'receiving'] as const;

/** `needless`: the photo itself is here by now. */
export type Kept = 'kept' | 'needless' | 'wrong_checksum' | 'no_picture';

/** Keeps the small picture that a phone on a slow line sends ahead of a photo, for whoever looks before that has come. */
export async function keepPreview(
  { database, blobs }: Stores,
  photo: PhotoRow,
  sent: { bytes: Uint8Array; sha256: string },
): Promise<Kept> {
  if (createHash('sha256').update(sent.bytes).digest('base64url') !== sent.sha256) return 'wrong_checksum';
  if (!isOnTheWay(photo)) return 'needless';
  if (!(await isPlainJpeg(sent.bytes))) return 'no_picture';
  const key = previewKey(photo.id, sent.sha256);
  // Named before it is there: whoever erases the photo meanwhile knows of it.
  const noted = await database.query
    .updateTable('photo')
    .set({ preview_key: key })
    .where('id', '=', photo.id)
    .where('state', 'in', onTheWay)
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) return 'needless';
  await blobs.put(key, sent.bytes);
  const now = await findPhoto(database.query, photo.id);
  const isWanted = now !== null && isOnTheWay(now) && now.preview_key === key;
  if (!isWanted) await blobs.remove(key);
  if (photo.preview_key && photo.preview_key !== key) await blobs.remove(photo.preview_key);
  return isWanted ? 'kept' : 'needless';
}

/** Null once the photo itself can be asked for, and where none was sent. */
export async function readPreview({ blobs }: Stores, photo: PhotoRow): Promise<Uint8Array | null> {
  return isOnTheWay(photo) && photo.preview_key ? blobs.get(photo.preview_key) : null;
}

/** Of photos that have come, or that nobody wants any more. */
export async function dropNeedlessPreviews({ database, blobs }: Stores, of: { photo?: string } = {}): Promise<void> {
  const { photo } = of;
  const rows = await database.query
    .selectFrom('photo')
    .select(['id', 'preview_key'])
    .where('preview_key', 'is not', null)
    .where('state', 'not in', onTheWay)
    .$if(photo !== undefined, (select) => select.where('id', '=', photo ?? ''))
    .execute();
  for (const row of rows) {
    await blobs.remove(row.preview_key ?? '');
    await database.query.updateTable('photo').set({ preview_key: null }).where('id', '=', row.id).execute();
  }
}

function isOnTheWay(photo: PhotoRow): boolean {
  return photo.state === 'declared' || photo.state === 'receiving';
}
