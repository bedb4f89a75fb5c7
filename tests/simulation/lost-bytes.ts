import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { World } from './world.ts';

/** What schedules need in which the store of photos loses some. */

export async function bytesOf(world: World): Promise<{ key: string; bytes: Uint8Array }[]> {
  const kept = [];
  for (const { original_key, picture_key } of world.state.photos) {
    const key = original_key ?? picture_key ?? '';
    const bytes = await world.server.blobs.get(key);
    if (bytes) kept.push({ key, bytes });
  }
  return kept;
}

export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-backed-up-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
