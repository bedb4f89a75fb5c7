import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { openDiskBlobStore } from '../../src/server/blobs/disk/disk-blob-store.ts';
import { promisesOfABlobStore } from './blob-store.ts';

describe('photos on a disk', () => {
  promisesOfABlobStore(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'so-blobs-'));
    return {
      store: await openDiskBlobStore(folder),
      reopen: () => openDiskBlobStore(folder),
      remove: () => rm(folder, { recursive: true }),
    };
  });
});
