import { createHash } from 'node:crypto';
import type * as Disk from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDiskBlobStore } from '../../src/server/blobs/disk/disk-blob-store.ts';

/** What the store asked of the disk, in its order: `flush <what>` and `rename`. No test can cut the power; the order decides. */
const asked = vi.hoisted((): string[] => []);

vi.mock('node:fs/promises', async (original) => {
  const disk = await original<typeof Disk>();
  return {
    ...disk,
    open: async (...named: Parameters<typeof disk.open>) => {
      const file = await disk.open(...named);
      const sync = file.sync.bind(file);
      file.sync = async () => {
        await sync();
        asked.push(`flush ${path.basename(String(named[0])).replace(/^\..*/, 'beside')}`);
      };
      return file;
    },
    rename: async (...named: Parameters<typeof disk.rename>) => {
      await disk.rename(...named);
      asked.push('rename');
    },
  };
});

const bytes = Buffer.from('a photo of a loudspeaker');
const sha256 = createHash('sha256').update(bytes).digest('base64url');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'so-disk-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a photo on a server whose power may fail at any moment', () => {
  test('is on the disk before it has its name, and has its name there before its phone is told', async () => {
    const store = await openDiskBlobStore(folder);
    asked.length = 0;
    const body = { upload: 'upload', key: 'original/ab/photo', sha256, size: bytes.length };
    const { standing } = await store.receive(body, 0, arriving());
    expect(standing).toEqual({ status: 'kept' });
    const renamed = asked.indexOf('rename');
    // The folders are new too: each one's name is in the one above it.
    expect(asked.slice(0, renamed).sort()).toEqual(['flush final', 'flush original', 'flush upload']);
    expect(asked.slice(renamed + 1)).toEqual(['flush ab', 'flush staging']);
  });

  test('that the server made itself is too', async () => {
    const store = await openDiskBlobStore(folder);
    asked.length = 0;
    await store.put('preview/ab/photo', bytes);
    expect(asked).toEqual(['flush preview', 'flush final', 'flush beside', 'rename', 'flush ab']);
  });
});

async function* arriving(): AsyncGenerator<Uint8Array> {
  yield bytes;
}
