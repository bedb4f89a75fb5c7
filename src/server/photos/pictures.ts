import sharp from 'sharp';
import { attachmentTypeOf } from '../../domain/attachment-type.ts';
import type { PhotoSize } from '../../protocol/photo.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { decode } from './decode.ts';
import type { ErasedBytes } from './erased-bytes.ts';
import { pictureKey, smallKey } from './keys.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { findPhoto, type PhotoRow } from './photo-rows.ts';
import { isPlainJpeg } from './plain-jpeg.ts';
import { dropNeedlessPreviews } from './previews.ts';
import { photoRows } from './tell-photos.ts';

export interface PictureParts {
  database: Database;
  blobs: BlobStore;
  erasedBytes: ErasedBytes;
  /** File of the worker that opens what is no plain JPEG. */
  decoder: string;
  onFault: (error: unknown) => void;
}

type LookedAt = PhotoRow & { picture_key: string };

const longEdges = { thumbnail: 240, preview: 960 } as const;

/**
 * The JPEGs that people are shown. Bytes that arrived are looked at one file after another; what is a plain JPEG is served
 * as it came, of anything else one is made, and nobody opens a photo before. An attachment is only looked at.
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
      .run('prepare', async () => {
        await this.#prepare(id);
        await dropNeedlessPreviews(this.#parts, { photo: id });
      })
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
    await dropNeedlessPreviews(this.#parts);
  }

  /** Resolves when everything that was begun is done. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting.values());
  }

  /** The JPEG in a size, or null while there is none to show. */
  async read(id: string, size: PhotoSize): Promise<Uint8Array | null> {
    const photo = await this.#looked(id, 0);
    if (!photo) return null;
    const key = photo.picture_key;
    if (size === 'original') return this.#parts.blobs.get(key);
    const small = smallKey(photo.sha256, size);
    return this.#turns.run(small, async () => (await this.#parts.blobs.get(small)) ?? this.#shrink(photo, small, longEdges[size]));
  }

  /** An attachment as it came, or null while nobody has seen that it is what it was said to be. */
  async readAttachment(id: string): Promise<Uint8Array | null> {
    const attachment = await this.#looked(id, 1);
    return attachment && this.#parts.blobs.get(attachment.picture_key);
  }

  async #looked(id: string, attachment: 0 | 1): Promise<LookedAt | null> {
    await this.#waiting.get(id);
    const photo = await this.#lookIfNobodyDid(id);
    if (!photo?.picture_key || photo.state !== 'stored' || photo.attachment !== attachment) return null;
    return { ...photo, picture_key: photo.picture_key };
  }

  /** What could not be looked at when it was stored, since the store of photos was away, waits for nobody's restart. */
  async #lookIfNobodyDid(id: string): Promise<PhotoRow | null> {
    const photo = await findPhoto(this.#parts.database.query, id);
    if (photo?.state !== 'stored' || photo.picture_key) return photo;
    if (!this.#waiting.has(id)) this.prepare(id);
    await this.#waiting.get(id);
    return findPhoto(this.#parts.database.query, id);
  }

  async #shrink(photo: LookedAt, to: string, longEdge: number): Promise<Uint8Array | null> {
    const bytes = await this.#parts.blobs.get(photo.picture_key);
    if (!bytes) return null;
    const small = await sharp(bytes)
      .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 70 })
      .toBuffer();
    await this.#parts.blobs.put(to, small);
    return (await this.#parts.erasedBytes.removeIfUnwanted(photo.id, photo.sha256)) ? null : small;
  }

  async #prepare(id: string): Promise<void> {
    const { blobs, database, decoder } = this.#parts;
    const photo = await findPhoto(database.query, id);
    if (!photo?.original_key || photo.picture_key || photo.state !== 'stored') return;
    const bytes = await blobs.get(photo.original_key);
    if (!bytes) throw new Error('the bytes of a stored photo are not there');
    if (photo.attachment === 1) {
      const isAsSaid = attachmentTypeOf(bytes) === photo.type;
      return this.#note(photo, isAsSaid ? { state: 'stored', picture_key: photo.original_key } : { state: 'failed' });
    }
    if (await isPlainJpeg(bytes)) return this.#note(photo, { state: 'stored', picture_key: photo.original_key });
    const decoded = await decode(decoder, bytes);
    if (decoded.status === 'no_picture') return this.#note(photo, { state: 'failed' });
    const key = pictureKey(photo.sha256);
    await blobs.put(key, decoded.jpeg);
    await this.#note(photo, { state: 'stored', picture_key: key, original_key: null });
    if (await this.#parts.erasedBytes.removeIfUnwanted(photo.id, photo.sha256)) return;
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
        .where('attachment', '=', photo.attachment)
        .$if(photo.attachment === 1, (update) => update.where('type', '=', photo.type))
        .returning(['id', 'entry'])
        .execute();
      await bumpScopes(tx, await photoRows(tx, twins));
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
