import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database, Reader } from '../db/database.ts';
import { keysOf } from './keys.ts';
import { dropNeedlessPreviews } from './previews.ts';

export interface ErasedBytesParts {
  database: Database;
  blobs: BlobStore;
  clock: () => number;
  onFault: (error: unknown) => void;
}

/** Long enough for a copy to be made of the store without them, and for every upload that was under way to end. */
const rememberedFor = 90 * 86_400_000;
const triedAgainAfter = 5 * 60_000;

/**
 * The bytes of photos and attachments that nobody may have any more. They are removed after the records said so, unless
 * another photo that was not erased has the same; what could not be reached is tried again, also after a restart.
 */
export class ErasedBytes {
  readonly #parts: ErasedBytesParts;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: ErasedBytesParts) {
    this.#parts = parts;
  }

  /** At the start: also what another process may have put back before it learned of the erasure. */
  async recover(): Promise<void> {
    const { database, clock } = this.#parts;
    await database.query
      .deleteFrom('erased_bytes')
      .where('erased_at', '<', clock() - rememberedFor)
      .where('removed_at', 'is not', null)
      .execute();
    const rows = await database.query.selectFrom('erased_bytes').select('sha256').execute();
    await this.#removeAll(rows);
  }

  /** What was erased and may still be in the store. */
  async removeLeft(): Promise<void> {
    const rows = await this.#parts.database.query.selectFrom('erased_bytes').select('sha256').where('removed_at', 'is', null).execute();
    await this.#removeAll(rows);
  }

  /** After bytes were kept: were they erased while they came, they go again. */
  async removeIfUnwanted(id: string, sha256: string): Promise<boolean> {
    const photo = await this.#parts.database.query.selectFrom('photo').select('state').where('id', '=', id).executeTakeFirst();
    if (photo?.state !== 'unwanted') return false;
    await this.#remove(sha256);
    return true;
  }

  stop(): void {
    clearTimeout(this.#retry);
  }

  async #removeAll(rows: readonly { sha256: string }[]): Promise<void> {
    clearTimeout(this.#retry);
    try {
      for (const { sha256 } of rows) await this.#remove(sha256);
      await dropNeedlessPreviews(this.#parts);
    } catch (error) {
      // The records are erased already: a store of photos that is away now is no reason to say that they are not.
      this.#parts.onFault(error);
      this.#retry = setTimeout(() => void this.removeLeft().catch(this.#parts.onFault), triedAgainAfter);
      this.#retry.unref();
    }
  }

  /** Until it is noted as removed no bytes with this hash are taken: whoever brings the same again waits for it. */
  async #remove(sha256: string): Promise<void> {
    const { database, blobs, clock } = this.#parts;
    const now = clock();
    await database.query
      .insertInto('erased_bytes')
      .values({ sha256, erased_at: now, removed_at: null })
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ removed_at: null }))
      .execute();
    if (!(await isUsed(database.query, sha256))) for (const key of keysOf(sha256)) await blobs.remove(key);
    await database.query.updateTable('erased_bytes').set({ removed_at: now }).where('sha256', '=', sha256).execute();
  }
}

/** Whether a photo that was neither erased nor given up has these bytes, or is to get them. */
export async function isUsed(db: Reader, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('photo')
    .select('id')
    .where('sha256', '=', sha256)
    .where('state', '!=', 'unwanted')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether bytes with this hash are being taken out of the store. */
export async function areBeingRemoved(db: Reader, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('erased_bytes')
    .select('sha256')
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
