import type { LocalDatabase } from '../localdb/database.ts';
import { Line } from './line.ts';
import { sendEverything } from './send-everything.ts';
import type { SendOutcome, SyncProgress, SyncRunner } from './outcome.ts';
import type { Transport } from './transport.ts';
import { waitAskedFor, waitBefore } from './wait.ts';

/** What the runner needs of the world; tests hand in a clock and a wire of their own. */
export interface RunnerWorld {
  transport: Transport;
  build: string;
  now: () => number;
  random: () => number;
  setTimer: (run: () => void, milliseconds: number) => number;
  clearTimer: (timer: number) => void;
  isVisible: () => boolean;
  /** A link like 2G, as far as the browser says. */
  isLinkSlow: () => boolean;
  /** Runs `work` while no other tab does; false when another one is at it. */
  alone: (work: () => Promise<void>) => Promise<boolean>;
}

export interface Runner extends SyncRunner {
  /** The page came into sight, the network back: tries at once, but never before the server wants to be asked again. */
  chanceCame: () => void;
}

/** After a save: long enough for an undo's void to travel in the same round trip. */
const afterSave = 2_000;
/** While the page is in sight, and only then: what nobody looks at need not be news. */
const whileVisible = 120_000;

/**
 * Knows when to send. Start, a save, the page coming into sight, `online`, a timer, a tap; failures wait longer each
 * time. It never asks `navigator.onLine`: it tries.
 */
export function startRunner(db: LocalDatabase, world: RunnerWorld): Runner {
  const listeners = new Set<() => void>();
  const line = new Line();
  let progress: SyncProgress = { phase: 'idle', outcome: null, at: null, nextAt: null };
  let timer: number | null = null;
  let failures = 0;
  /** What the server asked for last. */
  let rest = { until: 0, length: 0 };
  let running: Promise<SendOutcome> | null = null;
  let askedAgain = false;
  let stopped = false;

  const tell = (change: Partial<SyncProgress>): void => {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener();
  };

  // Never longer than asked for: a clock that is set back must not make hours of it.
  const restLeft = (): number => Math.max(0, Math.min(rest.length, rest.until - world.now()));

  const schedule = (wanted: number, when: 'always' | 'whileVisible' = 'always'): void => {
    if (stopped) return;
    if (timer !== null) world.clearTimer(timer);
    const milliseconds = Math.max(wanted, restLeft());
    timer = world.setTimer(() => {
      if (when === 'always' || world.isVisible()) void attempt();
      // Coming into sight is a chance of its own.
      else tell({ nextAt: null });
    }, milliseconds);
    tell({ nextAt: world.now() + milliseconds });
  };

  const attempt = async (): Promise<SendOutcome> => {
    if (running) {
      askedAgain = true;
      return running;
    }
    running = run();
    try {
      return await running;
    } finally {
      running = null;
      if (askedAgain) {
        askedAgain = false;
        schedule(0);
      }
    }
  };

  const run = async (): Promise<SendOutcome> => {
    tell({ phase: 'sending' });
    let outcome: SendOutcome = 'photosLeft';
    let retryAfter: number | null = null;
    try {
      const mine = await world.alone(async () => {
        const result = await sendEverything(db, {
          transport: world.transport,
          build: world.build,
          now: world.now,
          isLinkSlow: world.isLinkSlow,
          line,
          onProgress: () => tell({}),
        });
        outcome = result.outcome;
        retryAfter = result.retryAfter;
      });
      if (!mine) outcome = 'otherTab';
    } catch {
      // A full disk, a database that the browser closed: the next try may find it open again; this must not be the last.
      outcome = 'storageTrouble';
    }
    const wentThrough = ['allSent', 'photosLeft', 'textLeft'].includes(outcome);
    failures = wentThrough || outcome === 'otherTab' ? 0 : failures + 1;
    if (wentThrough) rest = { until: 0, length: 0 };
    if (retryAfter !== null) rest = { until: world.now() + waitAskedFor(retryAfter), length: waitAskedFor(retryAfter) };
    // What this tab knew of the last attempt still holds: another's tells it nothing.
    tell({ phase: 'idle', at: world.now(), ...(outcome !== 'otherTab' && { outcome }) });
    if (failures === 0) schedule(whileVisible, 'whileVisible');
    else schedule(waitBefore({ failures, retryAfter, random: world.random() }));
    return outcome;
  };

  schedule(0);
  return {
    sendNow: () => {
      failures = 0;
      return attempt();
    },
    chanceCame: () => {
      failures = 0;
      if (restLeft() > 0) schedule(0);
      else void attempt();
    },
    workAdded: () => {
      // The attempt under way may have read the outbox already, and its end sets the timer anew.
      if (running) askedAgain = true;
      schedule(afterSave);
    },
    progress: () => progress,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopped = true;
      if (timer !== null) world.clearTimer(timer);
    },
  };
}
