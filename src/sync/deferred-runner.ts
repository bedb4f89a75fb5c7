import type { SendOutcome, SyncProgress, SyncRunner } from './outcome.ts';

const notYet: SyncProgress = { phase: 'idle', outcome: null, at: null, nextAt: null };

/**
 * Stands for the runner until its code is here: the first screen must not wait for what only sends. Whoever asks
 * before that is answered after.
 */
export function deferRunner(load: () => Promise<SyncRunner>, whenIdle: (work: () => void) => void): SyncRunner {
  /** Each listener, and how to leave the real runner once it is there. */
  const listeners = new Map<() => void, () => void>();
  let runner: SyncRunner | null = null;
  let loading: Promise<SyncRunner | null> | null = null;
  let stopped = false;

  const start = (): Promise<SyncRunner | null> => {
    loading ??= load().then(
      (loaded) => {
        runner = loaded;
        if (stopped) loaded.stop();
        for (const listener of listeners.keys()) {
          listeners.set(listener, loaded.subscribe(listener));
          listener();
        }
        return loaded;
      },
      () => {
        // Not on this device and no network: the next one who asks tries again.
        loading = null;
        return null;
      },
    );
    return loading;
  };

  whenIdle(() => void start());
  return {
    sendNow: async (): Promise<SendOutcome> => (await start())?.sendNow() ?? 'offline',
    workAdded: () => void start().then((loaded) => loaded?.workAdded()),
    progress: () => runner?.progress() ?? notYet,
    subscribe: (listener) => {
      listeners.set(listener, runner?.subscribe(listener) ?? (() => {}));
      return () => {
        listeners.get(listener)?.();
        listeners.delete(listener);
      };
    },
    stop: () => {
      stopped = true;
      runner?.stop();
    },
  };
}
