import { declaredFiles } from './declared-files.ts';
import { deletePhoto } from './delete-photo.ts';
import type { LocalDatabase } from './database.ts';
import { readBody } from './entry-view.ts';
import { readSyncState } from './meta.ts';
import type { OutboxRow, PhotoRow } from './rows.ts';

/** What the server said of a photo that was sent to it, or that it was asked for. */
export type UploadAnswer =
  | { status: 'stored' | 'unwanted' }
  /** Nothing of it may be sent; `isUnknown`: because the server knows no such photo, whoever asks. */
  | { status: 'notDeclared'; isUnknown: boolean }
  /** So many bytes are there. */
  | { status: 'offset'; offset: number };

/** Under which name this device asks, and which life of the server's store it knows. */
export interface Life {
  epoch: string | null;
  replica: string | null;
}

export async function readLife(db: LocalDatabase): Promise<Life> {
  const [sync, replica] = await db.transaction('r', db.meta, () => Promise.all([readSyncState(db), db.meta.get('replica')]));
  return { epoch: sync.epoch, replica: replica?.key === 'replica' ? replica.id : null };
}

/**
 * Notes an answer about a photo that waited, unless the server turned out to be restored after `askedIn`: it may come late,
 * and says nothing of a store that was put back to before it. False where it was not noted.
 */
export async function noteUploadAnswer(db: LocalDatabase, id: string, answer: UploadAnswer, askedIn: Life): Promise<boolean> {
  return db.transaction('rw', [db.meta, db.entries, db.outbox, db.held, db.photos, db.chunks], async () => {
    const [row, life] = await Promise.all([db.photos.get(id), readLife(db)]);
    if (row?.state !== 'declared' || life.epoch !== askedIn.epoch || life.replica !== askedIn.replica) return false;
    const { undeclared: _before, ...photo } = row;
    switch (answer.status) {
      case 'stored':
        await db.photos.put({ ...photo, state: 'stored' });
        break;
      case 'unwanted':
        await endPhoto(db, { ...photo, state: 'unwanted' });
        break;
      case 'offset':
        await db.photos.put({ ...photo, offset: answer.offset });
        break;
      case 'notDeclared':
        await waitToBeDeclared(db, photo, answer);
        break;
    }
    return true;
  });
}

/** Rows of its bytes are missing, or are not what they were. */
export async function noteCorrupt(db: LocalDatabase, id: string): Promise<void> {
  await db.transaction('rw', [db.entries, db.photos, db.chunks], async () => {
    const row = await db.photos.get(id);
    if (row) await endPhoto(db, { ...row, state: 'corrupt' });
  });
}

/** Nothing more of it will be sent. Where its entry is not on this device any more, nobody is to be told of it. */
async function endPhoto(db: LocalDatabase, photo: PhotoRow): Promise<void> {
  if (await db.entries.get(photo.entry)) await db.photos.put(photo);
  else await deletePhoto(db, photo.id);
}

/**
 * The change that names it goes first, or was refused: its acceptance is what lets the photo go. Where there is none here to
 * wait for, the answer is of another person's session, or of a server that was restored a moment ago.
 */
async function waitToBeDeclared(db: LocalDatabase, photo: PhotoRow, { isUnknown }: { isUnknown: boolean }): Promise<void> {
  const naming = await findNaming(db, photo);
  if (naming.isOpen) await db.photos.put({ ...photo, offset: 0, state: 'ready' });
  // Restored from an older copy than the one that made this device forget the change: nobody can name it any more.
  else if (isUnknown && !naming.isHere && !(await db.entries.get(photo.entry))) await deletePhoto(db, photo.id);
  else await db.photos.put({ ...photo, offset: 0, undeclared: true });
}

/** The changes here that name it: open ones wait to be taken or for their author; what was sent may have to go once more. */
async function findNaming(db: LocalDatabase, { id, entry }: PhotoRow): Promise<{ isHere: boolean; isOpen: boolean }> {
  const [{ acknowledged }, sent, refused] = await Promise.all([
    readSyncState(db),
    db.outbox.where('entry').equals(entry).toArray(),
    db.held.where('entry').equals(entry).toArray(),
  ]);
  const names = (row: OutboxRow): boolean => declaredFiles(readBody(row)).some((file) => file.id === id);
  const isRefused = refused.some(names);
  const naming = sent.filter(names);
  return { isHere: isRefused || naming.length > 0, isOpen: isRefused || naming.some(({ n }) => n > acknowledged) };
}
