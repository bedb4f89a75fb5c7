import type { LocalDatabase } from '../localdb/database.ts';
import { budgetLimits, requestLimits } from '../protocol/sync.ts';
import { refreshCatalogue } from './catalogue.ts';
import { exchange, type ExchangeOutcome } from './exchange.ts';
import type { SendOutcome } from './outcome.ts';
import { sendPhotos } from './send-photos.ts';
import { sendSchedules } from './schedules.ts';
import type { Transport } from './transport.ts';

/** A page that came faster than this may be twice as large next time. */
const quickPage = 1_000;
/** A device that must start over again and again meets a fault, and does not ask without end. */
const mostRecoveries = 3;
/** Answers that were overtaken by another runner, in a row, before this one leaves the field. */
const mostStale = 5;

/** Text first, then what photos are left; text again when a photo's end makes news. */
export async function sendEverything(
  db: LocalDatabase,
  wire: { transport: Transport; build: string; now: () => number; onProgress: () => void },
): Promise<{ outcome: SendOutcome; retryAfter: number | null }> {
  for (;;) {
    const text = await exchangeAll(db, wire);
    if (text.status !== 'applied') return failed(text);
    await sendSchedules(db, wire.transport);
    await refreshCatalogue(db, wire.transport);
    const photos = await sendPhotos(db, wire);
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
  const textLeft = await db.outbox.count();
  return { outcome: photosLeft + textLeft === 0 ? 'allSent' : 'photosLeft', retryAfter: null };
}

type Failed = Exclude<ExchangeOutcome, { status: 'applied' | 'stale' | 'tooLarge' | 'recovered' }>;

async function exchangeAll(
  db: LocalDatabase,
  wire: { transport: Transport; build: string; now: () => number; onProgress: () => void },
): Promise<{ status: 'applied' } | Failed> {
  let budget: number = budgetLimits.first;
  let mutations: number = requestLimits.mutations;
  let stale = 0;
  let recoveries = 0;
  for (;;) {
    const outcome = await exchange(db, { ...wire, budget, mutations });
    wire.onProgress();
    switch (outcome.status) {
      case 'applied':
        if (!outcome.more) return { status: 'applied' };
        budget = outcome.tookMilliseconds < quickPage ? Math.min(budgetLimits.most, budget * 2) : budget;
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
        if (mutations === 1) return { status: 'serverTrouble', retryAfter: null };
        mutations = Math.max(1, Math.floor(mutations / 2));
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
