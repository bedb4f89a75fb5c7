import { dayOf } from '../../domain/text.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { saveDraft } from '../../localdb/drafts.ts';
import { readPerson } from '../../localdb/meta.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import type { Device } from '../state/device.tsx';

export type Prepared = { status: 'ready'; draft: DraftRow } | { status: 'gone' } | { status: 'noUnit' };

/** Photos belong to a draft that is on disk before the camera opens: the named one, or a new one whose kind is chosen later. */
export async function prepareDraft({ db, now }: Device, id: string | null): Promise<Prepared> {
  if (id !== null) {
    const draft = await db.drafts.get(id);
    return draft ? { status: 'ready', draft } : { status: 'gone' };
  }
  const at = now();
  const today = dayOf(at);
  const person = await readPerson(db);
  const grant = person?.grants.find((each) => each.role === 'reporter' && each.from <= today && (each.to === null || today <= each.to));
  if (!grant) return { status: 'noUnit' };
  const draft: DraftRow = {
    id: newIdentifier(at),
    kind: null,
    unit: grant.unit,
    mode: 'new',
    base: 0,
    input: {},
    photos: [],
    createdAt: at,
    updatedAt: at,
  };
  return { status: 'ready', draft };
}

export async function keepDraft(device: Device, draft: DraftRow): Promise<void> {
  if (!(await device.db.drafts.get(draft.id))) await saveDraft(device.db, draft);
}
