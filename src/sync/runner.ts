import type { LocalDatabase } from '../localdb/database.ts';
import { sendEverything } from './send-everything.ts';
import type { SendOutcome, SyncProgress, SyncRunner } from './outcome.ts';
import type { Transport } from './transport.ts';
import { waitBefore } from './wait.ts';

/** What the runner needs of the world; tests hand in a clock and a wire of their own. */
export interface RunnerWorld {
  transport: Transport;
  build: string;
  now: () => number;
  random: () => number;
  setTimer: (run: () => void, milliseconds: number) => number;
  clearTimer: (timer: number) => void;
  /** Runs `work` while no other tab does; false when another one is at it. */
  alone: (work: () => Promise<void>) => Promise<boolean>;
}

/** After a save: long enough for an undo's void to travel in the same round trip. */
const afterSave = 2_000;
/** While the page is in sight. */
const whileVisible = 120_000;

/**
 * Knows when to send. Start, a save, the page coming into sight, `online`, a timer, a tap; failures wait longer each
 * time. It never asks `navigator.onLine`: it tries.
 */
export function startRunner(db: LocalDatabase, world: RunnerWorld): SyncRunner {
  const listeners = new Set<() => void>();
  let progress: SyncProgress = { phase: 'idle', outcome: null, at: null, nextAt: null };
  let timer: number | null = null;
  let failures = 0;
  let running: Promise<SendOutcome> | null = null;
  let askedAgain = false;
  let stopped = false;

  const tell = (change: Partial<SyncProgress>): void => {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener();
  };

  const schedule = (milliseconds: number): void => {
    if (stopped) return;
    if (timer !== null) world.clearTimer(timer);
    timer = world.setTimer(() => void attempt(), milliseconds);
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
          onProgress: () => tell({}),
        });
        outcome = result.outcome;
        retryAfter = result.retryAfter;
      });
      if (!mine) outcome = progress.outcome ?? 'photosLeft';
    } catch {
      // A full disk, a database that the browser closed: the next try may find it open again; this must not be the last.
      outcome = 'storageTrouble';
    }
    failures = outcome === 'allSent' || outcome === 'photosLeft' ? 0 : failures + 1;
    tell({ phase: 'idle', outcome, at: world.now() });
    schedule(failures === 0 ? whileVisible : waitBefore({ failures, retryAfter, random: world.random() }));
    return outcome;
  };

  schedule(0);
  return {
    sendNow: () => {
      failures = 0;
      return attempt();
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
