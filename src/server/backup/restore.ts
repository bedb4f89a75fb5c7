import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import { flush } from '../blobs/disk/flush.ts';
import type { Database } from '../db/database.ts';
import { isSound } from '../db/sqlite/copy-sqlite.ts';
import { openSqlite } from '../db/sqlite/open-sqlite.ts';
import { beginLife } from '../epoch.ts';
import type { PhotoRow } from '../photos/photo-rows.ts';
import type { RandomBytes } from '../users/secret.ts';
import { copiedRecords, type CopyFolder, countEntries, hashOf, namesOf, openCopyFolder } from './copy-folder.ts';

export interface RestoreParts {
  dataFolder: string;
  /** File of the embedded store in the data folder. */
  records: string;
  openBlobs: (database: Database) => Promise<BlobStore>;
  random: RandomBytes;
  clock: () => number;
}

export type Restored =
  | { status: 'restored'; entries: number; photos: number /** Photos that phones are asked to send again. */; missing: number }
  | { status: 'no_copy' | 'spoiled' | 'not_empty' };

/**
 * Brings a copy back into an empty data folder, as a new life of the store: phones send again what came after the copy. The
 * records get their name last, so what was broken off is never taken for a store.
 */
export async function restore(parts: RestoreParts, folder: string): Promise<Restored> {
  if (!(await isFile(path.join(folder, copiedRecords)))) return { status: 'no_copy' };
  if (!(await isEmpty(parts.dataFolder))) return { status: 'not_empty' };
  const copy = await openCopyFolder(folder);
  await mkdir(parts.dataFolder, { recursive: true });
  const fresh = `${parts.records}.new`;
  await copyFile(copy.records, fresh);
  if (!isSound(fresh)) {
    await rm(fresh);
    return { status: 'spoiled' };
  }
  const result = await fill(await openSqlite(fresh), { ...parts, copy });
  await flush(fresh);
  await rename(fresh, parts.records);
  await flush(parts.dataFolder);
  return result;
}

async function fill(database: Database, from: RestoreParts & { copy: CopyFolder }): Promise<Restored> {
  try {
    const photos = await fillPhotos(database, { copy: from.copy, blobs: await from.openBlobs(database) });
    await database.query.deleteFrom('staged_body').execute();
    await beginLife(database, { random: from.random, now: from.clock() });
    return { status: 'restored', entries: await countEntries(database), ...photos };
  } finally {
    await database.close();
  }
}

async function fillPhotos(
  database: Database,
  stores: { copy: CopyFolder; blobs: BlobStore },
): Promise<{ photos: number; missing: number }> {
  let photos = 0;
  let missing = 0;
  for (const photo of await database.query.selectFrom('photo').selectAll().execute()) {
    const isKept = photo.original_key !== null || photo.picture_key !== null;
    const isBack = isKept && (await bringBack(photo, stores));
    if (isBack) photos += 1;
    else if (isKept) missing += 1;
    // Bytes on their way are in no copy.
    if (!isBack && (isKept || photo.state === 'receiving')) await askAgain(database, photo.id);
  }
  return { photos, missing };
}

async function bringBack(photo: PhotoRow, { copy, blobs }: { copy: CopyFolder; blobs: BlobStore }): Promise<boolean> {
  for (const name of namesOf(photo)) {
    const bytes = await copy.readPhoto(name);
    if (!bytes) return false;
    // A bucket may have outlived the records.
    const there = await blobs.get(name.key);
    if (!there || hashOf(there) !== hashOf(bytes)) await blobs.put(name.key, bytes);
  }
  return true;
}

async function askAgain(database: Database, id: string): Promise<void> {
  await database.query
    .updateTable('photo')
    .set({ state: 'declared', received: 0, original_key: null, picture_key: null, stored_at: null })
    .where('id', '=', id)
    .execute();
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).every((name) => name === 'lost+found');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
