import type { LocalDatabase } from '../localdb/database.ts';
import { fileOf } from '../localdb/photos.ts';
import type { PhotoRow } from '../localdb/rows.ts';
import { readNewestWaiting } from '../localdb/waiting.ts';
import { Line } from './line.ts';
import { nextToGo, type Waiting } from './photo-turns.ts';
import { sendPhoto, type PhotoEnd, type Round } from './send-photo.ts';
import type { Transport } from './transport.ts';

export type PhotosOutcome =
  | { status: 'done' }
  /** Something was saved meanwhile: text goes before the next photo. */
  | { status: 'textWaiting' }
  | Exclude<PhotoEnd, { status: 'stored' | 'left' }>;

/** A photo on its way. */
interface Going extends Waiting {
  /** Never rejects: what one of two throws waits until the other has come to its end. */
  end: Promise<{ id: string; end: PhotoEnd } | { id: string; error: unknown }>;
}

/**
 * Sends declared photos and attachments, the one with the least left first, two side by side where the link is not like
 * 2G. `newestText` is the newest change that waited when text was sent last.
 */
export async function sendPhotos(
  db: LocalDatabase,
  {
    newestText,
    isLinkSlow = () => false,
    line = new Line(),
    ...wire
  }: { transport: Transport; now: () => number; onProgress: () => void; newestText: number; isLinkSlow?: () => boolean; line?: Line },
): Promise<PhotosOutcome> {
  const round: Round = { transport: wire.transport, now: wire.now, line, stopped: false };
  const left = new Set<string>();
  const going = new Map<string, Going>();
  let outcome: PhotosOutcome = { status: 'done' };
  let failure: { error: unknown } | null = null;
  for (;;) {
    while (outcome.status === 'done' && !round.stopped) {
      const photo = nextToGo(await readWaiting(db, left, going), [...going.values()], { isSlow: isLinkSlow() });
      if (!photo) break;
      if ((await newestWaiting(db)) > newestText) outcome = { status: 'textWaiting' };
      else going.set(photo.id, begin(db, photo, round));
    }
    if (going.size === 0) break;
    const ended = await Promise.race([...going.values()].map(({ end }) => end));
    going.delete(ended.id);
    if ('error' in ended) {
      failure ??= ended;
      round.stopped = true;
      continue;
    }
    wire.onProgress();
    if (ended.end.status === 'left') left.add(ended.id);
    else if (ended.end.status !== 'stored') {
      // A cut says nothing of the other one's line; every other end is the server's word, or somebody else's.
      round.stopped ||= ended.end.status !== 'offline';
      outcome = ended.end;
    }
  }
  if (failure) throw failure.error;
  return outcome;
}

function begin(db: LocalDatabase, photo: Waiting & { row: PhotoRow }, round: Round): Going {
  const { id, size } = photo;
  const end = sendPhoto(db, photo.row, round).then(
    (how) => ({ id, end: how }),
    (error: unknown) => ({ id, error }),
  );
  return { id, size, left: photo.left, end };
}

async function readWaiting(
  db: LocalDatabase,
  left: ReadonlySet<string>,
  going: ReadonlyMap<string, Going>,
): Promise<(Waiting & { row: PhotoRow })[]> {
  const declared = await db.photos.where('state').equals('declared').toArray();
  return declared
    .filter(({ id, own }) => own && !left.has(id) && !going.has(id))
    .map((row) => {
      const size = fileOf(row)?.size ?? 0;
      return { id: row.id, size, left: size - row.offset, row };
    });
}

export async function newestWaiting(db: LocalDatabase): Promise<number> {
  return (await readNewestWaiting(db))?.n ?? 0;
}
