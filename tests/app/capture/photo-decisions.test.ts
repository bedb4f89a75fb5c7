import { describe, expect, test } from 'vitest';
import { readExifTime } from '../../../src/app/capture/exif-time.ts';
import { judgeFreeSpace } from '../../../src/app/capture/free-space.ts';
import { fitWithin, pictureAttempts } from '../../../src/app/capture/jpeg-budget.ts';
import { stampText } from '../../../src/app/capture/stamp.ts';
import { notStored } from '../../../src/localdb/intake.ts';

describe('making a picture small', () => {
  test('it fits within the long edge and is never enlarged', () => {
    expect(fitWithin({ width: 4000, height: 3000 }, 1600)).toEqual({ width: 1600, height: 1200 });
    expect(fitWithin({ width: 3000, height: 4000 }, 1600)).toEqual({ width: 1200, height: 1600 });
    expect(fitWithin({ width: 640, height: 480 }, 1600)).toEqual({ width: 640, height: 480 });
    expect(fitWithin({ width: 10_000, height: 1 }, 1600)).toEqual({ width: 1600, height: 1 });
  });

  test('quality goes first and never below .55, size after it', () => {
    expect(Math.min(...pictureAttempts.map((attempt) => attempt.quality))).toBe(0.55);
    const firstSmaller = pictureAttempts.findIndex((attempt) => attempt.scale < 1);
    expect(pictureAttempts.slice(firstSmaller).every((attempt) => attempt.quality === 0.55)).toBe(true);
  });
});

describe('when a picture was taken', () => {
  test('is Việt Nam’s wall clock unless the phone says otherwise', () => {
    expect(readExifTime('2026:11:24 08:05:00', undefined)).toBe(Date.parse('2026-11-24T08:05:00+07:00'));
    expect(readExifTime('2026:11:24 08:05:00', '+09:00')).toBe(Date.parse('2026-11-24T08:05:00+09:00'));
  });

  test.each([undefined, '', '0000:00:00 00:00:00', 'hôm qua', 5])('%s is no time', (time) => {
    expect(readExifTime(time, undefined)).toBeNull();
  });

  test('is burnt in with place and subject', () => {
    const takenAt = Date.parse('2026-11-24T08:05:00+07:00');
    expect(stampText({ takenAt, unit: 'Xã Hiệp Cường', subject: 'Tập huấn' })).toBe('08:05 24/11/2026 · Xã Hiệp Cường · Tập huấn');
    expect(stampText({ takenAt, unit: undefined, subject: undefined })).toBe('08:05 24/11/2026');
  });
});

describe('room on the phone', () => {
  test('closes the camera under 50 MB and warns under 200 MB', () => {
    expect(judgeFreeSpace(49_000_000)).toEqual({ status: 'out' });
    expect(judgeFreeSpace(120_000_000)).toEqual({ status: 'low', megabytes: 120 });
    expect(judgeFreeSpace(200_000_000)).toEqual({ status: 'enough' });
  });
});

describe('a photo that could not be kept', () => {
  test('is said to have found no room when there was none', () => {
    expect(notStored(named('QuotaExceededError'))).toBe('noRoom');
    expect(notStored(named('AbortError', named('QuotaExceededError')))).toBe('noRoom');
  });

  test('is only to be taken again when the browser had closed the database', () => {
    expect(notStored(named('AbortError'))).toBe('notKept');
    expect(notStored(named('DatabaseClosedError'))).toBe('notKept');
  });
});

function named(name: string, inner?: Error): Error {
  return Object.assign(new Error(name), { name, ...(inner && { inner }) });
}
