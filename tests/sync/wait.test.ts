import { assert, double, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitBefore } from '../../src/sync/wait.ts';

describe('how long the phone waits after failures', () => {
  test('never at once, never over a quarter of an hour', () => {
    assert(
      property(integer({ min: 1, max: 60 }), double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
        const wait = waitBefore({ failures, random, retryAfter: null });
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
  });

  test('the ceiling doubles', () => {
    const longest = [1, 2, 3].map((failures) => waitBefore({ failures, random: 0.9999, retryAfter: null }));
    expect(longest[1] ?? 0).toBeGreaterThan(longest[0] ?? 0);
    expect(longest[2] ?? 0).toBeGreaterThan(longest[1] ?? 0);
  });

  test('not before the server asked for', () => {
    expect(waitBefore({ failures: 1, random: 0, retryAfter: 30 })).toBe(30_000);
  });

  test('not for days, whatever a proxy asks for', () => {
    expect(waitBefore({ failures: 1, random: 0, retryAfter: 999_999 })).toBe(3_600_000);
  });
});
