import type { TypedValues } from '../domain/input.ts';
import type { LocalDatabase } from './database.ts';
import { deletePhoto } from './delete-photo.ts';
import type { DraftRow } from './rows.ts';

/** Drafts live on this device only. What is typed is written as it stands, readable or not, and each letter as one. */

export async function saveDraft(db: LocalDatabase, given: DraftRow): Promise<void> {
  const draft = { ...given, input: composed(given.input) };
  await db.transaction('rw', db.drafts, async () => {
    // Photos and files may have come to the draft meanwhile: the row's own lists win over a form's older copy.
    const stored = await db.drafts.get(draft.id);
    const { attachments: _older, ...typed } = draft;
    await db.drafts.put(
      stored ? { ...typed, photos: stored.photos, ...(stored.attachments && { attachments: stored.attachments }) } : draft,
    );
  });
}

/** Some keyboards and clipboards bring a letter and its marks apart. */
function composed(input: TypedValues): TypedValues {
  return JSON.parse(JSON.stringify(input), composeText) as TypedValues;
}

function composeText(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC') : value;
}

/** Gives up a draft and the photos and files that only it had. */
export async function discardDraft(db: LocalDatabase, id: string): Promise<void> {
  await db.transaction('rw', [db.drafts, db.photos, db.chunks, db.entries, db.held], async () => {
    const draft = await db.drafts.get(id);
    const isKept = await isInEntry(db, id);
    for (const file of [...(draft?.photos ?? []), ...(draft?.attachments ?? [])]) {
      if (!isKept(file)) await deletePhoto(db, file);
    }
    await db.drafts.delete(id);
  });
}

export async function removeDraftPhoto(db: LocalDatabase, draft: string, photo: string): Promise<void> {
  await takeOut(db, draft, photo, (row) => ({ photos: row.photos.filter((id) => id !== photo) }));
}

export async function removeDraftAttachment(db: LocalDatabase, draft: string, attachment: string): Promise<void> {
  await takeOut(db, draft, attachment, (row) => ({ attachments: (row.attachments ?? []).filter((id) => id !== attachment) }));
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

/** The bytes of what was sent stay: the entry still names it. */
async function takeOut(db: LocalDatabase, draft: string, file: string, without: (row: DraftRow) => Partial<DraftRow>): Promise<void> {
  await db.transaction('rw', [db.drafts, db.photos, db.chunks, db.entries, db.held], async () => {
    const row = await db.drafts.get(draft);
    if (!row) return;
    await db.drafts.put({ ...row, ...without(row) });
    if (!(await isInEntry(db, draft))(file)) await deletePhoto(db, file);
  });
}

/** Also in what was refused of it: that may be sent once more. */
async function isInEntry(db: LocalDatabase, id: string): Promise<(file: string) => boolean> {
  const [row, held] = await Promise.all([db.entries.get(id), db.held.where('entry').equals(id).toArray()]);
  const named = JSON.stringify([row?.view.photos, row?.view.attachments, held.map(({ body }) => body)]);
  return (file) => named.includes(file);
}
