import { describe, expect, test } from 'vitest';
import { withoutHidden } from '../../src/domain/asked.ts';
import { checkEntry, malformedDay, type Situation } from '../../src/domain/check.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { businessDialogue } from '../../src/domain/kinds/businessDialogue.ts';
import { contest } from '../../src/domain/kinds/contest.ts';
import { feedback } from '../../src/domain/kinds/feedback.ts';
import type { FieldValue, FieldValues, Kind } from '../../src/domain/kinds/field.ts';
import { leaflet } from '../../src/domain/kinds/leaflet.ts';
import { training } from '../../src/domain/kinds/training.ts';
import { visualDisplay } from '../../src/domain/kinds/visualDisplay.ts';
import { addDays } from '../../src/domain/text.ts';
import { broadcastValues, trainingValues } from '../fakes/device.ts';

const today = '2026-11-24';
const panel: FieldValues = {
  mountedOn: today,
  displayType: 'panel',
  action: 'newlyMounted',
  quantity: 2,
  title: 'Dịch vụ công trực tuyến',
  slogan: 'Dịch vụ công trực tuyến',
  location: 'Cổng UBND xã',
  topics: ['procedures'],
};

const dialogue: FieldValues = {
  heldOn: today,
  form: 'dialogue',
  title: 'Gặp mặt doanh nghiệp',
  enterprises: 12,
  attendance: 12,
  issuesRaised: 5,
  resolvedOnSpot: 3,
  chair: 'Chủ tịch UBND xã',
  topics: ['procedures'],
};
const handed: FieldValues = {
  distributedOn: today,
  materialType: 'leaflet',
  title: 'Nộp hồ sơ trực tuyến',
  printed: 1000,
  openingStock: 500,
  distributed: 800,
  topics: ['procedures'],
};
/** Opened long ago and still running. */
const quiz: FieldValues = {
  openFrom: addDays(today, -90),
  openTo: addDays(today, 10),
  title: 'Tìm hiểu cải cách hành chính',
  contestType: 'onlineQuiz',
  participants: 40,
  entries: 40,
  countedOn: today,
  topics: ['indices'],
  organiser: 'Sở Nội vụ',
  rulesDocument: 'Kế hoạch 184/KH-UBND',
};
const petition: FieldValues = { receivedOn: today, channel: 'hotline', from: 'citizen', title: 'Hỏi về cấp đổi giấy tờ' };

function findings(kind: Kind, values: FieldValues, situation: Partial<Situation> = {}): string[] {
  return checkEntry(kind, values, { today, photoCount: 1, served: [], ...situation }).map(
    ({ field, level, reason }) => `${field}: ${level} ${reason}`,
  );
}

describe('a complete entry', () => {
  test.each([
    ['broadcast', broadcast, broadcastValues()],
    ['training', training, trainingValues()],
    ['panel', visualDisplay, panel],
    ['dialogue', businessDialogue, dialogue],
    ['leaflet', leaflet, handed],
    ['contest that runs', contest, quiz],
    ['petition', feedback, petition],
  ] as const)('of a %s has nothing to be said about', (_, kind, values) => {
    expect(findings(kind, values)).toEqual([]);
  });
});

describe('at the limits', () => {
  const rows: [Kind, FieldValues, string, FieldValue, string[]][] = [
    [broadcast, broadcastValues(), 'durationMinutes', 0.5, []],
    [broadcast, broadcastValues(), 'durationMinutes', 0.4, ['durationMinutes: refused belowMinimum']],
    [broadcast, broadcastValues(), 'durationMinutes', 15, []],
    [broadcast, broadcastValues(), 'durationMinutes', 16, ['durationMinutes: doubt unusuallyLarge']],
    [broadcast, broadcastValues(), 'durationMinutes', 121, ['durationMinutes: refused aboveMaximum', 'durationMinutes: doubt slotTooLong']],
    [broadcast, broadcastValues(), 'airings', 3, []],
    [broadcast, broadcastValues(), 'airings', 4, ['airings: doubt perDay', 'durationMinutes: doubt slotTooLong']],
    [broadcast, broadcastValues(), 'airings', 1.5, ['airings: refused notWhole']],
    [broadcast, broadcastValues(), 'clustersOn', 13, ['clustersOn: refused above']],
    [broadcast, broadcastValues(), 'clustersOn', 5, ['clustersOn: doubt unusuallySmall']],
    [broadcast, broadcastValues(), 'startTimes', ['04:59'], ['startTimes: doubt outsideHours']],
    [broadcast, broadcastValues(), 'startTimes', ['05:00', '20:00'], []],
    [broadcast, broadcastValues(), 'airDates', [addDays(today, 1)], ['airDates: refused future']],
    [broadcast, broadcastValues(), 'airDates', [addDays(today, -30)], []],
    [broadcast, broadcastValues(), 'airDates', [addDays(today, -31)], ['airDates: doubt long-ago']],
    [broadcast, broadcastValues(), 'title', 'Ngắn', ['title: refused tooShort']],
    [broadcast, broadcastValues(), 'title', 'x'.repeat(301), ['title: refused tooLong']],
    [broadcast, broadcastValues(), 'genre', 'poem', ['genre: refused notOffered']],
    [broadcast, broadcastValues(), 'documentNumber', '184/KH-UBND', []],
    [broadcast, broadcastValues(), 'documentNumber', 'công văn 184', ['documentNumber: doubt unexpectedForm']],
    [broadcast, broadcastValues(), 'geo', { latitude: 21.03, longitude: 105.85, accuracy: 100 }, []],
    [broadcast, broadcastValues(), 'geo', { latitude: 10.8, longitude: 106.7, accuracy: 100 }, ['geo: doubt outsideProvince']],
    [training, trainingValues(), 'attendance', 300, []],
    [training, trainingValues(), 'attendance', 301, ['attendance: doubt unusuallyLarge']],
    [training, trainingValues(), 'attendance', 0, ['attendance: refused belowMinimum']],
    [training, trainingValues(), 'endDate', '2026-11-23', ['endDate: refused before']],
    [training, trainingValues(), 'uniqueAttendees', 49, ['uniqueAttendees: refused above']],
    [training, trainingValues(), 'lecturers', [{ position: 'Phó Chủ tịch' }], ['lecturers: missing required']],
    [visualDisplay, panel, 'quantity', 101, ['quantity: doubt unusuallyLarge']],
    [visualDisplay, panel, 'quantity', 2001, ['quantity: refused aboveMaximum']],
    [businessDialogue, dialogue, 'attendance', 11, ['attendance: refused below']],
    [businessDialogue, dialogue, 'forwarded', 2, []],
    [businessDialogue, dialogue, 'forwarded', 3, ['forwarded: refused above']],
    [leaflet, handed, 'distributed', 1500, []],
    [leaflet, handed, 'distributed', 1501, ['distributed: refused above']],
    [contest, quiz, 'entries', 39, ['entries: refused below']],
    [contest, { ...quiz, contestType: 'writing' }, 'entries', 39, []],
    [contest, quiz, 'openTo', addDays(today, 60), []],
    [contest, quiz, 'countedOn', addDays(today, 1), ['countedOn: refused future']],
    [contest, quiz, 'countedOn', addDays(today, -31), ['openFrom: doubt long-ago']],
    [feedback, petition, 'title', 'Ông Nam, 0912 345 678, hỏi về đất', ['title: doubt personalData']],
    [feedback, petition, 'title', 'Hỏi về hồ sơ số 12345678/2026', []],
    [feedback, petition, 'answer', 'Đã giải quyết', ['answeredOn: missing required']],
    [visualDisplay, panel, 'width', 0.4, ['width: doubt unusuallySmall']],
  ];
  test.each(
    rows.map(([kind, values, field, value, expected]) => ({
      kind,
      values,
      field,
      value,
      expected,
      said: expected.join(', ') || 'nothing',
    })),
  )('$kind.noun with $field $value: $said', ({ kind, values, field, value, expected }) => {
    expect(findings(kind, { ...values, [field]: value })).toEqual(expected);
  });

  test('a broadcast of 31 days is one entry, of 32 is not', () => {
    expect(daily(31)).toEqual([]);
    expect(daily(32)).toEqual(['airDates: refused tooMany', 'airDates: doubt long-ago']);
  });

  test('what began long ago is old, also when it ended today; what is told of as it goes on is not', () => {
    expect(findings(visualDisplay, { ...panel, action: 'takenDown', mountedOn: addDays(today, -30), removedOn: today })).toEqual([]);
    expect(findings(visualDisplay, { ...panel, action: 'takenDown', mountedOn: addDays(today, -332), removedOn: today })).toEqual([
      'mountedOn: doubt long-ago',
    ]);
    expect(findings(feedback, { ...petition, receivedOn: addDays(today, -40), answeredOn: today, answer: 'Đã trả lời' })).toEqual([]);
    expect(findings(contest, quiz)).toEqual([]);
  });

  test('a day of a reporting quarter that is closed is asked about where somebody can answer, and one that is older once', () => {
    const asked = (day: string, now: string) => findings(visualDisplay, { ...panel, mountedOn: day }, { today: now, asksOfClosed: true });
    expect(asked('2026-12-14', '2026-12-14')).toEqual([]);
    expect(asked('2026-12-14', '2026-12-15')).toEqual(['mountedOn: doubt closedPeriod']);
    expect(asked('2026-12-15', '2026-12-20')).toEqual([]);
    expect(asked('2026-11-01', '2026-12-20')).toEqual(['mountedOn: doubt long-ago']);
    expect(findings(visualDisplay, { ...panel, mountedOn: '2026-12-14' }, { today: '2026-12-15' })).toEqual([]);
  });

  test('clusters of panels are counted beside the panels in them, and of nothing else', () => {
    expect(findings(visualDisplay, { ...panel, clusters: 2 })).toEqual([]);
    expect(findings(visualDisplay, { ...panel, clusters: 3 })).toEqual(['clusters: refused above']);
    expect(withoutHidden(visualDisplay, { ...panel, displayType: 'poster', clusters: 2 }, { served: [] })['clusters']).toBeUndefined();
  });
});

describe('what is asked only sometimes', () => {
  test('a class online needs its connection points and no hall', () => {
    const online: FieldValues = { ...trainingValues(), form: 'online' };
    delete online['venue'];
    expect(findings(training, online)).toEqual(['connectionPoints: missing required']);
    expect(findings(training, { ...online, connectionPoints: 12 })).toEqual([]);
  });

  test('a panel taken down needs the day, one put up is not asked', () => {
    expect(findings(visualDisplay, { ...panel, action: 'takenDown' })).toEqual(['removedOn: missing required']);
    // A panel that was put up anew may have come down again by the time somebody logs it.
    const gone = { ...panel, mountedOn: addDays(today, -3), removedOn: today };
    expect(withoutHidden(visualDisplay, gone, { served: [] })).toEqual(gone);
    expect(findings(visualDisplay, { ...gone, removedOn: addDays(today, -4) })).toEqual(['removedOn: refused before']);
  });

  test('what is no longer asked is not stored', () => {
    const kept = withoutHidden(training, { ...trainingValues(), form: 'online', connectionPoints: 12 }, { served: [] });
    expect(kept['venue']).toBeUndefined();
    expect(kept['connectionPoints']).toBe(12);
  });

  test('a source that has ended is right for the days that it was there, whatever day it is today', () => {
    expect(findings(broadcast, fromDistrictCentre('2025-06-30'))).toEqual(['airDates: doubt long-ago']);
    expect(findings(broadcast, fromDistrictCentre('2025-07-01'))).toEqual(['sourceType: refused notOffered', 'airDates: doubt long-ago']);
    expect(findings(broadcast, fromDistrictCentre(today))).toEqual(['sourceType: refused notOffered']);
  });

  test('only a unit that works for others is asked for whom it aired, and only for those', () => {
    const served = ['11953@2025-07-01'];
    expect(findings(broadcast, broadcastValues(), { served })).toEqual(['airedFor: missing required']);
    expect(findings(broadcast, { ...broadcastValues(), airedFor: served }, { served })).toEqual([]);
    expect(findings(broadcast, { ...broadcastValues(), airedFor: ['1@x'] }, { served })).toEqual(['airedFor: refused notOffered']);
    expect(findings(broadcast, broadcastValues())).toEqual([]);
  });
});

describe('photos', () => {
  test('a class needs one, a broadcast none, and eleven are too many', () => {
    expect(findings(training, trainingValues(), { photoCount: 0 })).toEqual(['photos: missing photo']);
    expect(findings(broadcast, broadcastValues(), { photoCount: 0 })).toEqual([]);
    expect(findings(broadcast, broadcastValues(), { photoCount: 11 })).toEqual(['photos: refused tooMany']);
  });
});

function fromDistrictCentre(day: string): FieldValues {
  return { ...broadcastValues(), airDates: [day], sourceType: 'districtCentre' };
}

function lastDays(count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(today, -index));
}

function daily(count: number): string[] {
  return findings(broadcast, { ...broadcastValues(), airDates: lastDays(count), airings: count });
}

describe('what is much for a commune', () => {
  test.each([
    ['cost', broadcast, { ...broadcastValues(), cost: 300_000_000 }],
    ['distributed', leaflet, { ...handed, printed: 50_000, distributed: 50_000 }],
  ])('%s: is asked of a commune, and of no department or district', (field, kind, values) => {
    const asked = (tier: Situation['tier']) => findings(kind, values, { tier }).includes(`${field}: doubt unusuallyLarge`);
    expect([asked('commune'), asked(undefined), asked('organisation'), asked('district')]).toEqual([true, true, false, false]);
  });
});

describe('more who passed than who were there', () => {
  test('is asked about, and not refused', () => {
    expect(findings(training, { ...trainingValues(), testPassed: 49 })).toEqual(['testPassed: doubt unusuallyAbove']);
    expect(findings(training, { ...trainingValues(), testPassed: 48 })).toEqual([]);
  });
});

describe('a day that no calendar has', () => {
  test.each(['zzz', '2026-02-30', '2026-02-29', '20260101', '2026-1-1'])('%s is told of a draft too', (day) => {
    expect(malformedDay(training, { ...trainingValues(), startDate: day })).toBe('startDate');
    expect(malformedDay(training, { ...trainingValues(), documentDate: day })).toBe('documentDate');
    expect(malformedDay(broadcast, { airDates: [today, day] })).toBe('airDates');
  });

  test('a day that is not filled in yet is none', () => {
    expect(malformedDay(training, { title: 'Lớp một cửa', startDate: '' })).toBeNull();
    expect(malformedDay(broadcast, { airDates: [today, '2024-02-29'] })).toBeNull();
  });
});
