import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bugs } from './bugs.ts';
import { type Loaded, SimulationLoader } from './load.ts';

let loader: SimulationLoader;
let simulation: Loaded;
beforeAll(async () => {
  loader = await SimulationLoader.open();
  simulation = await loader.load(null);
});
afterAll(async () => {
  await simulation.close();
  await loader.close();
});

const seeds = 100;
const portion = 10;
/** A machine that is busy with other things takes its time. */
const patience = 120_000;

describe('phones, a bad network and a server that is restored', () => {
  for (let first = 1; first <= seeds; first += portion) {
    test(
      `nothing is lost, doubled or shown to the wrong people in runs ${first} to ${first + portion - 1}`,
      async () => {
        for (let seed = first; seed < first + portion; seed += 1) expect(await simulation.runSeed(seed)).toBeNull();
      },
      patience,
    );
  }

  test.each([
    [63, 'an entry followed its author to another unit, and a restored server has it where it was'],
    [209, 'the time of a dismissal stands for the time of what a change was made on'],
    [333, 'an entry is erased, and a colleague loses its unit before they hear of it'],
    [430, 'the copy of a profile goes under the number that the other one had for its own edit'],
    [2526, 'a restored server takes what it had refused'],
    [3137, 'a copied profile’s changes stand in the copy under the numbers of others'],
    [5148, 'a copied profile corrects what was logged before the copying'],
    [5314, 'a server is restored twice before a phone has read anything'],
    [5573, 'what was taken is refused by a restored server, of an entry that left the phone'],
    [6723, 'a restored server has under a copied profile’s numbers what the other copy wrote'],
    [8313, 'a phone that was signed out hands in what came after something that was erased'],
    [9159, 'a report is refused, mended and lost by the server'],
    [20269, 'an entry is erased of which somebody who lost its unit has an unfinished edit'],
    [21091, 'a reviewer approved, after a remark of their own, what a restored server lacks'],
    [40465, 'a copied profile sends again what was refused of an entry that was erased since'],
  ])('run %i, which once lost something: %s', async (seed) => expect(await simulation.runSeed(seed)).toBeNull(), patience);

  test('of which many had two photos of one phone on the way at once', () => {
    expect(simulation.cameBy.sideBySide).toBeGreaterThan(seeds / 2);
  });

  test('of which many had entries that several changed at once, that were reviewed and moved, and profiles whose copies were worked on', () => {
    const { merged, reviewed, moved, resolved, onCopies } = simulation.cameBy;
    for (const count of [merged, reviewed, moved, onCopies]) expect(count).toBeGreaterThan(seeds / 2);
    expect(resolved).toBeGreaterThan(seeds / 10);
  });

  test('of which some had entries erased, files handed in, phones signed out from afar and weekly schedules written', () => {
    const { erased, handedIn, signedOut, scheduled } = simulation.cameBy;
    for (const count of [erased, handedIn, signedOut, scheduled]) expect(count).toBeGreaterThan(seeds / 20);
  });
});

describe('phones that ask as those of the first release did', () => {
  test(
    'lose nothing, double nothing and are shown nothing that they do not know, in runs 1 to 10',
    async () => {
      for (let seed = 1; seed <= 10; seed += 1) expect(await simulation.runSeed(seed, { oldPhones: true })).toBeNull();
    },
    patience,
  );
});

describe('clocks that are wrong', () => {
  test.each([301, 302, 303, 338])(
    'on every phone by something else change nothing of run %i',
    async (seed) => {
      const shifts = { an: 36 * 3_600_000, binh: -7 * 86_400_000, chi: 0, dung: 400 * 86_400_000 };
      expect(await simulation.outcomeOf(seed, shifts)).toEqual(await simulation.outcomeOf(seed, {}));
    },
    120_000,
  );
});

describe('every rule is needed', () => {
  test.each(bugs)(
    '$name',
    async (bug) => {
      expect((await simulation.runWitness(bug.name)).failure).toBeNull();
      const without = await loader.load(bug);
      const { failure, invariant } = await without.runWitness(bug.name);
      await without.close();
      expect(failure).toMatchObject({ invariant });
    },
    patience,
  );
});
