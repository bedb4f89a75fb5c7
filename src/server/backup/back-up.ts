import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import { flush } from '../blobs/disk/flush.ts';
import type { Database } from '../db/database.ts';
import { copySqlite, makeSingleFile } from '../db/sqlite/copy-sqlite.ts';
import { openSqlite } from '../db/sqlite/open-sqlite.ts';
import { isUsed } from '../photos/erased-bytes.ts';
import { findPhoto, type PhotoRow } from '../photos/photo-rows.ts';
import { askPhonesAgain, findAwaited } from './ask-phones-again.ts';
import { type BlobName, type CopyFolder, countEntries, hashOf, namesOf, openCopyFolder } from './copy-folder.ts';
import { noteSafe, readCovered } from './safe.ts';

export interface BackUpParts {
  database: Database;
  blobs: BlobStore;
  /** File of the embedded store. */
  records: string;
  clock: () => number;
}

export interface BackedUp {
  entries: number;
  photos: number;
  /** Photos whose bytes are not in the store any more or are not what they were. */
  damaged: readonly LackedPhoto[];
  /** Whether phones were asked for those; not where the store has no photo at all. */
  isAsked: boolean;
  /** What was asked for after an earlier copy and has not come again. */
  awaited: readonly LackedPhoto[];
}

export type LackedPhoto = Pick<PhotoRow, 'id' | 'entry'>;

/**
 * Copies records and photos into `folder` while the server goes on. First the records as they are at one moment, then the
 * photos that those name; the earlier copy's records are replaced only when everything is there and on disk.
 */
export async function backUp(parts: BackUpParts, folder: string): Promise<BackedUp> {
  const copiedAt = parts.clock();
  const copy = await openCopyFolder(folder);
  const fresh = `${copy.records}.new`;
  for (const ending of ['', '-wal', '-shm', '-journal']) await rm(fresh + ending, { force: true });
  await copySqlite(parts.records, fresh);
  const { covered, damaged, ...counted } = await fill(parts, { copy, records: await openSqlite(fresh) });
  makeSingleFile(fresh);
  await replace(fresh, copy.records);
  const isAsked = damaged.length > 0 && (await hasAnyOf(parts.blobs, counted.named));
  if (isAsked) await askPhonesAgain(parts.database, damaged);
  // What is lacked here may be whole on a phone; then no phone may drop any.
  await noteSafe(parts.database, covered, damaged.length + counted.awaited.length === 0 ? copiedAt : null);
  return { entries: counted.entries, photos: counted.named.length, damaged, isAsked, awaited: counted.awaited };
}

/** A disk that is not there looks as if every photo were lost; once it is back, the store has to know where they are. */
async function hasAnyOf(blobs: BlobStore, photos: readonly PhotoRow[]): Promise<boolean> {
  for (const photo of photos) for (const { key } of namesOf(photo)) if (await blobs.get(key)) return true;
  return false;
}

async function fill(parts: BackUpParts, { copy, records }: { copy: CopyFolder; records: Database }) {
  try {
    const named = await findNamed(records);
    const damaged = await copyPhotos(named, parts, { copy, records });
    await removeErased(copy, records);
    const covered = await readCovered(records.query);
    // Whoever restores this copy has everything that is in it in a copy.
    await noteSafe(records, covered, null);
    return { entries: await countEntries(records), named, damaged, awaited: await findAwaited(records), covered };
  } finally {
    await records.close();
  }
}

/** What was erased since the copy before this one is not to be had from this folder either. */
async function removeErased(copy: CopyFolder, records: Database): Promise<void> {
  const rows = await records.query.selectFrom('erased_bytes').select('sha256').execute();
  for (const { sha256 } of rows) if (!(await isUsed(records.query, sha256))) await copy.removePhoto(sha256);
}

function findNamed(records: Database): Promise<PhotoRow[]> {
  return records.query
    .selectFrom('photo')
    .selectAll()
    .where((where) => where.or([where('original_key', 'is not', null), where('picture_key', 'is not', null)]))
    .execute();
}

/** Answers those whose bytes cannot be had. */
async function copyPhotos(
  photos: readonly PhotoRow[],
  parts: BackUpParts,
  { copy, records }: { copy: CopyFolder; records: Database },
): Promise<PhotoRow[]> {
  const copying = new PhotoCopying(parts, copy);
  const damaged: PhotoRow[] = [];
  for (const photo of photos) {
    const now = await copying.copy(photo);
    if (!now) damaged.push(photo);
    else if (now !== photo) await records.query.updateTable('photo').set(keysOf(now)).where('id', '=', photo.id).execute();
  }
  return damaged;
}

/** Copies photos' bytes, each key once. What is in the copy already is read and compared, not believed. */
class PhotoCopying {
  readonly #parts: BackUpParts;
  readonly #to: CopyFolder;
  readonly #done = new Set<string>();

  constructor(parts: BackUpParts, to: CopyFolder) {
    this.#parts = parts;
    this.#to = to;
  }

  /** The row that names what was copied, or null when the bytes cannot be had. */
  async copy(photo: PhotoRow): Promise<PhotoRow | null> {
    if (await this.#copyAll(photo)) return photo;
    // The server may have made the picture meanwhile and dropped the original.
    const now = await findPhoto(this.#parts.database.query, photo.id);
    if (!now || (now.original_key === photo.original_key && now.picture_key === photo.picture_key)) return null;
    return (await this.#copyAll(now)) ? now : null;
  }

  async #copyAll(photo: PhotoRow): Promise<boolean> {
    for (const name of namesOf(photo)) if (!(await this.#copyOne(name))) return false;
    return true;
  }

  async #copyOne(name: BlobName): Promise<boolean> {
    if (this.#done.has(name.key)) return true;
    if (!(await this.#to.readPhoto(name))) {
      const bytes = await this.#parts.blobs.get(name.key);
      if (!bytes || (name.sha256 !== null && hashOf(bytes) !== name.sha256)) return false;
      await this.#to.writePhoto(name, bytes);
    }
    this.#done.add(name.key);
    return true;
  }
}

function keysOf({ state, original_key, picture_key }: PhotoRow): Pick<PhotoRow, 'state' | 'original_key' | 'picture_key'> {
  return { state, original_key, picture_key };
}

async function replace(fresh: string, old: string): Promise<void> {
  await flush(fresh);
  await rename(fresh, old);
  await flush(path.dirname(old));
}
