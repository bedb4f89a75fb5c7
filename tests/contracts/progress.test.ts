import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { factsOf } from '../../src/domain/indicator.ts';
import { indicators } from '../../src/domain/kinds/indicators.ts';
import { progressOf, progressOfEntries } from '../../src/domain/progress.ts';
import { addDays } from '../../src/domain/text.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { writeFacts } from '../../src/server/plans/facts.ts';
import { sumFigures } from '../../src/server/plans/read-figures.ts';
import { sumFacts } from '../../src/server/plans/read-progress.ts';
import { knownPlans } from '../../src/server/plans/seed-plans.ts';
import { planEntries } from '../fakes/plan-entries.ts';
import { type MadeStore, type StoreMaker, stores } from './stores.ts';

const { units } = loadCatalogue();
const { plan2024, plan2026 } = knownPlans();
const some = units.filter((unit) => unit.tier === 'organisation' || unit.name.endsWith('Hiệp Cường') || unit.name.endsWith('Lạc Đạo'));

describe.each(stores)('progress in $name', ({ start }) => {
  let maker: StoreMaker;
  let store: MadeStore;
  beforeAll(async () => {
    maker = await start();
    store = await maker.make();
  });
  afterAll(async () => {
    await store.database.close();
    await store.remove();
    await maker.stop();
  });

  it.each([plan2024, plan2026])('of $year is what the entries themselves say, whatever they are and however they changed', async (plan) => {
    const entries = planEntries(some, plan.year);
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.integer({ min: -20, max: 400 }),
        fc.func(fc.constantFrom('approved' as const, 'void' as const, 'same' as const)),
        async (first, offset, fate) => {
          const today = addDays(`${plan.year - 1}-12-15`, offset);
          const last = first.map((entry, index): Entry => {
            const status = fate(index);
            return status === 'same' ? entry : { ...entry, status, revision: 2 };
          });
          await store.database.write(async (tx) => {
            await tx.deleteFrom('fact').execute();
            await writeFacts(tx, first);
            await writeFacts(
              tx,
              last.filter((entry) => entry.revision === 2),
            );
          });
          const stored = progressOf(plan, await sumFacts(store.database.query, plan, units), units, today);
          expect(stored).toEqual(progressOfEntries(plan, last, units, today).progress);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('a figure of a year is what the entries of that year say, each once for the unit that wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(planEntries(some, 2026), async (entries) => {
        await store.database.write(async (tx) => {
          await tx.deleteFrom('fact').execute();
          await writeFacts(tx, entries);
        });
        for (const year of [2025, 2026, 2027]) {
          const expected = new Map<string, { approved: number; pending: number }>();
          for (const entry of entries) {
            for (const fact of factsOf(entry, indicators)) {
              if (fact.indicator !== 'broadcastAirings' || fact.year !== year) continue;
              const { approved, pending } = expected.get(entry.unit) ?? { approved: 0, pending: 0 };
              expected.set(entry.unit, { approved: approved + fact.approved, pending: pending + fact.pending });
            }
          }
          const figures = await sumFigures(store.database.query, { indicator: 'broadcastAirings', year });
          expect(new Map(figures.map(({ unit, ...amounts }) => [unit, amounts]))).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });
});
