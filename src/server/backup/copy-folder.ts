import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import { openDiskBlobStore } from '../blobs/disk/disk-blob-store.ts';
import type { Database } from '../db/database.ts';
import { keysOf } from '../photos/keys.ts';

/** A copy on another disk: the records in one file, the photos beside it under their keys. */
export interface CopyFolder {
  records: string;
  /** The bytes under a key, or null when they are not there or not what was once copied. */
  readPhoto: (name: BlobName) => Promise<Uint8Array | null>;
  writePhoto: (name: BlobName, bytes: Uint8Array) => Promise<void>;
  /** Everything that was copied of these bytes. */
  removePhoto: (sha256: string) => Promise<void>;
}

/** `sha256` is null for a picture that the server made: its hash stands in no record. */
export interface BlobName {
  key: string;
  sha256: string | null;
}

export const copiedRecords = 'so.sqlite';

export async function openCopyFolder(folder: string): Promise<CopyFolder> {
  const photos = await openDiskBlobStore(path.join(folder, 'photos'));
  return {
    records: path.join(folder, copiedRecords),
    async readPhoto(name) {
      const expected = name.sha256 ?? (await readText(photos, hashKey(name.key)));
      const bytes = expected === null ? null : await photos.get(name.key);
      return bytes && hashOf(bytes) === expected ? bytes : null;
    },
    async removePhoto(sha256) {
      for (const key of keysOf(sha256)) for (const name of [key, hashKey(key)]) await photos.remove(name);
    },
    async writePhoto(name, bytes) {
      await photos.put(name.key, bytes);
      if (name.sha256 === null) await photos.put(hashKey(name.key), Buffer.from(hashOf(bytes)));
    },
  };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** What a photo's row names in the blob store. Smaller pictures are not copied; they are made again when somebody asks. */
export function namesOf(photo: { sha256: string; original_key: string | null; picture_key: string | null }): BlobName[] {
  const names: BlobName[] = [];
  if (photo.original_key !== null) names.push({ key: photo.original_key, sha256: photo.sha256 });
  if (photo.picture_key !== null && photo.picture_key !== photo.original_key) {
    const isOriginal = photo.picture_key.endsWith(`/${photo.sha256}`) && photo.picture_key.startsWith('original/');
    names.push({ key: photo.picture_key, sha256: isOriginal ? photo.sha256 : null });
  }
  return names;
}

export async function countEntries(records: Database): Promise<number> {
  const { count } = await records.query
    .selectFrom('entry')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function hashKey(key: string): string {
  return `${key}.sha256`;
}

async function readText(photos: BlobStore, key: string): Promise<string | null> {
  const bytes = await photos.get(key);
  return bytes && Buffer.from(bytes).toString('utf8');
}
