import sharp from 'sharp';
import { decodeLimits } from './decode-limits.ts';

/** Segments that say something about the picture's pixels and nothing about who took it where. */
const startOfScan = 0xda;
const endOfImage = 0xd9;
const colourProfile = 'ICC_PROFILE';

/** A real JPEG, whole, that carries no EXIF, XMP, comment or anything behind its end: it may be served as it came. */
export async function isPlainJpeg(bytes: Uint8Array): Promise<boolean> {
  if (!hasOnlyPictureSegments(bytes)) return false;
  try {
    const picture = sharp(bytes, decodeLimits);
    const { format } = await picture.metadata();
    if (format !== 'jpeg') return false;
    // Only decoding every pixel shows that it is what its first bytes say.
    await picture.stats();
    return true;
  } catch {
    return false;
  }
}

function hasOnlyPictureSegments(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== endOfImage) return false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return false;
    if (marker === startOfScan) return true;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || !isPictureSegment(marker, bytes.subarray(at + 4, at + 2 + length))) return false;
    at += 2 + length;
  }
  return false;
}

function isPictureSegment(marker: number, content: Uint8Array): boolean {
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  if (!isApplication) return marker !== 0xfe;
  const name = Buffer.from(content.subarray(0, colourProfile.length)).toString('latin1');
  return name.startsWith('JFIF\0') || name === colourProfile || name.startsWith('Adobe');
}
