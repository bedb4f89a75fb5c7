import { lastWordsPlaces } from '../../localdb/last-words-place.ts';
import { resumePhotoWork } from '../capture/resume.ts';
import { keepMirror } from '../mirror/keep-mirror.ts';
import type { Device } from '../state/device.tsx';

/**
 * What an earlier page left undone: words that had not come to disk, photos in the middle of their work, the copy of what waits.
 * Returns how to stop.
 */
export function resumeWork(device: Device): (() => void)[] {
  // Where the disk has no room they stay where they are, and the next start tries again.
  if (lastWordsPlaces(device.person.id).length > 0) void foldLastWords(device).catch(() => {});
  return [resumePhotoWork(device), keepMirror(device)];
}

async function foldLastWords({ db }: Device): Promise<void> {
  const fold = await import('../../localdb/fold-last-words.ts');
  await fold.foldLastWords(db);
}
