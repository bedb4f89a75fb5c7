import type { LocalDatabase } from './database.ts';
import { deletePhoto } from './photos.ts';
import type { DraftRow } from './rows.ts';

/** Drafts live on this device only. What is typed is written as it stands, readable or not. */

export async function saveDraft(db: LocalDatabase, draft: DraftRow): Promise<void> {
  await db.transaction('rw', db.drafts, async () => {
    // Another screen may have added photos to the draft meanwhile: the row's own list wins over a form's older copy.
    const stored = await db.drafts.get(draft.id);
    await db.drafts.put(stored ? { ...draft, photos: stored.photos } : draft);
  });
}

/** Gives up a draft and the photos that only it had. */
export async function discardDraft(db: LocalDatabase, id: string): Promise<void> {
  await db.transaction('rw', db.drafts, db.photos, db.chunks, db.entries, async () => {
    const draft = await db.drafts.get(id);
    const kept = new Set((await db.entries.get(id))?.view.photos.map((photo) => photo.id));
    for (const photo of draft?.photos ?? []) {
      if (kept.has(photo)) continue;
      await deletePhoto(db, photo);
    }
    await db.drafts.delete(id);
  });
}

export async function removeDraftPhoto(db: LocalDatabase, draft: string, photo: string): Promise<void> {
  await db.transaction('rw', db.drafts, db.photos, db.chunks, db.entries, async () => {
    const row = await db.drafts.get(draft);
    if (!row) return;
    await db.drafts.put({ ...row, photos: row.photos.filter((id) => id !== photo) });
    const sent = (await db.entries.get(draft))?.view.photos.some((reference) => reference.id === photo);
    if (sent) return;
    await deletePhoto(db, photo);
  });
}

export async function moveDraftPhoto(db: LocalDatabase, draft: string, photo: string, by: -1 | 1): Promise<void> {
  await db.transaction('rw', db.drafts, async () => {
    const row = await db.drafts.get(draft);
    if (!row) return;
    const from = row.photos.indexOf(photo);
    const to = from + by;
    if (from < 0 || to < 0 || to >= row.photos.length) return;
    const photos = row.photos.filter((id) => id !== photo);
    photos.splice(to, 0, photo);
    await db.drafts.put({ ...row, photos });
  });
}
