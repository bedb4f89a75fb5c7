import type { LocalDatabase } from '../../localdb/database.ts';
import type { DraftRow, PhotoRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

export interface DraftPhoto {
  id: string;
  /** Absent for photos of which this device has no copy. */
  row: PhotoRow | undefined;
  /** Day of another entry that has the same picture; null if none. */
  usedOn: string | null;
}

export function useDraftPhotos(draft: DraftRow): DraftPhoto[] {
  const { db } = useDevice();
  return useLiveQuery(() => readDraftPhotos(db, draft), [db, draft]) ?? draft.photos.map((id) => ({ id, row: undefined, usedOn: null }));
}

async function readDraftPhotos(db: LocalDatabase, draft: DraftRow): Promise<DraftPhoto[]> {
  const ids = (await db.drafts.get(draft.id))?.photos ?? draft.photos;
  const rows = await db.photos.bulkGet(ids);
  const hashes = new Set(rows.flatMap((row) => (row?.reference ? [row.reference.sha256] : [])));
  const others =
    hashes.size === 0
      ? []
      : await db.photos.filter((row) => row.entry !== draft.id && row.reference !== null && hashes.has(row.reference.sha256)).toArray();
  const entries = await db.entries.bulkGet(others.map((other) => other.entry));
  const usedOn = new Map(others.map((other, index) => [other.reference?.sha256, entries[index]?.occurredOn ?? '']));
  return ids.map((id, index) => ({ id, row: rows[index], usedOn: usedOn.get(rows[index]?.reference?.sha256) || null }));
}
