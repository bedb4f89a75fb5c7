import { describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { startRunner } from '../../src/sync/runner.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { syncAnswer } from '../fakes/sync-answer.ts';
import { jsonAnswer, noAnswer, scriptedTransport } from '../fakes/transport.ts';
import type { WireAnswer } from '../../src/sync/transport.ts';

describe('when the phone tries to send', () => {
  test('at the start, without being asked', async () => {
    const world = await newWorld(() => noAnswer);
    await world.passTime(10);
    expect(world.tries()).toBe(1);
  });

  test('two seconds after a save', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    await world.passTime(10);
    world.runner.workAdded();
    await world.passTime(1_000);
    expect(world.tries()).toBe(1);
    await world.passTime(1_500);
    expect(world.tries()).toBe(2);
  });

  test('something saved while a sending is under way does not wait for the next turn of the clock', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    world.holdAnswers();
    await world.passTime(10);
    world.runner.workAdded();
    world.releaseAnswers();
    await world.passTime(3_000);
    expect(world.tries()).toBeGreaterThanOrEqual(2);
  });

  test('"Gửi ngay" tries at once, however long the wait after failures was', async () => {
    const world = await newWorld(() => noAnswer);
    for (let count = 0; count < 6; count += 1) await world.passTime(60_000);
    const before = world.tries();
    expect(await world.runner.sendNow()).toBe('offline');
    expect(world.tries()).toBe(before + 1);
  });

  test('another tab that is sending is not disturbed, and nothing is claimed', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()), { otherTabSends: true });
    await world.save();
    expect(await world.runner.sendNow()).toBe('photosLeft');
    expect(world.tries()).toBe(0);
  });

  test('a device that cannot read or write is said to be in trouble, and is tried again', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    world.breakStorage();
    expect(await world.runner.sendNow()).toBe('storageTrouble');
    expect(world.runner.progress()).toMatchObject({ phase: 'idle', outcome: 'storageTrouble' });
    expect(world.runner.progress().nextAt).not.toBeNull();
  });

  test('after it is stopped, never again', async () => {
    const world = await newWorld(() => noAnswer);
    await world.passTime(10);
    world.runner.stop();
    await world.passTime(3_600_000);
    expect(world.tries()).toBe(1);
  });
});

async function newWorld(answer: () => WireAnswer, options: { otherTabSends?: boolean } = {}) {
  const device: TestDevice = await newDevice();
  let release: (() => void) | null = null;
  let held: Promise<void> = Promise.resolve();
  const answers = { areHeld: false };
  const transport = scriptedTransport(async () => {
    await held;
    return answer();
  });
  let time = 0;
  let nextTimer = 1;
  const timers = new Map<number, { at: number; run: () => void }>();
  const runner = startRunner(device.db, {
    transport,
    build: 'test',
    now: () => time,
    random: () => 0.5,
    setTimer: (run, milliseconds) => {
      timers.set(nextTimer, { at: time + milliseconds, run });
      return nextTimer++;
    },
    clearTimer: (timer) => void timers.delete(timer),
    alone: async (work) => {
      if (options.otherTabSends) return false;
      await work();
      return true;
    },
  });
  return {
    runner,
    tries: () => transport.requests.filter((request) => request.path === '/v1/sync').length,
    holdAnswers: () => {
      answers.areHeld = true;
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    breakStorage: () => device.db.close(),
    releaseAnswers: () => {
      answers.areHeld = false;
      release?.();
    },
    save: async () => {
      const draft = newDraft(device);
      await saveDraft(device.db, draft);
      await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    },
    /** Lets `milliseconds` pass: what is due runs, and what it began is given real time to end. */
    passTime: async (milliseconds: number) => {
      const end = time + milliseconds;
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
        if (!due) break;
        timers.delete(due[0]);
        time = Math.max(time, due[1].at);
        due[1].run();
        // Asynchronous work is real: it is waited for by its end, unless its answer is being held back.
        do await new Promise((resolve) => setTimeout(resolve, 20));
        while (!answers.areHeld && runner.progress().phase === 'sending');
      }
      time = end;
    },
  };
}
