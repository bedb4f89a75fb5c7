import type { LocalDatabase } from '../localdb/database.ts';
import type { PhotoRow } from '../localdb/rows.ts';
import type { Line } from './line.ts';
import type { Transport } from './transport.ts';
import { uploadPhoto, type UploadOutcome } from './upload-photo.ts';

/** How one photo's turn ended. */
export type PhotoEnd =
  | { status: 'stored' }
  /** Nothing more of it goes in this round, and the next one may. */
  | { status: 'left' }
  | Extract<UploadOutcome, { status: 'offline' | 'notOurServer' | 'signedOut' | 'serverTrouble' }>;

/** What the photos that go side by side have in common. */
export interface Round {
  transport: Transport;
  /** An answer to one of them was for all: what is on its way is heard to its end, and nothing more is asked. */
  stopped: boolean;
  line: Line;
  now: () => number;
}

/** How many tries one photo gets in a round before the next one goes; a piece of it that passed is none. */
const triesPerRound = 12;
const mostWithoutProgress = 3;
/** Of so many in a row nothing arrived, though the server answered in between. */
const cutsOfAProxy = 2;
const mostSpoiled = 1;

/** Sends one photo, through cuts, until it is stored or the line proves to be of no use. */
export async function sendPhoto(db: LocalDatabase, first: PhotoRow, round: Round): Promise<PhotoEnd> {
  let photo = first;
  let withoutProgress = 0;
  let answered = false;
  let spoiled = 0;
  let tries = 0;
  for (let isFirst = true; tries < triesPerRound && (isFirst || !round.stopped); isFirst = false) {
    const beganAt = round.now();
    const outcome = await uploadPhoto(db, photo, {
      transport: round.transport,
      chunk: round.line.piece,
      // A known offset saves the question; after a cut only the server knows how much arrived, or whether it takes any.
      askOffset: (!isFirst && !answered) || photo.undeclared === true,
    });
    if (endsTheTurn(outcome)) return outcome;
    if (outcome.status === 'skipped') return { status: 'left' };
    // Once may be chance. A line that spoils them again is left alone until the next round.
    if (outcome.status === 'spoiled' && (spoiled += 1) > mostSpoiled) return { status: 'left' };
    if (outcome.status === 'refusedAsTooLarge') round.line.noteRefusedAsTooLarge();
    const now = await db.photos.get(photo.id);
    if (!now) return { status: 'left' };
    const came = now.offset - photo.offset;
    withoutProgress = came > 0 ? 0 : withoutProgress + 1;
    if (outcome.status === 'cut' && withoutProgress === cutsOfAProxy) round.line.noteSwallowed();
    if (outcome.status === 'advanced' && came > 0) round.line.notePassed({ bytes: came, milliseconds: round.now() - beganAt });
    else tries += 1;
    answered = outcome.status === 'advanced' || outcome.status === 'spoiled';
    photo = now;
    if (outcome.status === 'advanced' || outcome.status === 'spoiled' || withoutProgress < mostWithoutProgress) continue;
    return endOf(outcome);
  }
  return { status: 'left' };
}

/** Of a line that has proved to be of no use. */
function endOf(outcome: Exclude<UploadOutcome, { status: 'advanced' | 'spoiled' | 'skipped' | 'stored' }>): PhotoEnd {
  if (outcome.status === 'cut') return { status: 'offline' };
  return outcome.status === 'refusedAsTooLarge' ? { status: 'serverTrouble', retryAfter: null } : outcome;
}

/** A server that says when it wants to be asked again is not asked before. */
function endsTheTurn(outcome: UploadOutcome): outcome is Exclude<PhotoEnd, { status: 'left' }> {
  if (outcome.status === 'serverTrouble') return outcome.retryAfter !== null;
  return outcome.status === 'stored' || outcome.status === 'signedOut' || outcome.status === 'notOurServer';
}
