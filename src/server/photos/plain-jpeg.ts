import sharp from 'sharp';
import { decodeLimits, longestEdge } from './decode-limits.ts';

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

/**
 * A real JPEG, whole, no larger than a phone makes it, that carries no EXIF, XMP, comment or anything behind its end: it
 * may be served as it came.
 */
export async function isPlainJpeg(bytes: Uint8Array): Promise<boolean> {
  if (!hasOnlyPictureSegments(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) return false;
  try {
    // Bytes that belong to no pixel, between a scan and what follows it, are a warning and no error.
    const picture = sharp(bytes, { ...decodeLimits, failOn: 'warning' });
    const { format, width, height } = await picture.metadata();
    if (format !== 'jpeg' || Math.max(width, height) > longestEdge) return false;
    // Only decoding every pixel shows that it is what its first bytes say.
    await picture.stats();
    return true;
  } catch {
    return false;
  }
}

/** Walks to the first end of the image, through every scan: a second picture behind it, or a comment between scans, may tell the place. */
function hasOnlyPictureSegments(bytes: Buffer): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at] !== 0xff || !isPictureSegment(marker, bytes.subarray(at + 4, end))) return false;
    at = marker === startOfScan ? endOfScan(bytes, end) : end;
  }
  return at === bytes.length - 2 && bytes[at] === 0xff && bytes[at + 1] === endOfImage;
}

/** Where the next marker stands that is no part of the scan: there a zero follows 0xff, or the number of a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

/** Says something about the picture's pixels and nothing about who took it where. */
function isPictureSegment(marker: number, content: Buffer): boolean {
  switch (marker) {
    case 0xe0:
      // Anything longer has a small picture of its own, or hides something.
      return content.length === 14 && content.toString('latin1', 0, 5) === 'JFIF\0';
    case 0xe2:
      return content.toString('latin1', 0, 12) === 'ICC_PROFILE\0';
    case 0xee:
      return content.length === 12 && content.toString('latin1', 0, 5) === 'Adobe';
    default:
      return marker === startOfScan || isFrameOrTable(marker);
  }
}

/** The frame, quantisation, Huffman codes, the interval of restarts. */
function isFrameOrTable(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || marker === 0xdb || marker === 0xdd;
}
