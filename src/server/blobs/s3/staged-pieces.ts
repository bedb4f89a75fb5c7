import * as z from 'zod/mini';
import type { Database } from '../../db/database.ts';

export interface Piece {
  key: string;
  size: number;
}

/**
 * Which staged objects make up a body, and so how much of it was received. Whoever adds says what it saw before; of two who
 * saw the same one wins, and the other's object is named nowhere. Names are never used twice, so nothing seen comes back.
 */
export class StagedPieces {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(upload: string): Promise<Piece[]> {
    const row = await this.#database.query.selectFrom('staged_body').select('pieces').where('upload', '=', upload).executeTakeFirst();
    return row ? parsePieces(row.pieces) : [];
  }

  async add(upload: string, seen: readonly Piece[], piece: Piece): Promise<boolean> {
    const pieces = JSON.stringify([...seen, piece]);
    const written = seen.length === 0 ? await this.#begin(upload, pieces) : await this.#replace(upload, JSON.stringify(seen), pieces);
    return written.length === 1;
  }

  /** Answers the pieces that were named until now. */
  async forget(upload: string): Promise<Piece[]> {
    const rows = await this.#database.query.deleteFrom('staged_body').where('upload', '=', upload).returning('pieces').execute();
    return rows.flatMap((row) => parsePieces(row.pieces));
  }

  #begin(upload: string, pieces: string): Promise<unknown[]> {
    return this.#database.query
      .insertInto('staged_body')
      .values({ upload, pieces })
      .onConflict((conflict) => conflict.doNothing())
      .returning('upload')
      .execute();
  }

  #replace(upload: string, seen: string, pieces: string): Promise<unknown[]> {
    return this.#database.query
      .updateTable('staged_body')
      .set({ pieces })
      .where('upload', '=', upload)
      .where('pieces', '=', seen)
      .returning('upload')
      .execute();
  }

  async uploads(): Promise<string[]> {
    const rows = await this.#database.query.selectFrom('staged_body').select('upload').orderBy('upload').execute();
    return rows.map((row) => row.upload);
  }
}

export function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.size, 0);
}

const stored = z.array(z.object({ key: z.string(), size: z.int() }));

function parsePieces(text: string): Piece[] {
  return stored.parse(JSON.parse(text));
}
