/**
 * Where photo bytes are. A *staging* body grows by appends and may be cut anywhere; a *kept* one is whole, named by a key
 * and never changes.
 */
export interface BlobStore {
  /** Bytes of a staging body that are there; 0 when there is none. */
  stagedSize: (upload: string) => Promise<number>;
  /**
   * Adds `chunks` behind the bytes that are there, never past `limit`, and resolves to the size reached; what lies past
   * `limit` is dropped and `overrun` says so. Chunks that break off reject it; what arrived until then stays.
   */
  append: (upload: string, chunks: AsyncIterable<Uint8Array>, limit: number) => Promise<{ size: number; overrun: boolean }>;
  /** Verifies a full staging body, makes it durable and keeps it under `key`. A wrong one is dropped. */
  keep: (upload: string, key: string, expected: { sha256: string; size: number }) => Promise<'kept' | 'wrong' | 'absent'>;
  discard: (upload: string) => Promise<void>;
  /** Names of all staging bodies. */
  staged: () => Promise<string[]>;
  /** Keeps bytes that the server made; on disk when it resolves. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  get: (key: string) => Promise<Uint8Array | null>;
  remove: (key: string) => Promise<void>;
}
