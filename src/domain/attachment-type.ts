import { unzipSync } from 'fflate';
import type { AttachmentType } from './attachment.ts';

/** What a file is, by its own bytes: its name and what a device says of it prove nothing. Null for what cannot be attached. */
export function attachmentTypeOf(bytes: Uint8Array): AttachmentType | null {
  if (isPdf(bytes)) return 'application/pdf';
  if (isMp3(bytes)) return 'audio/mpeg';
  if (textAt(bytes, 4, 4) === 'ftyp') return isSound(bytes) ? 'audio/mp4' : null;
  return textAt(bytes, 0, 4) === 'PK\u0003\u0004' ? officeType(bytes) : null;
}

function isPdf(bytes: Uint8Array): boolean {
  // Some programs put a byte order mark before it.
  return textAt(bytes, 0, 5) === '%PDF-' || textAt(bytes, 0, 8) === '\u00EF\u00BB\u00BF%PDF-';
}

/** A tag of ID3v2, or the head of a frame of MPEG layer III. */
function isMp3(bytes: Uint8Array): boolean {
  if (textAt(bytes, 0, 3) === 'ID3') return bytes.length > 10 && bytes.subarray(6, 10).every((byte) => byte < 0x80);
  const [sync = 0, version = 0, rates = 0] = bytes;
  const isLayerThree = sync === 0xff && (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08;
  return isLayerThree && rates >> 4 !== 0x0f && (rates & 0x0c) !== 0x0c;
}

function officeType(bytes: Uint8Array): AttachmentType | null {
  const names = new Set<string>();
  try {
    // Only the list of names is read: nothing is unpacked.
    unzipSync(bytes, { filter: ({ name }) => names.add(name) === undefined });
  } catch {
    return null;
  }
  const holds = (folder: string): boolean => [...names].some((name) => name.startsWith(`${folder}/`));
  // A file with macros has another ending, and is no document to read.
  if (!names.has('[Content_Types].xml') || [...names].some((name) => name.endsWith('vbaProject.bin'))) return null;
  if (holds('word')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return holds('xl') ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : null;
}

/** Recorders of phones name a sound by any brand; what tells it from a film are its tracks. */
function isSound(bytes: Uint8Array): boolean {
  const tracks = boxes(bytes, ['moov', 'trak', 'mdia', 'hdlr']).map((handler) => textAt(handler, 8, 4));
  return tracks.includes('soun') && !tracks.includes('vide');
}

/** Contents of all boxes at a path of an ISO base media file. */
function boxes(bytes: Uint8Array, [name, ...deeper]: readonly string[]): Uint8Array[] {
  if (name === undefined) return [bytes];
  const found: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    // 0 says: until the end.
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
    const head = isLong ? 16 : 8;
    if (size < head) break;
    if (textAt(bytes, at + 4, 4) === name) found.push(...boxes(bytes.subarray(at + head, at + size), deeper));
    at += size;
  }
  return found;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
