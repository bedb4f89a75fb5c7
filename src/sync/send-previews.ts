import * as z from 'zod/mini';
import type { LocalDatabase } from '../localdb/database.ts';
import { fileOf, markPhoto } from '../localdb/photos.ts';
import type { PhotoRow } from '../localdb/rows.ts';
import { sha256 } from '../localdb/sha256.ts';
import { photoHeaders } from '../protocol/photo.ts';
import { newestWaiting, type PhotosOutcome } from './send-photos.ts';
import { understand, type Transport, type WireAnswer } from './transport.ts';

/** A photo of which no more is left than so many times its preview is there soon enough. */
const worthTimes = 4;

/**
 * On a link like 2G, where a photo takes minutes, its thumbnail goes ahead: the desk sees what was done before the photos
 * have come. Elsewhere it would only cost a round trip.
 */
export async function sendPreviews(
  db: LocalDatabase,
  { transport, newestText, isLinkSlow = () => false }: { transport: Transport; newestText: number; isLinkSlow?: () => boolean },
): Promise<PhotosOutcome> {
  if (!isLinkSlow()) return { status: 'done' };
  for (const { id } of (await db.photos.where('state').equals('declared').toArray()).filter(isWorthIt)) {
    if ((await newestWaiting(db)) > newestText) return { status: 'textWaiting' };
    const photo = await db.photos.get(id);
    if (!photo || !isWorthIt(photo)) continue;
    const outcome = read(await put(transport, id, photo.thumbnail));
    if (outcome !== 'settled') return outcome;
    await markPhoto(db, id, { previewSent: true });
  }
  return { status: 'done' };
}

type WithThumbnail = PhotoRow & { thumbnail: Uint8Array<ArrayBuffer> };

function isWorthIt(photo: PhotoRow): photo is WithThumbnail {
  if (!photo.own || photo.state !== 'declared' || photo.previewSent || !photo.thumbnail) return false;
  return (fileOf(photo)?.size ?? 0) - photo.offset > worthTimes * photo.thumbnail.length;
}

async function put(transport: Transport, id: string, body: Uint8Array<ArrayBuffer>): Promise<WireAnswer> {
  const headers = { 'content-type': 'image/jpeg', [photoHeaders.hash]: await sha256(body) };
  return transport.send({ method: 'PUT', path: `/v1/photos/${id}/preview`, headers, body, patience: 60_000 });
}

/**
 * `settled`: taken, or refused for good. A preview that is cut, or that the server fails at, keeps no photo back: `done`, and
 * the photos themselves show what the line is worth.
 */
function read(answer: WireAnswer): 'settled' | Exclude<PhotosOutcome, { status: 'textWaiting' }> {
  if (answer.status === 'none') return { status: 'done' };
  const { code } = answer;
  if (code === 401) return { status: 'signedOut' };
  const understood = understand(answer, z.never());
  if (code >= 500 || code === 429) {
    const retryAfter = 'retryAfter' in understood ? understood.retryAfter : null;
    return retryAfter === null ? { status: 'done' } : { status: 'serverTrouble', retryAfter };
  }
  const isOurs = answer.headers.has(photoHeaders.resumable) || understood.status === 'problem';
  return isOurs ? 'settled' : { status: 'notOurServer' };
}
