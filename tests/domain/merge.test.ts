import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contendersFor } from '../../src/domain/contenders.ts';
import { applyChange, type Entry, type EntryChange } from '../../src/domain/entry.ts';
import type { FieldValue, MergePolicy } from '../../src/domain/kinds/field.ts';
import { estimateTime, mergeEdit, type Writers } from '../../src/domain/merge.ts';

/** Sync card 7, invariants 16 and 18. */

type Edit = Extract<EntryChange, { type: 'edit' }>;
type Set = NonNullable<Edit['set']>;

interface State {
  entry: Entry;
  writers: Writers;
}

/** What one device sends, and when that was done by the server's best estimate. */
interface Sent {
  replica: string;
  /** Revisions that the device had not seen yet, of all that there are when it arrives. */
  behind: number;
  estimatedAt: number;
  deviceAt: number;
  set: Set;
}

const policies: Record<string, MergePolicy> = { attendance: 'manual' };
const policyOf = (field: string): MergePolicy => policies[field] ?? 'latest';
const fields = ['title', 'note', 'attendance', 'classes'] as const;

const value: fc.Arbitrary<FieldValue | null> = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom('một', 'hai', 'ba'),
  fc.constant(null),
);
const someOf = (...names: string[]): fc.Arbitrary<Set> =>
  fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: names.length });
const sentBy = (replica: fc.Arbitrary<string>, set: fc.Arbitrary<Set> = someOf(...fields)): fc.Arbitrary<Sent> =>
  fc.record({ replica, behind: fc.nat(5), estimatedAt: fc.nat(20), deviceAt: fc.integer(), set });
const anybody = fc.constantFrom('an', 'binh', 'chi');
const history = fc.array(sentBy(anybody), { maxLength: 8 });

function begin(): State {
  const set = { title: 'đầu', note: 'đầu', attendance: 1, classes: 1 };
  const first: EntryChange = { type: 'new', id: 'e', at: 0, base: 0, unit: 'u', kind: 'training', set };
  const entry = applyChange(null, first, { by: { id: 'an', name: 'An' }, at: 0, revision: 1 });
  if (!entry) throw new Error('a first version makes an entry');
  return { entry, writers: Object.fromEntries(Object.keys(set).map((field) => [field, [1, 'an', 0, 'An']])) };
}

function editOf({ set, deviceAt, behind }: Sent, entry: Entry): Edit {
  return { type: 'edit', id: 'e', at: deviceAt, base: Math.max(0, entry.revision - behind), set };
}

function arrive({ entry, writers }: State, sent: Sent, edit = editOf(sent, entry), renamed?: ReadonlySet<number>): State {
  const revision = entry.revision + 1;
  const from = { replica: sent.replica, at: sent.estimatedAt, revision, name: sent.replica, ...(renamed && { renamed }) };
  const merged = mergeEdit(entry, writers, edit, from, policyOf);
  const next = applyChange(entry, merged.change, { by: { id: sent.replica, name: sent.replica }, at: sent.estimatedAt, revision });
  if (!next) throw new Error('an edit of an entry that is there makes its next state');
  return { entry: { ...next, conflicts: [...entry.conflicts, ...merged.conflicts] }, writers: merged.writers };
}

function after(steps: readonly Sent[], state = begin()): State {
  return steps.reduce((now, sent) => arrive(now, sent), state);
}

/** Two that know nothing of each other: both are made on what is there now. */
function atOnce(state: State, first: Sent, second: Sent): Entry {
  const base = state.entry.revision;
  const edits = [first, second].map((sent): Edit => ({ ...editOf(sent, state.entry), base }));
  return [first, second].reduce((now, sent, index) => arrive(now, sent, edits[index]), state).entry;
}

/** Which came first shows in the revisions only. */
function inNoOrder({ values, conflicts }: Entry): unknown {
  const lost = conflicts.map(({ revision: _revision, ...conflict }) => JSON.stringify(conflict));
  return { values, lost: lost.sort() };
}

describe('edits that meet', () => {
  it('a device never conflicts with its own, however far behind what it knew', () => {
    fc.assert(
      fc.property(fc.array(sentBy(fc.constant('an')), { maxLength: 8 }), (steps) => {
        expect(after(steps).entry.conflicts).toEqual([]);
      }),
    );
  });

  it('nor with those that it sent under another name', () => {
    fc.assert(
      fc.property(fc.array(sentBy(fc.constantFrom('an', 'an, renamed')), { maxLength: 8 }), (steps) => {
        let state = begin();
        for (const sent of steps) {
          const all = Array.from({ length: state.entry.revision }, (_, index) => index + 1);
          state = arrive(state, sent, undefined, new Set(all));
        }
        expect(state.entry.conflicts).toEqual([]);
      }),
    );
  });

  it('no value vanishes: it stands, or is kept beside the one that does', () => {
    fc.assert(
      fc.property(history, sentBy(anybody), (steps, sent) => {
        const before = after(steps);
        const { entry } = arrive(before, sent);
        for (const [field, wanted] of Object.entries(sent.set)) {
          const values = contendersFor(entry, field).map((contender) => contender.value);
          expect(values).toContainEqual(wanted);
          // What it pushed aside without having seen it is kept as well.
          const had = before.entry.values[field] ?? null;
          const unseen = (before.writers[field]?.[0] ?? 0) > editOf(sent, before.entry).base && before.writers[field]?.[1] !== sent.replica;
          if (unseen) expect(values).toContainEqual(had);
        }
      }),
    );
  });

  it('come to the same in either order where they are about different things', () => {
    const first = sentBy(fc.constant('binh'), someOf('title', 'attendance'));
    const second = sentBy(fc.constant('chi'), someOf('note', 'classes'));
    fc.assert(
      fc.property(history, first, second, (steps, one, other) => {
        const state = after(steps);
        expect(inNoOrder(atOnce(state, one, other))).toEqual(inNoOrder(atOnce(state, other, one)));
      }),
    );
  });

  it('of the same thing: the later one stands, whichever arrives first', () => {
    fc.assert(
      fc.property(
        history,
        sentBy(fc.constant('binh'), someOf('title')),
        sentBy(fc.constant('chi'), someOf('title')),
        (steps, one, other) => {
          fc.pre(one.estimatedAt !== other.estimatedAt);
          const state = after(steps);
          const later = one.estimatedAt > other.estimatedAt ? one : other;
          for (const { values } of [atOnce(state, one, other), atOnce(state, other, one)])
            expect(values['title'] ?? null).toEqual(later.set['title']);
        },
      ),
    );
  });

  it('of what only a person can choose: the one that arrived first stands, however old it is', () => {
    fc.assert(
      fc.property(
        history,
        sentBy(fc.constant('binh'), someOf('attendance')),
        sentBy(fc.constant('chi'), someOf('attendance')),
        (steps, one, other) => {
          const state = after(steps);
          expect(atOnce(state, one, other).values['attendance'] ?? null).toEqual(one.set['attendance']);
        },
      ),
    );
  });

  it('one that arrives twice changes no value and adds none to choose from', () => {
    fc.assert(
      fc.property(history, sentBy(anybody), (steps, sent) => {
        const before = after(steps);
        const edit = editOf(sent, before.entry);
        const once = arrive(before, sent, edit);
        const twice = arrive(once, sent, edit);
        expect(twice.entry.values).toEqual(once.entry.values);
        for (const field of fields) expect(contendersFor(twice.entry, field)).toEqual(contendersFor(once.entry, field));
      }),
    );
  });

  it('the clock of a device decides nothing: only the order of arrival and the estimated time do', () => {
    fc.assert(
      fc.property(history, fc.integer(), (steps, otherwise) => {
        expect(after(steps.map((sent) => ({ ...sent, deviceAt: otherwise })))).toEqual(after(steps));
      }),
    );
  });

  it('sets unite: what several add is all there, what one takes away is gone, in any order', () => {
    const member = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e');
    const touched = fc.record({ add: fc.uniqueArray(member), remove: fc.constant<string[]>([]) });
    const emptied = fc.record({ add: fc.constant<string[]>([]), remove: fc.uniqueArray(member) });
    fc.assert(
      fc.property(fc.uniqueArray(member), fc.oneof(fc.tuple(touched, touched), fc.tuple(emptied, emptied)), (had, [one, other]) => {
        const start = begin();
        const state: State = { ...start, entry: { ...start.entry, values: { topics: had } } };
        const apply = (order: readonly (typeof one)[]): Entry =>
          order.reduce((now, { add, remove }, index) => {
            const sent = { replica: `${index}`, behind: 9, estimatedAt: 0, deviceAt: 0, set: {} };
            return arrive(now, sent, { ...editOf(sent, now.entry), add: { topics: add }, remove: { topics: remove } });
          }, state).entry;
        const wanted = [...new Set([...had, ...one.add, ...other.add])].filter((each) => ![...one.remove, ...other.remove].includes(each));
        for (const { values, conflicts } of [apply([one, other]), apply([other, one])])
          expect({ values, conflicts }).toEqual({ values: { topics: wanted.sort() }, conflicts: [] });
      }),
    );
  });
});

describe('when something was done, by a clock that may be wrong', () => {
  const moment = fc.integer({ min: 0, max: 2 ** 45 });
  const facts = fc.record({ baseAt: moment, receivedAt: moment, deviceNow: moment });

  it('is the same however far the clock is out, as long as it is out by as much all the time', () => {
    fc.assert(
      fc.property(moment, facts, fc.integer({ min: -(2 ** 45), max: 2 ** 45 }), (at, known, error) => {
        const shifted = estimateTime({ at: at + error }, { ...known, deviceNow: known.deviceNow + error });
        expect(shifted).toBe(estimateTime({ at }, known));
      }),
    );
  });

  it('is never before what it was made on had arrived, and else never after it arrived itself', () => {
    fc.assert(
      fc.property(moment, facts, (at, known) => {
        const estimated = estimateTime({ at }, known);
        expect(estimated).toBeGreaterThanOrEqual(known.baseAt);
        expect(estimated).toBeLessThanOrEqual(Math.max(known.baseAt, known.receivedAt));
      }),
    );
  });

  it('is as long before it arrived as the device says that it waited there', () => {
    expect(estimateTime({ at: 100 }, { baseAt: 0, receivedAt: 5000, deviceNow: 400 })).toBe(4700);
  });
});
