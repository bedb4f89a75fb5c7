import type { LocalDatabase } from '../../localdb/database.ts';
import { onceMore } from '../../localdb/once-more.ts';

/** Below these the camera warns, and is closed (ux.md flow i). */
const low = 200_000_000;
const out = 50_000_000;

export type FreeSpace = { status: 'enough' } | { status: 'low'; megabytes: number } | { status: 'out' };

/** The browser's estimate is not the disk: only a write tells (ux.md source 19), so one is made and taken back. */
export async function checkFreeSpace(db: LocalDatabase): Promise<FreeSpace> {
  if (!(await canWrite(db))) return { status: 'out' };
  const estimate = await navigator.storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return { status: 'enough' };
  return judgeFreeSpace(estimate.quota - estimate.usage);
}

export function judgeFreeSpace(bytes: number): FreeSpace {
  if (bytes < out) return { status: 'out' };
  return bytes < low ? { status: 'low', megabytes: Math.round(bytes / 1_000_000) } : { status: 'enough' };
}

/** As much as one photo, in rows as photos are written. */
async function canWrite(db: LocalDatabase): Promise<boolean> {
  const rows = Array.from({ length: 8 }, (_, index) => ({ photo: 'space-check', index, bytes: new Uint8Array(48 * 1024) }));
  try {
    await onceMore(() =>
      db.transaction('rw', db.chunks, async () => {
        await db.chunks.bulkPut(rows);
        await db.chunks.bulkDelete(rows.map((row) => [row.photo, row.index]));
      }),
    );
    return true;
  } catch {
    return false;
  }
}
