import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followingValues, ownAfter } from '../../../src/app/entry/follow.ts';
import { ownAtFirst } from '../../../src/app/entry/own-at-first.ts';
import { prefill } from '../../../src/app/entry/prefill.ts';
import type { FieldValue, FieldValues, Kind } from '../../../src/domain/kinds/field.ts';
import { kindHeads } from '../../../src/domain/kinds/index.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { integratedMeeting } from '../../../src/domain/kinds/integratedMeeting.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { visualDisplay } from '../../../src/domain/kinds/visualDisplay.ts';
import { today, valueOf } from '../../fakes/drawn-entry.ts';

/** A form in somebody's hands: each field is filled in or emptied by itself, as they choose. */
class Filling {
  own: ReadonlySet<string> = new Set();
  readonly kind: Kind;
  values: FieldValues;

  constructor(kind: Kind, values: FieldValues = prefill(kind, { today, preset: {}, last: null })) {
    this.kind = kind;
    this.values = values;
  }

  set(field: string, value: FieldValue | undefined): this {
    const before = this.values;
    this.values = withField(before, field, value);
    this.own = ownAfter(this.kind, this.own, { field, before, after: this.values });
    const fill = followingValues(this.kind, { before, after: this.values, own: this.own });
    for (const [name, filled] of Object.entries(fill)) this.values = withField(this.values, name, filled);
    return this;
  }
}

/** As a form reads it: what is empty is no value, and choices come in the order of their names. */
function withField(values: FieldValues, field: string, value: FieldValue | undefined): FieldValues {
  const { [field]: _, ...others } = values;
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return others;
  const sorted = Array.isArray(value) && value.every((member) => typeof member === 'string') ? [...value].sort() : value;
  return { ...others, [field]: sorted };
}

const sessions = { morning: ['05:00'], noon: ['11:30'], afternoon: ['17:00'] };

describe('the time of a broadcast is changed', () => {
  test('first the old time goes, then the new one comes', () => {
    const filling = evening().set('startTimes', undefined).set('startTimes', sessions.morning);
    expect(filling.values).toMatchObject({ sessions: ['morning'], airings: 1 });
  });

  test('first the new time comes, then the old one goes', () => {
    const filling = evening().set('startTimes', ['05:00', '17:00']).set('startTimes', sessions.morning);
    expect(filling.values).toMatchObject({ sessions: ['morning'], airings: 1 });
  });

  test('a station profile that named the part of the day and no time gives way to the time', () => {
    const values = prefill(broadcast, { today, preset: { sessions: ['noon'] }, last: null });
    expect(new Filling(broadcast, values).set('startTimes', ['17:00']).values['sessions']).toEqual(['afternoon']);
  });

  test('what is not about the time leaves a profile’s own number of broadcasts as it is', () => {
    const values = prefill(broadcast, { today, preset: { startTimes: ['17:00'], airings: 2 }, last: null });
    expect(new Filling(broadcast, values).set('title', 'Bản tin chiều').values['airings']).toBe(2);
  });

  test('“đột xuất”, said by hand, stays', () => {
    const filling = evening().set('sessions', ['extraordinary']).set('startTimes', undefined).set('startTimes', sessions.morning);
    expect(filling.values['sessions']).toEqual(['extraordinary']);
  });

  test('a part of the day that was ticked and unticked again by hand is nobody’s own', () => {
    const filling = evening().set('sessions', ['afternoon', 'noon']).set('sessions', ['afternoon']);
    expect(filling.set('startTimes', undefined).set('startTimes', sessions.noon).values['sessions']).toEqual(['noon']);
  });

  test('what an entry says against its times was somebody’s own; what agrees with them follows', () => {
    const stored = { airDates: [today], startTimes: ['05:00', '17:00'], sessions: ['afternoon', 'morning'], airings: 5 };
    expect(ownAtFirst(broadcast, stored)).toEqual(new Set(['airings']));
  });
});

describe('values that follow from others', () => {
  test('the end follows the start until somebody sets it', () => {
    expect(new Filling(training).set('startDate', '2026-11-20').values['endDate']).toBe('2026-11-20');
    const set = new Filling(training).set('endDate', '2026-11-25').set('startDate', '2026-11-20');
    expect(set.values['endDate']).toBe('2026-11-25');
  });

  test('a start that could not be read for a while moves the end once it can', () => {
    const filling = new Filling(training).set('startDate', undefined).set('startDate', '2026-11-20');
    expect(filling.values['endDate']).toBe('2026-11-20');
  });

  test('the slogan follows the title as it is typed, and typed anew', () => {
    const filling = new Filling(visualDisplay).set('title', 'Dịch').set('title', 'Dịch vụ');
    expect(filling.values['slogan']).toBe('Dịch vụ');
    expect(filling.set('title', undefined).set('title', 'Một cửa').values['slogan']).toBe('Một cửa');
    expect(filling.set('slogan', 'Khẩu hiệu khác').set('title', 'Một cửa điện tử').values['slogan']).toBe('Khẩu hiệu khác');
  });

  test('what somebody emptied stays empty until something it follows from changes', () => {
    const filling = new Filling(training).set('endDate', undefined);
    expect(filling.set('title', 'Lớp một cửa').values['endDate']).toBeUndefined();
    expect(filling.set('startDate', '2026-11-20').values['endDate']).toBe('2026-11-20');
  });

  test('an outlet of which there is one brings its name, and takes it away again', () => {
    const portal = new Filling(mediaItem).set('outletType', 'provincialPortal');
    expect(portal.values['outletName']).toBe('Cổng TTĐT tỉnh Hưng Yên');
    expect(portal.set('outletType', 'fanpage').values['outletName']).toBeUndefined();
    const named = new Filling(mediaItem).set('outletType', 'provincialPortal').set('outletName', 'Chuyên trang CCHC');
    expect(named.set('outletType', 'fanpage').values['outletName']).toBe('Chuyên trang CCHC');
  });

  test.each([
    ['2025-03-31', 'Báo Hưng Yên', 'Đài PT-TH Hưng Yên'],
    ['2025-04-01', 'Báo Hưng Yên', 'Báo Hưng Yên'],
    ['2025-07-01', 'Báo Hưng Yên', 'Báo Hưng Yên'],
    ['2025-07-02', 'Báo và Phát thanh, Truyền hình Hưng Yên', 'Báo và Phát thanh, Truyền hình Hưng Yên'],
  ])('what came out on %s bears the name that the paper and the station had then', (day, paper, station) => {
    const filling = new Filling(mediaItem).set('outletType', 'printNewspaper').set('publishedOn', day);
    expect(filling.values['outletName']).toBe(paper);
    expect(filling.set('outletType', 'provincialTelevision').values['outletName']).toBe(station);
  });

  test('who sits in a meeting follows from what meeting it is', () => {
    const inHamlet = new Filling(integratedMeeting).set('meetingType', 'hamletMeeting').values;
    expect(inHamlet).toMatchObject({ audience: ['people'], title: 'Lồng ghép nội dung CCHC: Họp thôn, tổ dân phố' });
  });

  test('a time more is a broadcast more', () => {
    const filling = new Filling(broadcast).set('startTimes', ['17:00']).set('startTimes', ['05:00', '17:00']);
    expect(filling.values).toMatchObject({ sessions: ['afternoon', 'morning'], airings: 2 });
  });
});

const kinds = await Promise.all(kindHeads.map((head) => head.load()));
const deriving = kinds.filter((kind) => kind.derive);

describe.each(deriving.map((kind) => [kind.formTitle, kind] as const))('%s, filled in in whatever order', (_, kind) => {
  // Whatever it derives of all that it may hold.
  const followed = namesDerived(kind);
  const sources = kind.fields.filter((field) => !followed.has(field.name));
  const step = fc
    .constantFrom(...sources)
    .chain((field) => fc.tuple(fc.constant(field.name), fc.option(valueOf(field), { nil: undefined })));

  test('what follows is in the end what follows from the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const filling = new Filling(kind);
        for (const [field, value] of steps) filling.set(field, value);
        const wanted = kind.derive?.(filling.values) ?? {};
        const own = Object.entries(wanted).filter(([field, value]) => !isSame(filling.values[field], value));
        expect(own).toEqual([]);
      }),
    );
  });

  test('what somebody wrote by hand is still there, whatever comes after', () => {
    const written = fc
      .constantFrom(...kind.fields.filter((field) => followed.has(field.name)))
      .chain((field) => fc.tuple(fc.constant(field.name), valueOf(field)));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), written, fc.array(step, { maxLength: 6 }), (before, [field, value], after) => {
        const filling = new Filling(kind);
        for (const each of before) filling.set(...each);
        // What stands there already is not written by anybody.
        fc.pre(!isSame(filling.values[field], value));
        filling.set(field, value);
        fc.pre(!isSame(kind.derive?.(filling.values)[field], value));
        for (const each of after) filling.set(...each);
        expect(isSame(filling.values[field], value)).toBe(true);
      }),
    );
  });
});

function namesDerived(kind: Kind): ReadonlySet<string> {
  const all = fc.record(Object.fromEntries(kind.fields.map((field) => [field.name, valueOf(field)])));
  return new Set(fc.sample(all, 50).flatMap((values) => Object.keys(kind.derive?.(values) ?? {})));
}

function evening(): Filling {
  return new Filling(broadcast).set('startTimes', ['17:00']);
}

function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return plain(one) === plain(other);
}

function plain(value: FieldValue | undefined): string {
  return JSON.stringify(
    Array.isArray(value) ? value.map((member) => JSON.stringify(member)).sort((left, right) => (left < right ? -1 : 1)) : (value ?? ''),
  );
}
