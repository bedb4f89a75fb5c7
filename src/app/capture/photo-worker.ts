import { parse } from 'exifr/dist/lite.esm.mjs';
import { sha256 } from '../../localdb/sha256.ts';
import { readExifTime } from './exif-time.ts';
import {
  fitWithin,
  largestPicture,
  largestThumbnail,
  longEdge,
  pictureAttempts,
  thumbnailAttempts,
  thumbnailEdge,
  type Attempt,
} from './jpeg-budget.ts';
import type { PhotoJob, PhotoResult } from './photo-job.ts';

/** One picture at a time: a 12 MP bitmap is 48 MB, and the phones have 2 GB. */
addEventListener('message', (event: MessageEvent<PhotoJob>) => {
  void makePhoto(event.data).then((result) => postMessage(result));
});

async function makePhoto({ id, bytes, type, stamp, decode: mayDecode }: PhotoJob): Promise<PhotoResult> {
  // Before the canvas strips it. Position is never asked for: it is data about the officer.
  const takenAt = await readTakenAt(bytes);
  const picture = mayDecode ? await makePicture(new Blob([bytes], { type }), stamp) : null;
  if (!picture) return { id, status: 'undecodable', takenAt, sha256: await sha256(bytes) };
  const thumbnail = new Uint8Array(await picture.thumbnail.arrayBuffer());
  const made = new Uint8Array(await picture.blob.arrayBuffer());
  return {
    id,
    status: 'made',
    takenAt,
    sha256: await sha256(made),
    picture: { bytes: made, width: picture.width, height: picture.height },
    thumbnail,
  };
}

async function readTakenAt(bytes: Uint8Array<ArrayBuffer>): Promise<number | null> {
  try {
    const tags = await parse(bytes, { exif: ['DateTimeOriginal', 'OffsetTimeOriginal'], gps: false, reviveValues: false });
    return readExifTime(tags?.['DateTimeOriginal'], tags?.['OffsetTimeOriginal']);
  } catch {
    return null;
  }
}

interface Picture {
  blob: Blob;
  width: number;
  height: number;
  thumbnail: Blob;
}

async function makePicture(file: Blob, stamp: string | null): Promise<Picture | null> {
  const bitmap = await decode(file);
  if (!bitmap) return null;
  const canvas = new OffscreenCanvas(1, 1);
  try {
    const whole = fitWithin(bitmap, longEdge);
    const made = await encode(canvas, bitmap, { size: whole, stamp, attempts: pictureAttempts, budget: largestPicture });
    const small = await encode(canvas, bitmap, {
      size: fitWithin(bitmap, thumbnailEdge),
      stamp: null,
      attempts: thumbnailAttempts,
      budget: largestThumbnail,
    });
    return made && small ? { ...made, thumbnail: small.blob } : null;
  } catch {
    // Out of memory shows as an error of the canvas on small phones: the raw file goes, and the server makes the picture.
    return null;
  } finally {
    bitmap.close();
    // Safari counts a canvas against the page until it is tiny (pains 15).
    canvas.width = 1;
    canvas.height = 1;
  }
}

/** Upright by the file's own mark, and no larger than needed before it reaches the canvas. */
async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const size = fitWithin(whole, longEdge);
    if (size.width === whole.width) return whole;
    const resized = await createImageBitmap(whole, { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'medium' });
    whole.close();
    return resized;
  } catch {
    return null;
  }
}

async function encode(
  canvas: OffscreenCanvas,
  bitmap: ImageBitmap,
  wanted: { size: { width: number; height: number }; stamp: string | null; attempts: readonly Attempt[]; budget: number },
): Promise<{ blob: Blob; width: number; height: number } | null> {
  let last: { blob: Blob; width: number; height: number } | null = null;
  let drawnScale = 0;
  for (const { quality, scale } of wanted.attempts) {
    const width = Math.max(1, Math.round(wanted.size.width * scale));
    const height = Math.max(1, Math.round(wanted.size.height * scale));
    if (scale !== drawnScale) {
      draw(canvas, bitmap, { width, height, stamp: wanted.stamp });
      drawnScale = scale;
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    // A browser that cannot write JPEG answers with PNG instead of refusing.
    if (blob.type !== 'image/jpeg' || blob.size === 0) return null;
    last = { blob, width, height };
    if (blob.size <= wanted.budget) return last;
  }
  return last;
}

function draw(
  canvas: OffscreenCanvas,
  bitmap: ImageBitmap,
  { width, height, stamp }: { width: number; height: number; stamp: string | null },
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no drawing context');
  context.drawImage(bitmap, 0, 0, width, height);
  if (stamp) drawStamp(context, stamp, { width, height });
}

/** White on a dark strip at the foot, large enough to be read in a printed report; shortened rather than squeezed. */
function drawStamp(context: OffscreenCanvasRenderingContext2D, stamp: string, { width, height }: { width: number; height: number }): void {
  const letters = Math.round(Math.max(14, Math.max(width, height) / 46));
  const strip = Math.round(letters * 1.9);
  context.fillStyle = 'rgb(0 0 0 / 0.6)';
  context.fillRect(0, height - strip, width, strip);
  context.font = `600 ${letters}px Roboto, "Noto Sans", Arial, sans-serif`;
  context.textBaseline = 'middle';
  context.fillStyle = '#fff';
  context.fillText(shorten(context, stamp, width - letters * 1.2), letters * 0.6, height - strip / 2);
}

function shorten(context: OffscreenCanvasRenderingContext2D, text: string, room: number): string {
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > room) shown = `${shown.slice(0, -2).trimEnd()}…`;
  return shown;
}
