import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';

/** What every place for photos promises. `reopen` stands for a server that was killed and started again. */
export function promisesOfABlobStore(
  open: () => Promise<{ store: BlobStore; reopen: () => Promise<BlobStore>; remove: () => Promise<void> }>,
): void {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: BlobStore;

  beforeEach(async () => {
    opened = await open();
    store = opened.store;
  });
  afterEach(() => opened.remove());

  const bytes = Buffer.from('những dòng chữ trên pa nô'.repeat(1000));
  const expected = { sha256: createHash('sha256').update(bytes).digest('base64url'), size: bytes.length };
  const key = 'original/ab/abcdef';

  describe('a body on its way', () => {
    it('grows by what arrives and is not there before', async () => {
      expect(await store.stagedSize('photo-1')).toBe(0);
      expect(await store.append('photo-1', inPieces(bytes.subarray(0, 5000)), bytes.length)).toEqual({ size: 5000, overrun: false });
      expect(await store.stagedSize('photo-1')).toBe(5000);
      expect(await store.staged()).toEqual(['photo-1']);
    });

    it('keeps what arrived before a cut, also after a restart', async () => {
      await expect(store.append('photo-1', inPieces(bytes, 3000), bytes.length)).rejects.toThrow('cut');
      store = await opened.reopen();
      expect(await store.stagedSize('photo-1')).toBe(3000);
      await store.append('photo-1', inPieces(bytes.subarray(3000)), bytes.length);
      expect(await store.keep('photo-1', key, expected)).toBe('kept');
    });

    it('never grows past its limit', async () => {
      expect(await store.append('photo-1', inPieces(bytes), 2500)).toEqual({ size: 2500, overrun: true });
      expect(await store.stagedSize('photo-1')).toBe(2500);
    });

    it('is dropped on request', async () => {
      await store.append('photo-1', inPieces(bytes), bytes.length);
      await store.discard('photo-1');
      await store.discard('photo-1');
      expect(await store.staged()).toEqual([]);
    });
  });

  describe('keeping', () => {
    it('gives back the same bytes under the key and leaves nothing on the way', async () => {
      await store.append('photo-1', inPieces(bytes), bytes.length);
      expect(await store.keep('photo-1', key, expected)).toBe('kept');
      expect(Buffer.from((await store.get(key)) ?? []).equals(bytes)).toBe(true);
      expect(await store.staged()).toEqual([]);
    });

    it('refuses and drops what is not what was declared', async () => {
      await store.append('photo-1', inPieces(bytes.subarray(0, 4000)), bytes.length);
      expect(await store.keep('photo-1', key, expected)).toBe('wrong');
      expect([await store.get(key), await store.stagedSize('photo-1')]).toEqual([null, 0]);
    });

    it('says so when there is nothing to keep', async () => {
      expect(await store.keep('photo-9', key, expected)).toBe('absent');
    });

    it('of bytes that are kept already changes nothing', async () => {
      for (const upload of ['photo-1', 'photo-2']) {
        await store.append(upload, inPieces(bytes), bytes.length);
        expect(await store.keep(upload, key, expected)).toBe('kept');
      }
      expect((await store.get(key))?.length).toBe(bytes.length);
    });
  });

  describe('what the server made itself', () => {
    it('is there after a restart, and gone after its removal', async () => {
      await store.put('preview/ab/abcdef', bytes);
      store = await opened.reopen();
      expect((await store.get('preview/ab/abcdef'))?.length).toBe(bytes.length);
      await store.remove('preview/ab/abcdef');
      await store.remove('preview/ab/abcdef');
      expect(await store.get('preview/ab/abcdef')).toBeNull();
    });

    it('cannot be put outside', async () => {
      await expect(store.put('../outside', bytes)).rejects.toThrow();
      await expect((async () => store.stagedSize('../outside'))()).rejects.toThrow();
    });
  });
}

async function* inPieces(whole: Uint8Array, failAfter = Infinity) {
  for (let at = 0; at < whole.length; at += 1000) {
    if (at >= failAfter) throw new Error('cut');
    yield whole.subarray(at, at + 1000);
  }
}
