import { describe, expect, test } from 'vitest';
import { deferRunner } from '../../src/sync/deferred-runner.ts';
import type { SyncProgress, SyncRunner } from '../../src/sync/outcome.ts';

describe('while the sending half is still on its way to the page', () => {
  test('somebody who asks at once is answered when it is here', async () => {
    const { runner, calls } = fakeRunner();
    const deferred = deferRunner(
      async () => runner,
      () => {},
    );
    expect(await deferred.sendNow()).toBe('allSent');
    expect(calls).toEqual(['sendNow']);
  });

  test('a save that was told before it came is not forgotten', async () => {
    const { runner, calls } = fakeRunner();
    const deferred = deferRunner(
      async () => runner,
      () => {},
    );
    deferred.workAdded();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toEqual(['workAdded']);
  });

  test('when it cannot be had, "Gửi ngay" says so, and the next tap tries again', async () => {
    const { runner } = fakeRunner();
    let attempts = 0;
    const deferred = deferRunner(
      async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('no network');
        return runner;
      },
      () => {},
    );
    expect(await deferred.sendNow()).toBe('offline');
    expect(await deferred.sendNow()).toBe('allSent');
  });

  test('screens that listened before hear what happens after', async () => {
    const { runner, tell } = fakeRunner();
    const deferred = deferRunner(
      async () => runner,
      (work) => work(),
    );
    let heard = 0;
    const leave = deferred.subscribe(() => (heard += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const atArrival = heard;
    tell();
    expect(heard).toBe(atArrival + 1);
    leave();
    tell();
    expect(heard).toBe(atArrival + 1);
  });

  test('a page that closed meanwhile does not start sending', async () => {
    const { runner, calls } = fakeRunner();
    const deferred = deferRunner(
      async () => runner,
      (work) => work(),
    );
    deferred.stop();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toEqual(['stop']);
  });
});

function fakeRunner(): { runner: SyncRunner; calls: string[]; tell: () => void } {
  const calls: string[] = [];
  const listeners = new Set<() => void>();
  const progress: SyncProgress = { phase: 'idle', outcome: 'allSent', at: 1, nextAt: 2 };
  return {
    calls,
    tell: () => {
      for (const listener of listeners) listener();
    },
    runner: {
      sendNow: async () => {
        calls.push('sendNow');
        return 'allSent';
      },
      workAdded: () => void calls.push('workAdded'),
      progress: () => progress,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      stop: () => void calls.push('stop'),
    },
  };
}
