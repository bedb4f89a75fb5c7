import { describe, expect, test } from 'vitest';
import { type Change, linesAtOneHour, readSaid } from '../../../src/app/schedule/read-said.ts';
import type { TypedValues } from '../../../src/domain/input.ts';
import { hiepCuong } from '../../fakes/device.ts';
import { kind, line } from '../../fakes/schedules.ts';

const unit = { key: hiepCuong, name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: '2025-07-01', validTo: null };
const session = { line: 'evening', day: '2026-11-24', time: '17:00', values: line('evening', '17:00').values, leftOut: null };
const read = (change: Change | undefined, typed: TypedValues = {}) => readSaid(session, change, { kind, unit, typed, today: '2026-11-24' });
const otherwise = { as: 'otherwise' } as const;

describe('what somebody says of a session', () => {
  test('nothing: it was held as the schedule has it', () => {
    expect(read(undefined)).toEqual({ said: { session, held: session } });
  });

  test('it was not held, and why; without a reason it is not taken', () => {
    expect(read({ as: 'leftOut', reason: 'postponed' })).toEqual({ said: { session, leftOut: 'postponed' } });
    expect(read({ as: 'leftOut', reason: null })).toEqual({ sentence: 'Chọn lý do không phát.' });
  });

  test('it was held at another hour and by fewer clusters, typed as people type', () => {
    expect(read(otherwise, { time: '17h20', clustersOn: '9' })).toEqual({
      said: { session, held: { time: '17:20', values: { ...session.values, clustersOn: 9 } } },
    });
  });

  test('what cannot be taken is said in words: an hour, a number, more clusters than there are, none at all', () => {
    const sentences = [
      { time: 'chiều', clustersOn: '9' },
      { time: '17:00', clustersOn: 'chín' },
      { time: '17:00', clustersOn: '13' },
      { time: '17:00', clustersOn: '' },
    ].map((typed) => read(otherwise, typed));
    expect(sentences).toEqual([
      { sentence: 'Giờ phát: chưa đọc được giờ.' },
      { sentence: 'Số chưa đúng. Ví dụ: 1.234 hoặc 0,5' },
      { sentence: 'Số cụm loa phát không thể nhiều hơn số cụm loa hiện có' },
      { sentence: 'Chưa nhập số cụm loa phát' },
    ]);
  });
});

describe('two sessions of a day at one hour', () => {
  const early = { ...session, line: 'early', time: '05:00' };

  test('are pointed out where one was moved to the other’s', () => {
    const moved = { session, held: { time: '05:00', values: session.values } };
    expect([...linesAtOneHour([moved], [early])]).toEqual([moved]);
    expect([...linesAtOneHour([{ session: early, held: early }, moved], [])]).toEqual([moved]);
  });

  test('are none where the other was not held, or is of another day', () => {
    const moved = { session, held: { time: '05:00', values: session.values } };
    expect([...linesAtOneHour([{ session: early, leftOut: 'power' }, moved], [])]).toEqual([]);
    expect([...linesAtOneHour([moved], [{ ...early, day: '2026-11-23' }])]).toEqual([]);
  });
});
