import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readControls, writeControls } from '../../src/app/entry/controls.ts';
import { checkEntry, valuesSchema } from '../../src/domain/check.ts';
import { readTyped, writeTyped } from '../../src/domain/input.ts';
import type { FieldValues, Finding, Kind } from '../../src/domain/kinds/field.ts';
import { kindGroups, kindHeads, occurredOn } from '../../src/domain/kinds/index.ts';
import { mutation } from '../../src/protocol/mutation.ts';
import { addMonths, quarterOfDay } from '../../src/domain/period.ts';
import { addDays } from '../../src/domain/text.ts';
import { allOn, breachesOf, datingField, doubtsOf } from '../fakes/breaches.ts';
import { completeValues, served, today } from '../fakes/drawn-entry.ts';
import { newId, units } from '../fakes/wire-phone.ts';

const kinds = await Promise.all(kindHeads.map(async (head) => ({ id: head.id, head, kind: await head.load() })));

function check(kind: Kind, values: FieldValues, photoCount = Math.max(1, kind.minimumPhotos)): Finding[] {
  return checkEntry(kind, values, { today, photoCount, served });
}

/** What is said of the day of an entry whose days are all `day`, while somebody is there to answer. */
function reasonsOn(kind: Kind, values: FieldValues, when: { today: string; day: string }): string[] {
  const found = checkEntry(kind, allOn(kind, values, when.day), {
    today: when.today,
    photoCount: Math.max(1, kind.minimumPhotos),
    served,
    asksOfClosed: true,
  });
  return found.filter(({ field, level }) => field === datingField(kind) && level === 'doubt').map(({ reason }) => reason);
}

describe.each(kinds)('$id', ({ id, head, kind }) => {
  test('any entry within its limits is complete', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        expect(check(kind, values).filter((finding) => finding.level !== 'doubt')).toEqual([]);
      }),
    );
  });

  test('any entry goes over the wire and is read on the other side as it was', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (set) => {
        const sent = { n: 1, at: 1, base: 0, type: 'new', id: newId(), unit: units.hiepCuong, kind: id, set, submit: true };
        const received = mutation.parse(JSON.parse(JSON.stringify(sent)));
        expect(received).toEqual(sent);
        expect(valuesSchema(kind).parse(set)).toEqual(set);
      }),
    );
  });

  test('a stored entry shown in its form is read back as it was', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        const shown = writeControls(kind.fields, writeTyped(kind.fields, values), today);
        const { values: again, findings } = readTyped(kind.fields, readControls(kind.fields, shown, today), today);
        expect(findings).toEqual([]);
        expect(again).toEqual(values);
      }),
    );
  });

  test('its list row knows its day and its figure before the kind is loaded', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        expect(occurredOn({ kind: id, values })).toBe(kind.period(values).occurredOn);
      }),
      { numRuns: 20 },
    );
    expect(kind.id).toBe(id);
    if (head.figure) expect(kind.fields.find((field) => field.name === head.figure?.field)).toMatchObject({ type: 'number' });
    expect(kindGroups.map((group) => group.id)).toContain(head.group);
  });

  test('it ends no earlier than it begins, and not after today', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        const { occurredOn: from = '', endedOn: to = '' } = kind.period(values);
        expect(from <= to && to <= today).toBe(true);
      }),
    );
  });

  test('what is asked is said once, with everything that its conditions and rules speak of', () => {
    const names = kind.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    for (const field of kind.fields) {
      if (field.required !== undefined) expect(field.extra, `${field.name} is required and folded away`).toBeUndefined();
      const conditions = [field.shown, field.required].filter((condition) => typeof condition === 'object');
      for (const condition of conditions) expect(names).toContain('filled' in condition ? condition.filled : condition.field);
    }
    expect(names).toEqual(expect.arrayContaining(shared));
  });

  test('money, numbers of people and quantities wait for a person when two differ, sets unite', () => {
    for (const field of kind.fields) {
      if (field.type === 'choices' || field.type === 'units') expect(field.merge, field.name).toBe('set');
      const counts = field.type === 'number' && !['phút', 'giờ', 'm'].includes(field.unit);
      if (counts) expect(field.merge, field.name).toBe('manual');
    }
  });

  test.each(breachesOf(kind))('$name: $level', ({ field, level, commit }) => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        const found = check(kind, commit(values)).filter((finding) => finding.field === field);
        expect(found.map((finding) => finding.level)).toContain(level);
      }),
      { numRuns: 20 },
    );
  });

  test('what a kind finds unusual by words of its own is among them', () => {
    expect(doubtsOf(kind).length > 0).toBe(kind.doubt !== undefined);
  });

  test('thirty days ago is not long ago', () => {
    fc.assert(
      fc.property(completeValues(kind, { served }), (values) => {
        expect(reasonsOn(kind, values, { today, day: addDays(today, -30) })).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('a day of a quarter that is closed is asked about, one of the quarter that runs is not', () => {
    const firstDays = fc.record({ quarter: fc.integer({ min: 0, max: 3 }), passed: fc.integer({ min: 0, max: 20 }) });
    fc.assert(
      fc.property(completeValues(kind, { served }), firstDays, (values, { quarter, passed }) => {
        const first = `${addMonths('2025-12', quarter * 3)}-15`;
        const now = addDays(first, passed);
        expect(quarterOfDay(now).from).toBe(first);
        expect(reasonsOn(kind, values, { today: now, day: addDays(first, -1) })).toEqual(['closedPeriod']);
        expect(reasonsOn(kind, values, { today: now, day: first })).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('too few photos and more than ten are said', () => {
    const [values = {}] = fc.sample(completeValues(kind, { served }), 1);
    const about = (photoCount: number) =>
      check(kind, values, photoCount)
        .filter((finding) => finding.field === 'photos')
        .map((finding) => finding.level);
    expect(about(kind.minimumPhotos)).toEqual([]);
    expect(about(11)).toEqual(['refused']);
    if (kind.minimumPhotos > 0) expect(about(kind.minimumPhotos - 1)).toEqual(['missing']);
  });
});

test('every kind may say where on the map it was, but what somebody asked', () => {
  const without = kinds.filter(({ kind }) => !kind.fields.some((field) => field.type === 'position'));
  expect(without.map(({ id }) => id)).toEqual(['feedback']);
});

test('every kind asks where it was, in its own words or in everybody’s; only of what somebody asked nothing is said of a place', () => {
  const places = ['place', 'venue', 'location'];
  const without = kinds.filter(({ kind }) => !kind.fields.some((field) => places.includes(field.name)));
  expect(without.map(({ id }) => id)).toEqual(['feedback']);
});

/** What every kind is asked for beside its own. */
const shared = [
  'title',
  'topics',
  'audience',
  'coOrganisers',
  'coordinatingUnits',
  'documentNumber',
  'documentDate',
  'cost',
  'fundingSource',
  'note',
];
