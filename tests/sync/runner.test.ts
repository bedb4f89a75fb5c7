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

  test('every two minutes while the page is in sight, and never while it is hidden', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    await world.passTime(10);
    await world.passTime(121_000);
    expect(world.tries()).toBe(2);
    world.hide();
    await world.passTime(3_600_000);
    expect(world.tries()).toBe(2);
  });

  test('at once when the page comes into sight or the network back, and every two minutes from then on', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    await world.passTime(10);
    world.hide();
    await world.passTime(3_600_000);
    world.show();
    world.runner.chanceCame();
    await world.passTime(0);
    expect(world.tries()).toBe(2);
    await world.passTime(121_000);
    expect(world.tries()).toBe(3);
  });

  test('what was saved just before the page was hidden goes all the same', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()));
    await world.passTime(10);
    world.runner.workAdded();
    world.hide();
    await world.passTime(3_000);
    expect(world.tries()).toBe(2);
  });

  test('at once when the network is back, however long the wait after failures was', async () => {
    const world = await newWorld(() => noAnswer);
    for (let count = 0; count < 6; count += 1) await world.passTime(60_000);
    const before = world.tries();
    world.runner.chanceCame();
    await world.passTime(0);
    expect(world.tries()).toBe(before + 1);
  });

  test('another tab that is sending is not disturbed, and nothing is claimed', async () => {
    const world = await newWorld(() => jsonAnswer(200, syncAnswer()), { otherTabSends: true });
    await world.save();
    expect(await world.runner.sendNow()).toBe('otherTab');
    expect(world.runner.progress()).toMatchObject({ phase: 'idle', outcome: null });
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

const busy = () => jsonAnswer(503, { kind: 'unavailable', title: 'Máy chủ đang bận.' }, { 'retry-after': '300' });

describe('when the server has asked to be left alone for five minutes', () => {
  test.each<[string, (world: TestWorld) => void]>([
    ['something saved', (world) => world.runner.workAdded()],
    ['the page coming into sight, or the network coming back', (world) => world.runner.chanceCame()],
  ])('%s waits for these five minutes, and goes then', async (_, happens) => {
    const world = await newWorld(busy);
    await world.passTime(10);
    await world.passTime(10_000);
    happens(world);
    await world.passTime(280_000);
    expect(world.tries()).toBe(1);
    await world.passTime(10_000);
    expect(world.tries()).toBe(2);
  });

  test('something saved while that answer was on its way waits too', async () => {
    const world = await newWorld(busy);
    world.holdAnswers();
    await world.passTime(10);
    world.runner.workAdded();
    world.releaseAnswers();
    await world.passTime(290_000);
    expect(world.tries()).toBe(1);
    await world.passTime(20_000);
    expect(world.tries()).toBe(2);
  });

  test('what comes later than these five minutes comes at its own time', async () => {
    const world = await newWorld(busy);
    await world.passTime(10);
    await world.passTime(299_500);
    world.runner.workAdded();
    await world.passTime(1_900);
    expect(world.tries()).toBe(1);
    await world.passTime(200);
    expect(world.tries()).toBe(2);
  });

  test('a person who taps "Gửi ngay" is not kept waiting', async () => {
    const world = await newWorld(busy);
    await world.passTime(10);
    expect(await world.runner.sendNow()).toBe('serverTrouble');
    expect(world.tries()).toBe(2);
  });

  test('it is free again once it has taken something before that', async () => {
    const answers = [busy(), jsonAnswer(200, syncAnswer())];
    const world = await newWorld(() => answers.shift() ?? jsonAnswer(200, syncAnswer()));
    await world.passTime(10);
    expect(await world.runner.sendNow()).toBe('allSent');
    world.runner.workAdded();
    await world.passTime(2_500);
    expect(world.tries()).toBe(3);
  });
});

type TestWorld = Awaited<ReturnType<typeof newWorld>>;

async function newWorld(answer: () => WireAnswer, options: { otherTabSends?: boolean } = {}) {
  const device: TestDevice = await newDevice();
  let release: (() => void) | null = null;
  let held: Promise<void> = Promise.resolve();
  const answers = { areHeld: false };
  const transport = scriptedTransport(async () => {
    await held;
    return answer();
  });
  let isVisible = true;
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
    isVisible: () => isVisible,
    isLinkSlow: () => false,
    alone: async (work) => {
      if (options.otherTabSends) return false;
      await work();
      return true;
    },
  });
  // Asynchronous work is real: it is waited for by its end, unless its answer is being held back.
  const settle = async (): Promise<void> => {
    do await new Promise((resolve) => setTimeout(resolve, 20));
    while (!answers.areHeld && runner.progress().phase === 'sending');
  };
  return {
    runner,
    tries: () => transport.requests.filter((request) => request.path === '/v1/sync').length,
    holdAnswers: () => {
      answers.areHeld = true;
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    hide: () => {
      isVisible = false;
    },
    show: () => {
      isVisible = true;
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
      await settle();
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
        if (!due) break;
        timers.delete(due[0]);
        time = Math.max(time, due[1].at);
        due[1].run();
        await settle();
      }
      time = end;
    },
  };
}
