import type { LocalDatabase } from '../../localdb/database.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { storeRawPhoto } from '../../localdb/photos.ts';

export type Intake = 'stored' | 'unreadable' | 'noRoom';

/** What the video shows now, as a JPEG; null when there is no frame yet. */
export async function grabFrame(video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | null> {
  if (video.videoWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  canvas.width = 1;
  canvas.height = 1;
  return blob && new Uint8Array(await blob.arrayBuffer());
}

/** A shot is on disk before the strip shows it. */
export async function storeShot(db: LocalDatabase, draft: string, bytes: Uint8Array<ArrayBuffer>, now: number): Promise<Intake> {
  return store(db, { draft, bytes, type: 'image/jpeg', source: 'camera', takenAt: now, now });
}

/** A picked file is copied at once: its handle dies with the picker's permission. */
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

async function store(db: LocalDatabase, photo: Omit<Parameters<typeof storeRawPhoto>[1], 'id'>): Promise<Intake> {
  const id = newIdentifier(photo.now);
  try {
    await onceMore(() => storeRawPhoto(db, { id, ...photo }));
    return 'stored';
  } catch {
    return 'noRoom';
  }
}
