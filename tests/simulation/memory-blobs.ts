import { createHash } from 'node:crypto';
import type { BlobStore, Body, Ending, Standing } from '../../src/server/blobs/blob-store.ts';

/** Photos that a backup can be taken of; a store without that outlives a restored server, as a bucket may. */
export type SimulatedBlobs = BlobStore & { copy?: () => SimulatedBlobs };

/** Photos in memory, with the promises of the port; they outlive a restart of the server as on a disk. */
export function memoryBlobs(final = new Map<string, Uint8Array>()): SimulatedBlobs {
  const staging = new Map<string, Uint8Array>();

  function settle(body: Body): Standing {
    const staged = staging.get(body.upload) ?? new Uint8Array();
    if (staged.length < body.size) return { status: 'receiving', offset: staged.length };
    staging.delete(body.upload);
    if (staged.length !== body.size || sha256(staged) !== body.sha256) return { status: 'wrong' };
    final.set(body.key, staged);
    return { status: 'kept' };
  }

  async function append(body: Body, chunks: AsyncIterable<Uint8Array>): Promise<Ending> {
    try {
      for await (const chunk of chunks) {
        const before = staging.get(body.upload) ?? new Uint8Array();
        const wanted = chunk.subarray(0, body.size - before.length);
        staging.set(body.upload, joined(before, wanted));
        if (wanted.length < chunk.length) return 'overrun';
      }
      return 'whole';
    } catch {
      return 'cut';
    }
  }

  return {
    copy: () => memoryBlobs(new Map(final)),
    settle: async (body) => settle(body),
    receive: async (body, offset, chunks) => {
      const misplaced = (staging.get(body.upload)?.length ?? 0) !== offset || offset >= body.size;
      const ending = misplaced ? 'misplaced' : await append(body, chunks);
      return { standing: settle(body), ending };
    },
    discard: async (upload) => void staging.delete(upload),
    staged: async () => [...staging.keys()],
    put: async (key, bytes) => void final.set(key, bytes.slice()),
    get: async (key) => final.get(key) ?? null,
    remove: async (key) => void final.delete(key),
  };
}

function joined(before: Uint8Array, more: Uint8Array): Uint8Array {
  const whole = new Uint8Array(before.length + more.length);
  whole.set(before);
  whole.set(more, before.length);
  return whole;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
