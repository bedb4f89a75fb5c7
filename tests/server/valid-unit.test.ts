import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { daysOf } from '../../src/domain/indicator.ts';
import type { FieldValues, Kind } from '../../src/domain/kinds/field.ts';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import { addDays } from '../../src/domain/text.ts';
import { isValidOn } from '../../src/domain/unit.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { findFault } from '../../src/server/sync/check-content.ts';
import { completeValues } from '../fakes/drawn-entry.ts';
import { planEntry } from '../fakes/plan-entries.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { type Change, newId, referenceOf, WirePhone } from '../fakes/wire-phone.ts';

/** An entry belongs to the unit that was there on its day, for ever: whatever is tried, the store holds no other. */

const catalogue = loadCatalogue();
const kinds = await Promise.all(kindHeads.map(async (head) => ({ head, kind: await head.load() })));

/** Around each of the days on which trees of units ended and began. */
const turningDays = ['2024-11-30', '2024-12-01', '2025-06-30', '2025-07-01', '2026-11-20'];
const day = fc.oneof(
  fc.constantFrom(...turningDays),
  fc.integer({ min: 0, max: 900 }).map((back) => addDays('2026-11-24', -back)),
);
/** One day, or a series that may cross a turn. */
const days = fc.tuple(day, fc.integer({ min: 0, max: 3 })).map(([first, more]) => ({ first, last: addDays(first, more) }));
type Days = { first: string; last: string };

interface Drawn {
  kind: Kind;
  values: FieldValues;
}
const drawn: fc.Arbitrary<Drawn> = fc
  .constantFrom(...kinds.map(({ kind }) => kind))
  .chain((kind) => completeValues(kind).map((values) => ({ kind, values })));

/** All of its days moved there, whatever else it says. */
function on({ kind, values }: Drawn, { first, last }: Days): FieldValues {
  const { coOrganisers: _others, ...own } = values;
  const dated = kind.fields.filter(({ name, type }) => (type === 'day' || type === 'days') && own[name] !== undefined);
  return { ...own, ...Object.fromEntries(dated.map(({ name, type }) => [name, type === 'days' ? [first, last] : first])) };
}

const isThere = (unit: string, entry: Pick<Entry, 'kind' | 'values'>): boolean => {
  const found = catalogue.find(unit);
  return found !== undefined && daysOf(entry).every((each) => isValidOn(found, each));
};

describe('any kind, any unit of the three trees and any days', () => {
  test('are taken together only where the unit was there on each of them, also of a draft', async () => {
    const unit = fc.constantFrom(...catalogue.units.map(({ key }) => key), '12322', 'nowhere@0');
    await fc.assert(
      fc.asyncProperty(drawn, unit, days, fc.boolean(), async (entry, key, when, isDraft) => {
        const values = on(entry, when);
        const status = isDraft ? 'draft' : 'submitted';
        const fault = await findFault(planEntry({ id: 'any', unit: key, kind: entry.kind.id, status, values }), {
          catalogue,
          now: testNow,
          isSaidAnew: true,
        });
        const there = isThere(key, { kind: entry.kind.id, values });
        if (!there) expect(fault).not.toBeNull();
        if (!there && catalogue.find(key)) expect(fault).toBe(kinds.find(({ kind }) => kind === entry.kind)?.head.day);
        if (there && isDraft) expect(fault).toBeNull();
      }),
      { numRuns: 400 },
    );
  });
});

describe('an official and a reviewer of communes that ended and began', () => {
  const communes = ['12322@2025-07-01', '11953@2025-07-01', '12301@0', endedOn('2024-11-30'), begunOn('2024-12-01')];
  let server: TestServer;
  let official: WirePhone;
  let reviewer: WirePhone;

  beforeAll(async () => {
    server = await startTestServer();
    const { query } = server.parts.database;
    [official, reviewer] = (await Promise.all(
      ['hiepcuong', 'sonoivu'].map(async (username) => {
        const device = new WirePhone(server.url, testNow);
        await device.signIn(username);
        return device;
      }),
    )) as [WirePhone, WirePhone];
    const person = official.person?.id ?? '';
    await query.deleteFrom('granted_role').where('person', '=', person).execute();
    const since = { from_day: '2020-01-01', to_day: null };
    await query
      .insertInto('granted_role')
      .values(communes.map((unit) => ({ person, unit, role: 'reporter' as const, ...since })))
      .execute();
    await query.deleteFrom('review_route').where('unit', 'in', communes).execute();
    await query
      .insertInto('review_route')
      .values(communes.map((unit) => ({ unit, reviewer_unit: 'org-so-noi-vu@0', ...since })))
      .execute();
  });
  afterAll(() => server.close());

  const stored = async (id: string): Promise<Entry | null> => {
    const { query } = server.parts.database;
    const row = await query.selectFrom('entry').select(['unit', 'document']).where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    const entry = JSON.parse(row.document) as Entry;
    expect(entry.unit).toBe(row.unit);
    return entry;
  };

  test('write, change and move what they will: each entry is of a unit that was there on its days', async () => {
    const outcomes = new Set<string>();
    const tryOut = async (device: WirePhone, id: string, change: Change): Promise<void> => {
      const { results } = await device.push(change);
      outcomes.add(`${change.type} ${String(results.at(-1)?.[1])}`);
      const entry = await stored(id);
      if (entry) expect(isThere(entry.unit, entry), JSON.stringify(change)).toBe(true);
    };
    const unit = fc.constantFrom(...communes);
    await fc.assert(
      fc.asyncProperty(
        drawn,
        unit,
        fc.array(fc.oneof(unit, days), { minLength: 3, maxLength: 6 }),
        days,
        async (entry, key, tries, when) => {
          const id = newId();
          const photos = Array.from({ length: entry.kind.minimumPhotos }, () => referenceOf(new Uint8Array([1])));
          const set = on(entry, when);
          await tryOut(official, id, { type: 'new', id, unit: key, kind: entry.kind.id, set, photos, submit: true });
          for (const each of tries) {
            const base = (await stored(id))?.revision;
            if (base === undefined) break;
            if (typeof each === 'string') await tryOut(reviewer, id, { type: 'move', id, base, unit: each });
            else await tryOut(official, id, { type: 'edit', id, base, set: on(entry, each) });
          }
        },
      ),
      { numRuns: 60 },
    );
    expect([...outcomes].sort()).toEqual(['edit held', 'edit ok', 'move held', 'move ok', 'new held', 'new ok']);
  });
});

function endedOn(last: string): string {
  return catalogue.units.find((unit) => unit.tier === 'commune' && unit.validTo === last)?.key ?? '';
}

function begunOn(first: string): string {
  return catalogue.units.find((unit) => unit.tier === 'commune' && unit.validFrom === first)?.key ?? '';
}
