import type { World } from './world.ts';

/** What the store of photos holds, for schedules in which it loses some. */
export async function bytesOf(world: World): Promise<{ key: string; bytes: Uint8Array }[]> {
  const kept = [];
  for (const { original_key, picture_key } of world.state.photos) {
    const key = original_key ?? picture_key ?? '';
    const bytes = await world.server.blobs.get(key);
    if (bytes) kept.push({ key, bytes });
  }
  return kept;
}
