import * as z from 'zod/mini';
import type { LocalDatabase } from '../localdb/database.ts';
import { noteCorrupt, noteUploadAnswer, readLife, type Life, type UploadAnswer } from '../localdb/answered-upload.ts';
import { fileOf, readPhotoBytes } from '../localdb/photos.ts';
import type { PhotoRow } from '../localdb/rows.ts';
import { sha256 } from '../localdb/sha256.ts';
import { offsetStream, photoHeaders, tusVersion } from '../protocol/photo.ts';
import { understand, type Transport, type WireAnswer } from './transport.ts';

export type UploadOutcome =
  | { status: 'stored' }
  /** Bytes arrived, more are to come. */
  | { status: 'advanced' }
  /** What arrived is not what was sent. The server begins anew. */
  | { status: 'spoiled' }
  /** Given up by the entry, unreadable here, or not declared yet: the next photo may go. */
  | { status: 'skipped' }
  /** By a proxy on the way, not by our server: less at once may pass. */
  | { status: 'refusedAsTooLarge' }
  /** The server said how much it has, and did not answer to what was sent then. */
  | { status: 'cut' }
  | { status: 'offline' | 'notOurServer' | 'signedOut' }
  | { status: 'serverTrouble'; retryAfter: number | null };

/**
 * Sends of a photo or an attachment what the server does not have yet, in one PATCH: it keeps what arrives when the connection is cut, and the next
 * call asks where to go on. `chunk` bounds a PATCH where a proxy swallows cut bodies (sync card 3.7).
 */
export async function uploadPhoto(
  db: LocalDatabase,
  photo: PhotoRow,
  wire: { transport: Transport; chunk: number | null; askOffset: boolean },
): Promise<UploadOutcome> {
  const life = await readLife(db);
  const bytes = await readPhotoBytes(db, photo.id);
  const file = fileOf(photo);
  if (!bytes || (file && bytes.length !== file.size)) {
    await noteCorrupt(db, photo.id);
    return { status: 'skipped' };
  }
  let offset = photo.offset;
  if (wire.askOffset) {
    const asked = await ask(photo.id, wire.transport);
    const settled = await settle(db, photo.id, asked, life);
    if (asked.status !== 'offset' || settled.status !== 'advanced') return settled;
    offset = asked.offset;
    // The last byte may have arrived in a request whose answer was lost: an empty PATCH makes the server finish.
  }
  const end = wire.chunk === null ? bytes.length : Math.min(bytes.length, offset + wire.chunk);
  const answer = await wire.transport.send({
    method: 'PATCH',
    path: `/v1/photos/${photo.id}`,
    headers: { 'content-type': offsetStream, [photoHeaders.resumable]: tusVersion, [photoHeaders.offset]: String(offset) },
    // A view of them: two photos go side by side, and each is in memory once.
    body: bytes.subarray(offset, end),
    patience: 300_000,
  });
  if (answer.status === 'none' && wire.askOffset) return { status: 'cut' };
  const reading = readOffset(answer, bytes.length);
  // Either the line spoiled them, or this phone's own disk did: then nobody has the picture any more, and who took it is told.
  if (reading.status === 'startAgain' && file && (await sha256(bytes)) !== file.sha256) {
    await noteCorrupt(db, photo.id);
    return { status: 'skipped' };
  }
  return settle(db, photo.id, reading, life);
}

type Reading = UploadAnswer | { status: 'startAgain' } | Failure;
type Failure = Extract<UploadOutcome, { status: 'refusedAsTooLarge' | 'offline' | 'notOurServer' | 'signedOut' | 'serverTrouble' }>;

async function ask(id: string, transport: Transport): Promise<Reading> {
  const answer = await transport.send({
    method: 'HEAD',
    path: `/v1/photos/${id}`,
    headers: { [photoHeaders.resumable]: tusVersion },
    patience: 30_000,
  });
  return readOffset(answer, Number.POSITIVE_INFINITY);
}

/** An answer without `Tus-Resumable` is not our photo route's, whatever its code says. */
function readOffset(answer: WireAnswer, size: number): Reading {
  if (answer.status === 'none') return { status: 'offline' };
  const { code, headers } = answer;
  const understood = understand(answer, z.never());
  const retryAfter = 'retryAfter' in understood ? understood.retryAfter : null;
  if (headers.get(photoHeaders.resumable) !== tusVersion) {
    if (understood.status === 'problem' && understood.kind === 'signed_out') return { status: 'signedOut' };
    if (code === 413) return { status: 'refusedAsTooLarge' };
    return code >= 500 || code === 429 ? { status: 'serverTrouble', retryAfter } : { status: 'notOurServer' };
  }
  if (headers.get(photoHeaders.state) === 'stored') return { status: 'stored' };
  if (code === 404) return { status: 'notDeclared', isUnknown: understood.status === 'problem' && understood.kind === 'not_ready' };
  if (code === 410) return { status: 'unwanted' };
  if (code === 401) return { status: 'signedOut' };
  if (code === 460) return { status: 'startAgain' };
  const offset = Number(headers.get(photoHeaders.offset) ?? 'none');
  if ((code === 200 || code === 204 || code === 409) && Number.isInteger(offset) && offset >= 0 && offset <= size)
    return { status: 'offset', offset };
  return { status: 'serverTrouble', retryAfter };
}

async function settle(db: LocalDatabase, id: string, reading: Reading, life: Life): Promise<UploadOutcome> {
  const note = (answer: UploadAnswer): Promise<boolean> => noteUploadAnswer(db, id, answer, life);
  switch (reading.status) {
    case 'stored':
      return { status: (await note(reading)) ? 'stored' : 'skipped' };
    case 'unwanted':
    case 'notDeclared':
      await note(reading);
      return { status: 'skipped' };
    case 'startAgain':
      return { status: (await note({ status: 'offset', offset: 0 })) ? 'spoiled' : 'skipped' };
    case 'offset':
      return { status: (await note(reading)) ? 'advanced' : 'skipped' };
    default:
      return reading;
  }
}
