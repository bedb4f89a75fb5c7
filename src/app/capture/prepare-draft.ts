import { saveDraft } from '../../localdb/drafts.ts';
import { readPerson } from '../../localdb/meta.ts';
import { draftForPhotos } from '../../localdb/photo-draft.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import type { Device } from '../state/device.tsx';

export type Prepared = { status: 'ready'; draft: DraftRow } | { status: 'gone' } | { status: 'noUnit' };

/** Photos belong to a draft that is on disk before the camera opens: the named one, or a new one whose kind is chosen later. */
export async function prepareDraft({ db, now }: Device, id: string | null): Promise<Prepared> {
  if (id !== null) {
    const draft = await db.drafts.get(id);
    return draft ? { status: 'ready', draft } : { status: 'gone' };
  }
  const draft = draftForPhotos(await readPerson(db), now());
  return draft ? { status: 'ready', draft } : { status: 'noUnit' };
}

export async function keepDraft(device: Device, draft: DraftRow): Promise<void> {
  if (!(await device.db.drafts.get(draft.id))) await saveDraft(device.db, draft);
}
