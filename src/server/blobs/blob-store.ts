/**
 * Where photo bytes are. A body on its way grows by what arrives and may be cut anywhere; a *kept* one is whole, named by a
 * key and never changes.
 */
export interface BlobStore {
  /** Where a body stands. A full one is verified and kept wherever it is met: a kill may fall between its last byte and that. */
  settle: (body: Body) => Promise<Standing>;
  /**
   * Adds `chunks` at `offset`, never past the declared size, and settles. Of several who send the same bytes at once one
   * wins, also when they reach different processes; the others are told where the body stands.
   */
  receive: (body: Body, offset: number, chunks: AsyncIterable<Uint8Array>) => Promise<{ standing: Standing; ending: Ending }>;
  /** Forgets what is on its way, after it was kept or when nobody wants it. */
  discard: (upload: string) => Promise<void>;
  /** Names of all bodies on their way. */
  staged: () => Promise<string[]>;
  /** Keeps bytes that the server made; durable when it resolves. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  get: (key: string) => Promise<Uint8Array | null>;
  remove: (key: string) => Promise<void>;
}

/** What a device declared that it will send, and the key to keep it under. */
export interface Body {
  upload: string;
  key: string;
  sha256: string;
  size: number;
}

/** `wrong`: the bytes were not what was declared and were dropped. */
export type Standing = { status: 'receiving'; offset: number } | { status: 'kept' | 'wrong' };

/** `misplaced`: the body does not stand at that offset, nothing was added. */
export type Ending = 'whole' | 'cut' | 'overrun' | 'misplaced';

/** The store does not answer, or says that it cannot serve now: the same request may succeed later. */
export class BlobStoreAway extends Error {}
