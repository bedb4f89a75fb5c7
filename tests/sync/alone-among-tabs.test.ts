import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserWorld } from '../../src/sync/browser-world.ts';

const now = Date.parse('2026-11-24T10:05:00+07:00');

beforeEach(() => {
  vi.useFakeTimers({ now });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  vi.stubGlobal('navigator', { locks: new Locks() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a second tab, while the first one sends', () => {
  test('leaves it to the first one, and sends itself once that one is done', async () => {
    const first = sending();
    expect(await tab().alone(async () => {})).toBe(false);
    first.finish();
    expect(await first.isDone).toBe(true);
    expect(await tab().alone(async () => {})).toBe(true);
  });

  test('waits no longer than two minutes for one that is frozen', async () => {
    sending();
    vi.setSystemTime(now + 119_000);
    expect(await tab().alone(async () => {})).toBe(false);
    vi.setSystemTime(now + 121_000);
    expect(await tab().alone(async () => {})).toBe(true);
  });

  test('waits no longer either when the clock was set back meanwhile', async () => {
    sending();
    vi.setSystemTime(now - 3_600_000);
    expect(await tab().alone(async () => {})).toBe(true);
  });
});

function tab() {
  return browserWorld('2026.11.1', 'an');
}

function sending(): { finish: () => void; isDone: Promise<boolean> } {
  const end = new AbortController();
  const work = new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve()));
  return { finish: () => end.abort(), isDone: tab().alone(() => work) };
}

/** As browsers have them, of which a page uses one way: what is held is not waited for. */
class Locks {
  readonly #held = new Set<string>();

  async request(
    name: string,
    _options: { ifAvailable: true },
    work: (lock: { name: string } | null) => Promise<boolean>,
  ): Promise<boolean> {
    if (this.#held.has(name)) return work(null);
    this.#held.add(name);
    try {
      return await work({ name });
    } finally {
      this.#held.delete(name);
    }
  }
}
