import type { LocalDatabase } from '../localdb/database.ts';
import type { PhotoRow } from '../localdb/rows.ts';
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
  /** Bytes of a PATCH once a proxy has refused a larger one; null before. */
  largestPiece: number | null;
}

/** Bytes per PATCH once two cuts in a row showed no progress: a proxy on the way swallows what is not whole. */
const smallPiece = 64 * 1024;
/** How many tries one photo gets in a round before the next one goes. */
const triesPerRound = 12;
const mostWithoutProgress = 3;
const mostSpoiled = 1;

/** Sends one photo, through cuts, until it is stored or the line proves to be of no use. */
export async function sendPhoto(db: LocalDatabase, first: PhotoRow, round: Round): Promise<PhotoEnd> {
  let photo = first;
  let withoutProgress = 0;
  let answered = false;
  let spoiled = 0;
  for (let attempt = 0; attempt < triesPerRound && !(attempt > 0 && round.stopped); attempt += 1) {
    const outcome = await uploadPhoto(db, photo, {
      transport: round.transport,
      chunk: withoutProgress >= 2 ? smallPiece : round.largestPiece,
      // A known offset saves the question; after a cut only the server knows how much arrived, or whether it takes any.
      askOffset: (attempt > 0 && !answered) || photo.undeclared === true,
    });
    if (endsTheTurn(outcome)) return outcome;
    if (outcome.status === 'skipped') return { status: 'left' };
    // Once may be chance. A line that spoils them again is left alone until the next round.
    if (outcome.status === 'spoiled' && (spoiled += 1) > mostSpoiled) return { status: 'left' };
    if (outcome.status === 'refusedAsTooLarge') round.largestPiece = smallPiece;
    const now = await db.photos.get(photo.id);
    if (!now) return { status: 'left' };
    withoutProgress = now.offset > photo.offset ? 0 : withoutProgress + 1;
    answered = outcome.status === 'advanced' || outcome.status === 'spoiled';
    photo = now;
    if (outcome.status === 'advanced' || outcome.status === 'spoiled' || withoutProgress < mostWithoutProgress) continue;
    return outcome.status === 'refusedAsTooLarge' ? { status: 'serverTrouble', retryAfter: null } : outcome;
  }
  return { status: 'left' };
}

/** A server that says when it wants to be asked again is not asked before. */
function endsTheTurn(outcome: UploadOutcome): outcome is Exclude<PhotoEnd, { status: 'left' }> {
  if (outcome.status === 'serverTrouble') return outcome.retryAfter !== null;
  return outcome.status === 'stored' || outcome.status === 'signedOut' || outcome.status === 'notOurServer';
}
