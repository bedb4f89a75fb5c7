import type { AttachmentReference } from '../../domain/entry.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

export interface DraftAttachment {
  id: string;
  /** Absent for the moment before the database has answered. */
  reference: AttachmentReference | undefined;
  /** Its bytes on this device are spoiled. */
  isBroken: boolean;
}

/** The same at every drawing: another list would be read anew each time, and each reading draws. */
const none: readonly AttachmentReference[] = [];

/** Files of the draft; `known` are those of the saved entry, also those of which this device has no copy. */
export function useDraftAttachments(draft: DraftRow, known: readonly AttachmentReference[] = none): DraftAttachment[] {
  const { db } = useDevice();
  const read = useLiveQuery(() => readDraftAttachments(db, draft, known), [db, draft, known]);
  return read ?? (draft.attachments ?? []).map((id) => ({ id, reference: undefined, isBroken: false }));
}

async function readDraftAttachments(db: LocalDatabase, draft: DraftRow, known: readonly AttachmentReference[]): Promise<DraftAttachment[]> {
  const ids = ((await db.drafts.get(draft.id)) ?? draft).attachments ?? [];
  const rows = await db.photos.bulkGet(ids);
  return ids.map((id, index) => {
    const row = rows[index];
    return { id, reference: row?.attachment ?? known.find((each) => each.id === id), isBroken: row?.state === 'corrupt' };
  });
}
