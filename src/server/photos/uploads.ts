import type { BlobStore, Body, Standing as BodyStanding } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import type { ErasedBytes } from './erased-bytes.ts';
import { originalKey } from './keys.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { findPhoto, type PhotoRow } from './photo-rows.ts';
import { photoRows } from './tell-photos.ts';

export interface UploadParts {
  database: Database;
  blobs: BlobStore;
  erasedBytes: ErasedBytes;
  clock: () => number;
  /** Told once a photo's bytes are verified and on disk. */
  onStored: (id: string) => void;
}

/**
 * Where an upload stands. `wrong_checksum`: the bytes were not what was declared and were dropped. `unwanted`: it was given up
 * or erased while they came.
 */
export type Standing = { status: 'receiving' | 'stored' | 'wrong_checksum' | 'unwanted'; offset: number };
export type Received = Standing | { status: 'wrong_offset' | 'cut' | 'overrun'; offset: number };

export interface Incoming {
  offset: number;
  chunks: AsyncIterable<Uint8Array>;
  /** Ends the connection that the bytes come from. */
  abort: () => void;
}

/** Photo bodies on the way in (sync card 3.7). Where a body stands is the blob store's word; what is kept, the database's. */
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
    return this.#turns.run(photo.id, () => this.#settle(photo.id));
  }

  receive(photo: PhotoRow, incoming: Incoming): Promise<Received> {
    this.#running.get(photo.id)?.();
    return this.#turns.run(photo.id, async () => {
      const before = await this.#find(photo.id);
      if (isThere(before)) return { status: 'stored', offset: before.size };
      if (before.state === 'unwanted') return { status: 'unwanted', offset: 0 };
      const { standing, ending } = await this.#append(before, incoming);
      const after = await this.#note(before, standing);
      if (ending === 'misplaced') return after.status === 'stored' ? after : { status: 'wrong_offset', offset: after.offset };
      if (ending === 'whole' || after.status !== 'receiving') return after;
      return { status: ending, offset: after.offset };
    });
  }

  /** Forgets what is on its way of photos that were erased. */
  async drop(photos: readonly string[]): Promise<void> {
    for (const id of photos) {
      this.#running.get(id)?.();
      await this.#turns.run(id, () => this.#parts.blobs.discard(id));
    }
  }

  /** At the start: finishes what was whole when the server was stopped, drops what nobody waits for. */
  async recover(): Promise<void> {
    for (const upload of await this.#parts.blobs.staged()) {
      const photo = await findPhoto(this.#parts.database.query, upload);
      if (!photo || photo.state === 'unwanted' || photo.state === 'stored') await this.#parts.blobs.discard(upload);
      else await this.#settle(upload);
    }
  }

  /** Resolves when everything that arrived until now is noted. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  async #append(photo: PhotoRow, incoming: Incoming): ReturnType<BlobStore['receive']> {
    this.#running.set(photo.id, incoming.abort);
    try {
      return await this.#parts.blobs.receive(bodyOf(photo), incoming.offset, incoming.chunks);
    } finally {
      this.#running.delete(photo.id);
    }
  }

  async #settle(id: string): Promise<Standing> {
    const photo = await this.#find(id);
    if (isThere(photo)) return { status: 'stored', offset: photo.size };
    if (photo.state === 'unwanted') return { status: 'unwanted', offset: 0 };
    return this.#note(photo, await this.#parts.blobs.settle(bodyOf(photo)));
  }

  async #find(id: string): Promise<PhotoRow> {
    const photo = await findPhoto(this.#parts.database.query, id);
    if (!photo) throw new Error('an upload without its photo');
    return photo;
  }

  async #note(photo: PhotoRow, standing: BodyStanding): Promise<Standing> {
    switch (standing.status) {
      case 'receiving':
        // Another process may have kept the whole meanwhile, and dropped what was staged before this piece came.
        if (standing.offset > 0 && isThere(await this.#find(photo.id))) {
          await this.#parts.blobs.discard(photo.id);
          return { status: 'stored', offset: photo.size };
        }
        await this.#noteOffset(photo, standing.offset);
        return (await this.#find(photo.id)).state === 'unwanted' ? this.#forget(photo) : standing;
      case 'wrong':
        // Its pieces may be gone because another process kept it meanwhile.
        if (isThere(await this.#find(photo.id))) return { status: 'stored', offset: photo.size };
        await this.#noteOffset(photo, 0);
        return { status: 'wrong_checksum', offset: 0 };
      case 'kept':
        if (!(await this.#noteStored(photo)) && (await this.#find(photo.id)).state === 'unwanted') return this.#forget(photo);
        // Only now: a kill before it leaves a full body that is kept once more, a kill after it leaves what is swept at the start.
        await this.#parts.blobs.discard(photo.id);
        this.#parts.onStored(photo.id);
        return { status: 'stored', offset: photo.size };
    }
  }

  /** Unless another process has noted something newer since `photo` was read. */
  async #noteOffset(photo: PhotoRow, received: number): Promise<void> {
    if (photo.received === received) return;
    const state = received > 0 ? 'receiving' : 'declared';
    await this.#parts.database.query
      .updateTable('photo')
      .set({ received, state })
      .where('id', '=', photo.id)
      .where('received', '=', photo.received)
      .where('state', 'in', ['declared', 'receiving'])
      .execute();
  }

  /** Whoever erased it did not see what came after: that goes too. */
  async #forget(photo: PhotoRow): Promise<Standing> {
    await this.#parts.blobs.discard(photo.id);
    await this.#parts.erasedBytes.removeIfUnwanted(photo.id, photo.sha256);
    return { status: 'unwanted', offset: 0 };
  }

  /** Once, also when two processes met the same full body: what came of it since then stays. */
  async #noteStored(photo: PhotoRow): Promise<boolean> {
    const { database, clock } = this.#parts;
    return database.write(async (tx) => {
      const noted = await tx
        .updateTable('photo')
        .set({ state: 'stored', received: photo.size, original_key: originalKey(photo.sha256), stored_at: clock() })
        .where('id', '=', photo.id)
        .where('state', 'in', ['declared', 'receiving'])
        .returning(['id', 'entry'])
        .execute();
      await bumpScopes(tx, await photoRows(tx, noted));
      return noted.length > 0;
    });
  }
}

function isThere(photo: PhotoRow): boolean {
  return photo.state === 'stored' || photo.state === 'failed';
}

function bodyOf(photo: PhotoRow): Body {
  return { upload: photo.id, key: originalKey(photo.sha256), sha256: photo.sha256, size: photo.size };
}
