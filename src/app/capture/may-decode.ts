import type { PhotoReference } from '../../domain/entry.ts';
import type { PictureSize } from './picture-size.ts';

/** Largest file that the server takes as it is. */
export const largestRaw = 12_000_000;

/** Gigabytes, as a phone says; a decode of 50 MP is a tenth of them, beside everything else that runs. */
const littleMemory = 2;
/**
 * 64 MiB of RGBA: what calls itself a 12, 13 or 16 MP camera stays below, and lands under 350 kB on every phone; the next
 * larger ones in use have 48 and 50 MP, and 200 MB.
 */
const mostPixels = (64 * 1024 * 1024) / 4;

/** Whether this phone makes the picture small itself; if not, it is sent as it is, and the server does. */
export function mayDecode(
  picture: { source: PhotoReference['source']; size: PictureSize | null; bytes: number },
  /** `navigator.deviceMemory`, which only Chromium has. */
  memory: number | undefined,
): boolean {
  if (memory === undefined || memory > littleMemory) return true;
  // Our own camera gives 2 MP, and no picture without its stamp.
  if (picture.source === 'camera' || picture.size === null) return true;
  // What is too large to be sent would be lost for certain.
  if (picture.bytes > largestRaw) return true;
  return picture.size.width * picture.size.height <= mostPixels;
}
