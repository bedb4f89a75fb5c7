import { describe, expect, test } from 'vitest';
import { arrangeKinds } from '../../../src/app/entry/arrange-kinds.ts';
import { coarse } from '../../../src/app/entry/coarse-position.ts';
import { flagsOf, untouchedFlags } from '../../../src/app/entry/flags.ts';
import { fitAsSegments, offeredOptions, offeredTexts } from '../../../src/app/entry/offered-options.ts';
import { likeLast, prefill } from '../../../src/app/entry/prefill.ts';
import { withContent } from '../../../src/app/entry/with-content.ts';
import { readingOrder, sectionsOf } from '../../../src/app/entry/sections.ts';
import { stepped } from '../../../src/app/entry/stepped.ts';
import { checkEntry } from '../../../src/domain/check.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { feedback } from '../../../src/domain/kinds/feedback.ts';
import { integratedMeeting } from '../../../src/domain/kinds/integratedMeeting.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { kindHeads } from '../../../src/domain/kinds/index.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { broadcastValues, trainingValues } from '../../fakes/device.ts';

const today = '2026-11-24';
const station = {
  durationMinutes: 15,
  startTimes: ['17:00'],
  genre: 'newsItem',
  clustersOn: 12,
  clustersTotal: 12,
  topics: ['procedures'],
};

describe('what is shown where', () => {
  test('what must be typed comes first, photos after it, the usual and the extra folded behind', () => {
    const order = readingOrder(sectionsOf(broadcast, {}, { served: ['a'] }));
    expect(order.slice(0, 6)).toEqual(['airDates', 'startTimes', 'airedFor', 'title', 'durationMinutes', 'photos']);
    expect(order.indexOf('sessions')).toBeGreaterThan(order.indexOf('photos'));
    expect(order.indexOf('note')).toBeGreaterThan(order.indexOf('approvedBy'));
  });

  test('a commune is not asked for whom it aired', () => {
    expect(readingOrder(sectionsOf(broadcast, {}, { served: [] }))).not.toContain('airedFor');
  });

  test('a field behind a condition is asked only while that holds', () => {
    expect(readingOrder(sectionsOf(training, { form: 'online' }, { served: [] }))).toContain('connectionPoints');
    expect(readingOrder(sectionsOf(training, { form: 'inPerson' }, { served: [] }))).not.toContain('connectionPoints');
  });

  test('“Như mọi ngày” asks for a person while one of its fields is empty', () => {
    expect(sectionsOf(broadcast, {}, { served: [] }).usualAsks).toBe(true);
    expect(sectionsOf(broadcast, broadcastValues(), { served: [] }).usualAsks).toBe(false);
  });

  test('few short choices are keys, long or many ones a list', () => {
    expect(fitAsSegments(['Trực tiếp', 'Trực tuyến', 'Kết hợp'])).toBe(true);
    expect(fitAsSegments(['Tự sản xuất', 'Báo và Phát thanh, Truyền hình tỉnh'])).toBe(false);
    expect(fitAsSegments(['1', '2', '3', '4', '5'])).toBe(false);
  });

  test('a source that ended is offered for the days when it was there, and later only where the entry has it', () => {
    const options = [
      { id: 'own', label: 'Tự sản xuất' },
      { id: 'districtCentre', label: 'Cấp huyện', validTo: '2025-06-30' },
    ];
    const offered = (day: string, chosen: string[] = []) => offeredOptions(options, { day, chosen }).map((option) => option.id);
    expect(offered('2025-06-30')).toEqual(['own', 'districtCentre']);
    expect(offered('2025-07-01')).toEqual(['own']);
    expect(offered(today, ['districtCentre'])).toEqual(['own', 'districtCentre']);
  });

  test('a name is offered for the days on which it was borne', () => {
    const names = ['Cổng TTĐT tỉnh', { text: 'Báo Hưng Yên', validTo: '2025-07-01' }, { text: 'Báo và PT-TH', validFrom: '2025-07-02' }];
    expect(offeredTexts(names, '2025-07-01')).toEqual(['Cổng TTĐT tỉnh', 'Báo Hưng Yên']);
    expect(offeredTexts(names, '2025-07-02')).toEqual(['Cổng TTĐT tỉnh', 'Báo và PT-TH']);
  });

  test('the two kinds used most come first and stand nowhere else, the others keep their places in their groups', () => {
    const counts = new Map([
      ['visualDisplay', 3],
      ['training', 9],
      ['contest', 1],
    ]);
    const { mostUsed, groups } = arrangeKinds(kindHeads, counts);
    expect(mostUsed.map((head) => head.id)).toEqual(['training', 'visualDisplay']);
    const others = kindHeads.filter((head) => !mostUsed.includes(head));
    expect(groups.flatMap((group) => group.heads)).toEqual(others);
  });

  test('before anything was written every kind is in its group, in the order of the registry', () => {
    const { mostUsed, groups } = arrangeKinds(kindHeads, new Map());
    expect(mostUsed).toEqual([]);
    expect(groups.flatMap((group) => group.heads)).toEqual(kindHeads);
  });
});

describe('what a fresh form starts with', () => {
  test('the station profile over the defaults, and what follows from both', () => {
    expect(prefill(broadcast, { today, preset: station, last: null })).toMatchObject({
      ...station,
      airDates: [today],
      sessions: ['afternoon'],
      airings: 1,
    });
  });

  test('“như lần trước” brings everything but the days, the title and the note', () => {
    const last = { ...trainingValues('Lớp cũ'), startDate: '2026-10-01', endDate: '2026-10-02', note: 'mưa' };
    const again = prefill(training, { today, preset: {}, last });
    expect(again).toMatchObject({ startDate: today, endDate: today, venue: 'Hội trường UBND xã', attendance: 48 });
    expect(again['title']).toBeUndefined();
    expect(again['note']).toBeUndefined();
    expect(likeLast(broadcast, broadcastValues())['airDates']).toBeUndefined();
  });

  test('of a meeting only the topic is left to choose', () => {
    const fresh = prefill(integratedMeeting, { today, preset: {}, last: null });
    expect(sectionsOf(integratedMeeting, fresh, { served: [] }).usualAsks).toBe(false);
    const missing = checkEntry(integratedMeeting, fresh, { today, photoCount: 0, served: [] });
    expect(missing).toEqual([{ field: 'topics', level: 'missing', reason: 'required' }]);
  });

  test('a host whom somebody named comes again, one that followed from the meeting follows again', () => {
    const last = { ...prefill(integratedMeeting, { today, preset: {}, last: null }), host: 'Phó Chủ tịch Nguyễn Văn Ấp' };
    expect(prefill(integratedMeeting, { today, preset: {}, last })['host']).toBe('Phó Chủ tịch Nguyễn Văn Ấp');
    expect(likeLast(broadcast, { ...broadcastValues(), airings: 4 })['airings']).toBeUndefined();
  });

  test('neither the address of another page nor the answer to another petition comes again', () => {
    expect(likeLast(mediaItem, { outletType: 'fanpage', url: 'https://a.vn/b', views: 7 })).toEqual({ outletType: 'fanpage' });
    expect(likeLast(feedback, { channel: 'hotline', answer: 'Đã giải quyết' })).toEqual({ channel: 'hotline' });
  });

  test('one tap on an earlier content fills what is still missing, and nothing that stands', () => {
    const now = { airDates: [today], durationMinutes: 20 };
    expect(withContent(broadcast, now, broadcastValues('Tuyên truyền dịch vụ công'))).toMatchObject({
      title: 'Tuyên truyền dịch vụ công',
      topics: ['procedures'],
    });
    expect(withContent(broadcast, now, broadcastValues())['durationMinutes']).toBeUndefined();
  });
});

describe('the places that a reviewer named', () => {
  const photos = ['p1', 'p2'].map((id) => ({
    id,
    sha256: id,
    size: 1,
    type: 'image/jpeg',
    width: 1,
    height: 1,
    takenAt: null,
    source: 'camera' as const,
  }));
  const flags = flagsOf(training, ['photo:p2', 'attendance'], photos);

  test('stand in the order of the form, photos by their number', () => {
    expect(flags.map((flag) => flag.label)).toEqual(['Số người dự', 'Ảnh 2']);
  });

  test('count as mended once their value changed or their photo is gone', () => {
    const before = { values: trainingValues(), photos: ['p1', 'p2'] };
    expect(untouchedFlags(flags, before, before)).toHaveLength(2);
    const mended = { values: { ...trainingValues(), attendance: 52 }, photos: ['p1', 'p3'] };
    expect(untouchedFlags(flags, before, mended)).toEqual([]);
    expect(untouchedFlags(flags, before, { ...mended, photos: ['p1', 'p2'] }).map((flag) => flag.label)).toEqual(['Ảnh 2']);
  });
});

describe('files that the reviewer asked about', () => {
  test('count as mended once one came or went', () => {
    const flags = flagsOf(training, ['attachments'], []);
    expect(flags.map((flag) => flag.label)).toEqual(['Tệp đính kèm']);
    const before = { values: trainingValues(), photos: [], attachments: ['a'] };
    expect(untouchedFlags(flags, before, before)).toHaveLength(1);
    expect(untouchedFlags(flags, before, { ...before, attachments: ['a', 'b'] })).toEqual([]);
    expect(untouchedFlags(flags, before, { ...before, attachments: [] })).toEqual([]);
  });
});

describe('small decisions', () => {
  test('steps go to the next whole step and stay within the limits', () => {
    const duration = { step: 5, minimum: 0.5, maximum: 120 };
    expect(stepped(null, 1, duration)).toBe(5);
    expect(stepped(15, 1, duration)).toBe(20);
    expect(stepped(5, -1, duration)).toBe(0.5);
    expect(stepped(0.5, 1, duration)).toBe(5);
    expect(stepped(17, -1, duration)).toBe(15);
    expect(stepped(120, 1, duration)).toBe(120);
  });

  test('a position is kept to about a hundred metres', () => {
    expect(coarse({ latitude: 20.943_281, longitude: 106.060_119, accuracy: 8 })).toEqual({
      latitude: 20.943,
      longitude: 106.06,
      accuracy: 100,
    });
  });
});
