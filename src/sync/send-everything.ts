import type { LocalDatabase } from '../localdb/database.ts';
import { countWaiting } from '../localdb/waiting.ts';
import { budgetLimits, requestLimits } from '../protocol/sync.ts';
import { refreshCatalogue } from './catalogue.ts';
import { exchange, type ExchangeOutcome } from './exchange.ts';
import type { SendOutcome } from './outcome.ts';
import type { Line } from './line.ts';
import { newestWaiting, sendPhotos } from './send-photos.ts';
import { sendPreviews } from './send-previews.ts';
import { sendSchedules } from './schedules.ts';
import type { Transport } from './transport.ts';

/** A page that came faster than this may be twice as large next time. */
const quickPage = 1_000;
/** A device that must start over again and again meets a fault, and does not ask without end. */
const mostRecoveries = 3;
/** Answers that were overtaken by another runner, in a row, before this one leaves the field. */
const mostStale = 5;

interface Wire {
  transport: Transport;
  build: string;
  now: () => number;
  /** A link like 2G; absent where nobody can tell. */
  isLinkSlow?: () => boolean;
  /** What is known of it from before. */
  line?: Line;
  /** After each photo; what text has come through the database itself tells of. */
  onProgress: () => void;
}

/** Text first, then what photos are left; text again when a photo's end makes news. */
export async function sendEverything(db: LocalDatabase, wire: Wire): Promise<{ outcome: SendOutcome; retryAfter: number | null }> {
  for (;;) {
    const newestText = await newestWaiting(db);
    const text = await exchangeAll(db, wire);
    if (text.status !== 'applied') return failed(text);
    await sendSchedules(db, wire.transport);
    await refreshCatalogue(db, wire.transport);
    const previews = await sendPreviews(db, { ...wire, newestText });
    const photos = previews.status === 'done' ? await sendPhotos(db, { ...wire, newestText }) : previews;
    if (photos.status === 'textWaiting') continue;
    if (photos.status !== 'done') return failed(photos);
    break;
  }
  // Photos of drafts are not on their way yet: nothing of a draft is.
  const photosLeft = await db.photos
    .where('state')
    .equals('declared')
    .filter((photo) => photo.own)
    .count();
  // Left by answers that were overtaken, or saved while photos went.
  const textLeft = await countWaiting(db);
  return { outcome: textLeft > 0 ? 'textLeft' : photosLeft > 0 ? 'photosLeft' : 'allSent', retryAfter: null };
}

type Failed = Exclude<ExchangeOutcome, { status: 'applied' | 'stale' | 'tooLarge' | 'recovered' }>;

async function exchangeAll(db: LocalDatabase, wire: Wire): Promise<{ status: 'applied' } | Failed> {
  let budget: number = budgetLimits.first;
  let mutations: number = requestLimits.mutations;
  let stale = 0;
  let recoveries = 0;
  for (;;) {
    const isSlow = wire.isLinkSlow?.() ?? false;
    const outcome = await exchange(db, { ...wire, budget: isSlow ? budgetLimits.slow : budget, mutations });
    switch (outcome.status) {
      case 'applied':
        if (!outcome.more) return { status: 'applied' };
        // A small page may well be quick on a slow link: that says nothing of a large one.
        if (!isSlow && outcome.tookMilliseconds < quickPage) budget = Math.min(budgetLimits.most, budget * 2);
        break;
      case 'stale':
        stale += 1;
        if (stale > mostStale) return { status: 'applied' };
        break;
      case 'recovered':
        recoveries += 1;
        if (recoveries > mostRecoveries) return { status: 'serverTrouble', retryAfter: null };
        break;
      case 'tooLarge':
        if (outcome.sent <= 1) return { status: 'serverTrouble', retryAfter: null };
        // Of what went, not of what may go: the same few changes would be sent in vain again and again.
        mutations = Math.floor(outcome.sent / 2);
        break;
      default:
        return outcome;
    }
  }
}

function failed(outcome: Failed | { status: 'offline' | 'notOurServer' | 'signedOut' }): {
  outcome: SendOutcome;
  retryAfter: number | null;
} {
  return { outcome: outcome.status, retryAfter: 'retryAfter' in outcome ? outcome.retryAfter : null };
}
