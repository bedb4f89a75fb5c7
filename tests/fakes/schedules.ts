import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import type { Schedule, ScheduleLine } from '../../src/domain/schedule.ts';
import { broadcastValues, hiepCuong } from './device.ts';

/** Two hours a day from Monday to Saturday, as communes air. */
export function twoHoursADay(change: Partial<Schedule> = {}): Schedule {
  return { unit: hiepCuong, kind: 'broadcast', lines: [line('early', '05:00'), line('evening', '17:00')], exceptions: [], ...change };
}

export function line(id: string, time: string, change: Partial<ScheduleLine> = {}): ScheduleLine {
  const { airDates: _days, startTimes: _times, sessions: _sessions, airings: _airings, ...values } = broadcastValues();
  return { id, weekdays: [1, 2, 3, 4, 5, 6], time, from: '2026-11-23', to: null, values, ...change };
}

export const kind = broadcast;
