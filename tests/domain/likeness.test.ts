import { describe, expect, test } from 'vitest';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { training } from '../../src/domain/kinds/training.ts';
import { areAlike } from '../../src/domain/likeness.ts';
import { broadcastValues, trainingValues } from '../fakes/device.ts';

const aired = (change: object = {}) => ({ values: { ...broadcastValues(), ...change } });
const trained = (title: string) => ({ values: trainingValues(title) });

describe('two entries of one unit, kind and day', () => {
  test('with the same title, however it was typed, may be one event', () => {
    expect(areAlike(trained('Tập huấn dịch vụ công'), trained('tap huan  DICH VU CONG'), training)).toBe(true);
    expect(areAlike(trained('Tập huấn dịch vụ công'), trained('Tập huấn dịch vụ công cho cán bộ thôn'), training)).toBe(true);
  });

  test('with other titles are two', () => {
    expect(areAlike(trained('Tập huấn dịch vụ công'), trained('Tập huấn kỹ năng số'), training)).toBe(false);
    expect(areAlike(trained('CCHC'), trained('CCHC quý IV'), training)).toBe(false);
  });

  test('that were aired at other times are two, with the same title too', () => {
    expect(areAlike(aired(), aired(), broadcast)).toBe(true);
    expect(areAlike(aired({ startTimes: ['05:00'] }), aired({ startTimes: ['17:00'] }), broadcast)).toBe(false);
    expect(areAlike(aired({ startTimes: ['05:00', '17:00'] }), aired({ startTimes: ['17:00'] }), broadcast)).toBe(true);
    expect(areAlike(aired({ startTimes: [] }), aired(), broadcast)).toBe(true);
  });
});
