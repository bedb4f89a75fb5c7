import type { LocalDatabase } from './database.ts';
import { isFullDisk } from './full-disk.ts';
import { newIdentifier } from './identifier.ts';
import { onceMore } from './once-more.ts';
import { storeRawPhoto } from './photos.ts';

/** How a picture came to disk, or why it did not. */
export type Intake = 'stored' | 'unreadable' | 'noRoom' | 'notKept';

/** A shot is on disk before the strip shows it. */
export async function storeShot(db: LocalDatabase, draft: string, bytes: Uint8Array<ArrayBuffer>, now: number): Promise<Intake> {
  return store(db, { draft, bytes, type: 'image/jpeg', source: 'camera', takenAt: now, now });
}

/** A picked or shared file is copied at once: its handle dies with the permission that came with it. */
export async function storeFile(db: LocalDatabase, draft: string, file: File, now: number): Promise<Intake> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return 'unreadable';
  }
  if (bytes.length === 0) return 'unreadable';
  return store(db, { draft, bytes, type: file.type, source: 'gallery', takenAt: null, now });
}

/** Only a full disk is told to be one: whoever makes room for nothing loses trust in the sentence. */
export function notStored(error: unknown): 'noRoom' | 'notKept' {
  return isFullDisk(error) ? 'noRoom' : 'notKept';
}

async function store(db: LocalDatabase, photo: Omit<Parameters<typeof storeRawPhoto>[1], 'id'>): Promise<Intake> {
  const id = newIdentifier(photo.now);
  try {
    await onceMore(() => storeRawPhoto(db, { id, ...photo }));
    return 'stored';
  } catch (error) {
    return notStored(error);
  }
}
