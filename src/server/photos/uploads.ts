import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { unitScope } from '../sync/scopes.ts';
import { originalKey } from './keys.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { findPhoto, type PhotoRow } from './photo-rows.ts';

export interface UploadParts {
  database: Database;
  blobs: BlobStore;
  clock: () => number;
  /** Told once a photo's bytes are verified and on disk. */
  onStored: (id: string) => void;
}

/** Where an upload stands. `wrong_checksum`: the bytes were not what was declared and were dropped. */
export type Standing = { status: 'receiving' | 'stored' | 'wrong_checksum'; offset: number };
export type Received = Standing | { status: 'wrong_offset' | 'cut' | 'overrun'; offset: number };

export interface Incoming {
  offset: number;
  chunks: AsyncIterable<Uint8Array>;
  /** Ends the connection that the bytes come from. */
  abort: () => void;
}

/**
 * Photo bodies on the way in (sync card 3.7). The true offset is the size of the staging body, nothing else; a full one is
 * finished wherever it is met, because a kill may fall between the last byte and its keeping.
 */
export class Uploads {
  readonly #parts: UploadParts;
  readonly #turns = new OneAtATime();
  readonly #running = new Map<string, () => void>();

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /** A device that asks where it stands, or sends again, has given up its older connection. */
  look(photo: PhotoRow): Promise<Standing> {
    this.#running.get(photo.id)?.();
    return this.#turns.run(photo.id, () => this.#finish(photo.id));
  }

  receive(photo: PhotoRow, incoming: Incoming): Promise<Received> {
    this.#running.get(photo.id)?.();
    return this.#turns.run(photo.id, async () => {
      const before = await this.#finish(photo.id);
      if (before.status !== 'receiving' || incoming.offset !== before.offset) {
        return before.status === 'stored' ? before : { status: 'wrong_offset', offset: before.offset };
      }
      this.#running.set(photo.id, incoming.abort);
      const overrun = await this.#append(photo, incoming);
      this.#running.delete(photo.id);
      const after = await this.#finish(photo.id);
      if (overrun === 'whole' || after.status !== 'receiving') return after;
      return { status: overrun, offset: after.offset };
    });
  }

  /** At the start: finishes what was whole when the server was stopped, drops what nobody waits for. */
  async recover(): Promise<void> {
    for (const upload of await this.#parts.blobs.staged()) {
      const photo = await findPhoto(this.#parts.database.query, upload);
      if (!photo || photo.state === 'unwanted' || photo.state === 'stored') await this.#parts.blobs.discard(upload);
      else await this.#finish(upload);
    }
  }

  async #append(photo: PhotoRow, incoming: Incoming): Promise<'whole' | 'cut' | 'overrun'> {
    try {
      const { overrun } = await this.#parts.blobs.append(photo.id, incoming.chunks, photo.size);
      return overrun ? 'overrun' : 'whole';
    } catch (error) {
      if (isFullDisk(error)) throw error;
      return 'cut';
    }
  }

  async #finish(id: string): Promise<Standing> {
    const { blobs, database } = this.#parts;
    const photo = await findPhoto(database.query, id);
    if (!photo) throw new Error('an upload without its photo');
    if (photo.state === 'stored' || photo.state === 'failed') return { status: 'stored', offset: photo.size };
    const offset = await blobs.stagedSize(id);
    if (offset < photo.size) {
      await this.#noteOffset(photo, offset);
      return { status: 'receiving', offset };
    }
    const kept = await blobs.keep(id, originalKey(photo.sha256), { sha256: photo.sha256, size: photo.size });
    if (kept !== 'kept') {
      await this.#noteOffset(photo, 0);
      return { status: 'wrong_checksum', offset: 0 };
    }
    await this.#noteStored(photo);
    this.#parts.onStored(id);
    return { status: 'stored', offset: photo.size };
  }

  async #noteOffset(photo: PhotoRow, received: number): Promise<void> {
    if (photo.received === received) return;
    const state = received > 0 ? 'receiving' : 'declared';
    await this.#parts.database.query
      .updateTable('photo')
      .set({ received, state })
      .where('id', '=', photo.id)
      .where('state', 'in', ['declared', 'receiving'])
      .execute();
  }

  async #noteStored(photo: PhotoRow): Promise<void> {
    const { database, clock } = this.#parts;
    await database.write(async (tx) => {
      await tx
        .updateTable('photo')
        .set({ state: 'stored', received: photo.size, original_key: originalKey(photo.sha256), stored_at: clock() })
        .where('id', '=', photo.id)
        .execute();
      await bumpScopes(tx, [{ scope: unitScope(photo.unit), kind: 'photo', id: photo.id, operation: 'put' }]);
    });
  }
}

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EIO' || error.code === 'EDQUOT');
}
