import sharp from 'sharp';
import type { PhotoSize } from '../../protocol/photo.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { unitScope } from '../sync/scopes.ts';
import { decode } from './decode.ts';
import { pictureKey, smallKey } from './keys.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { findPhoto, type PhotoRow } from './photo-rows.ts';
import { isPlainJpeg } from './plain-jpeg.ts';

export interface PictureParts {
  database: Database;
  blobs: BlobStore;
  /** File of the worker that opens what is no plain JPEG. */
  decoder: string;
  onFault: (error: unknown) => void;
}

const longEdges = { thumbnail: 240, preview: 960 } as const;

/**
 * The JPEGs that people are shown. Bytes that arrived are looked at one file after another; what is a plain JPEG is served
 * as it came, of anything else one is made, and nobody opens a photo before.
 */
export class Pictures {
  readonly #parts: PictureParts;
  readonly #turns = new OneAtATime();
  readonly #waiting = new Map<string, Promise<void>>();

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  /** Begins to look at a photo that was stored. */
  prepare(id: string): void {
    const task = this.#turns
      .run('prepare', () => this.#prepare(id))
      .catch((error: unknown) => this.#parts.onFault(error))
      .finally(() => this.#waiting.delete(id));
    this.#waiting.set(id, task);
  }

  /** At the start: what was stored but not looked at when the server was stopped. */
  async recover(): Promise<void> {
    const rows = await this.#parts.database.query
      .selectFrom('photo')
      .select('id')
      .where('picture_key', 'is', null)
      .where('state', '=', 'stored')
      .execute();
    for (const row of rows) this.prepare(row.id);
  }

  /** Resolves when everything that was begun is done. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting.values());
  }

  /** The JPEG in a size, or null while there is none to show. */
  async read(id: string, size: PhotoSize): Promise<Uint8Array | null> {
    await this.#waiting.get(id);
    const photo = await findPhoto(this.#parts.database.query, id);
    if (!photo?.picture_key || photo.state !== 'stored') return null;
    const key = photo.picture_key;
    if (size === 'original') return this.#parts.blobs.get(key);
    const small = smallKey(photo.sha256, size);
    return this.#turns.run(small, async () => (await this.#parts.blobs.get(small)) ?? this.#shrink(key, small, longEdges[size]));
  }

  async #shrink(from: string, to: string, longEdge: number): Promise<Uint8Array | null> {
    const bytes = await this.#parts.blobs.get(from);
    if (!bytes) return null;
    const small = await sharp(bytes)
      .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 70 })
      .toBuffer();
    await this.#parts.blobs.put(to, small);
    return small;
  }

  async #prepare(id: string): Promise<void> {
    const { blobs, database, decoder } = this.#parts;
    const photo = await findPhoto(database.query, id);
    if (!photo?.original_key || photo.picture_key || photo.state !== 'stored') return;
    const bytes = await blobs.get(photo.original_key);
    if (!bytes) throw new Error('the bytes of a stored photo are not there');
    if (await isPlainJpeg(bytes)) return this.#note(photo, { state: 'stored', picture_key: photo.original_key });
    const decoded = await decode(decoder, bytes);
    if (decoded.status === 'no_picture') return this.#note(photo, { state: 'failed' });
    const key = pictureKey(photo.sha256);
    await blobs.put(key, decoded.jpeg);
    await this.#note(photo, { state: 'stored', picture_key: key, original_key: null });
    await this.#dropOriginal(photo, photo.original_key);
  }

  /** Says the same of every photo with these bytes: a twin may have been declared meanwhile. */
  async #note(photo: PhotoRow, change: { state: 'stored' | 'failed'; picture_key?: string; original_key?: null }): Promise<void> {
    await this.#parts.database.write(async (tx) => {
      const twins = await tx
        .updateTable('photo')
        .set(change)
        .where('sha256', '=', photo.sha256)
        .where('state', '=', 'stored')
        .where('picture_key', 'is', null)
        .returning(['id', 'unit'])
        .execute();
      await bumpScopes(
        tx,
        twins.map((twin) => ({ scope: unitScope(twin.unit), kind: 'photo', id: twin.id, operation: 'put' })),
      );
    });
  }

  /** Unless another unit is just sending the same bytes: theirs are under the same name. */
  async #dropOriginal(photo: PhotoRow, key: string): Promise<void> {
    const others = await this.#parts.database.query
      .selectFrom('photo')
      .select('id')
      .where('sha256', '=', photo.sha256)
      .where((where) => where.or([where('original_key', '=', key), where('state', 'in', ['declared', 'receiving'])]))
      .limit(1)
      .executeTakeFirst();
    if (!others) await this.#parts.blobs.remove(key);
  }
}
