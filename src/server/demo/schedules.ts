import type { Schedule, ScheduleLine } from '../../domain/schedule.ts';
import { addDays, type Day } from '../../domain/text.ts';
import { demoStations, demoUnits } from './accounts.ts';

const weekdays = [1, 2, 3, 4, 5, 6];

/** What the demo's stations air every week, since shortly before it was first opened: two hours a day, as communes do. */
export function demoSchedules(today: Day): Schedule[] {
  const from = addDays(today, -2);
  const newYear = `${Number(today.slice(0, 4)) + 1}-01-01`;
  const line = (unit: string, id: string, change: Pick<ScheduleLine, 'time' | 'values'> & { days?: number[] }): ScheduleLine => ({
    id,
    weekdays: change.days ?? weekdays,
    time: change.time,
    from,
    to: null,
    values: { ...valuesOf(unit), ...change.values },
  });
  return [
    {
      unit: demoUnits.hiepCuong,
      kind: 'broadcast',
      lines: [
        line(demoUnits.hiepCuong, 'early', {
          time: '05:00',
          values: { title: 'Tiếp âm Đài tỉnh', sourceType: 'provincialPress', durationMinutes: 30 },
        }),
        line(demoUnits.hiepCuong, 'evening', {
          time: '17:00',
          values: { title: 'Bản tin xã về cải cách hành chính', durationMinutes: 15 },
        }),
      ],
      exceptions: [],
    },
    {
      unit: demoUnits.centre,
      kind: 'broadcast',
      lines: [
        line(demoUnits.centre, 'early', {
          time: '05:30',
          values: { title: 'Bản tin tổng hợp về cải cách hành chính', durationMinutes: 15 },
        }),
        line(demoUnits.centre, 'evening', {
          time: '17:30',
          values: { title: 'Hỏi đáp về thủ tục hành chính và dịch vụ công trực tuyến', genre: 'interview', durationMinutes: 15 },
        }),
      ],
      exceptions: [{ id: 'new-year', line: null, from: newYear, to: newYear, reason: 'holiday', instead: null }],
    },
  ];
}

/** The station's profile without what a session says itself. */
function valuesOf(unit: string): ScheduleLine['values'] {
  const { startTimes: _times, sessions: _sessions, ...values } = demoStations.find((station) => station.unit === unit)?.values ?? {};
  return values;
}
