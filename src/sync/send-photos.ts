import type { LocalDatabase } from '../localdb/database.ts';
import type { PhotoRow } from '../localdb/rows.ts';
import type { Transport } from './transport.ts';
import { uploadPhoto, type UploadOutcome } from './upload-photo.ts';

export type PhotosOutcome =
  | { status: 'done' }
  /** Something was saved meanwhile: text goes before the next photo. */
  | { status: 'textWaiting' }
  | Extract<UploadOutcome, { status: 'offline' | 'notOurServer' | 'signedOut' | 'serverTrouble' }>;

/** Bytes per PATCH once two cuts in a row showed no progress: a proxy on the way swallows what is not whole. */
const smallChunk = 64 * 1024;

/** Sends declared photos, one at a time, the one with the least left first. */
export async function sendPhotos(db: LocalDatabase, wire: { transport: Transport; onProgress: () => void }): Promise<PhotosOutcome> {
  const skipped = new Set<string>();
  const newestText = await newestWaiting(db);
  for (;;) {
    const photo = await nextPhoto(db, skipped);
    if (!photo) return { status: 'done' };
    if ((await newestWaiting(db)) > newestText) return { status: 'textWaiting' };
    const outcome = await sendOne(db, photo, wire.transport);
    wire.onProgress();
    if (outcome.status === 'stored') continue;
    if (outcome.status === 'skipped' || outcome.status === 'advanced') skipped.add(photo.id);
    else return outcome;
  }
}

/** How many tries one photo gets in a round before the next one goes. */
const triesPerRound = 12;

async function sendOne(db: LocalDatabase, first: PhotoRow, transport: Transport): Promise<UploadOutcome> {
  let photo = first;
  let withoutProgress = 0;
  let answered = false;
  for (let attempt = 0; attempt < triesPerRound; attempt += 1) {
    const outcome = await uploadPhoto(db, photo, {
      transport,
      chunk: withoutProgress >= 2 ? smallChunk : null,
      // A known offset saves the question; after a cut only the server knows how much arrived.
      askOffset: attempt > 0 && !answered,
    });
    if (outcome.status === 'stored' || outcome.status === 'skipped' || outcome.status === 'signedOut' || outcome.status === 'notOurServer')
      return outcome;
    const now = await db.photos.get(photo.id);
    if (!now) return { status: 'skipped' };
    withoutProgress = now.offset > photo.offset ? 0 : withoutProgress + 1;
    answered = outcome.status === 'advanced';
    photo = now;
    if (outcome.status !== 'advanced' && withoutProgress >= 3) return outcome;
  }
  return { status: 'advanced' };
}

async function nextPhoto(db: LocalDatabase, skipped: ReadonlySet<string>): Promise<PhotoRow | undefined> {
  const waiting = await db.photos.where('state').equals('declared').toArray();
  return waiting.filter((photo) => photo.own && !skipped.has(photo.id)).sort((one, other) => bytesLeft(one) - bytesLeft(other))[0];
}

async function newestWaiting(db: LocalDatabase): Promise<number> {
  return (await db.outbox.orderBy('n').last())?.n ?? 0;
}

function bytesLeft(photo: PhotoRow): number {
  return (photo.reference?.size ?? 0) - photo.offset;
}
