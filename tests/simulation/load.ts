import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createServer, type Plugin } from 'vite';
import type { Bug } from './bugs.ts';
import type * as Simulation from './run-seed.ts';
import type { Witness } from './witness.ts';

export interface Loaded {
  runSeed: typeof Simulation.runSeed;
  outcomeOf: typeof Simulation.outcomeOf;
  cameBy: typeof Simulation.cameBy;
  /** Plays the written schedule of a bug; says what it is meant to break. */
  runWitness: (name: string) => Promise<{ failure: Simulation.Failure | null; invariant: number }>;
  close: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** Loads the program and the simulation around it, with one rule taken away from the text of the program. */
export async function loadSimulation(bug: Bug | null): Promise<Loaded> {
  if (bug) await checkBug(bug);
  const vite = await createServer({
    configFile: false,
    root,
    appType: 'custom',
    logLevel: 'error',
    define: { __BUILD__: '"simulation"' },
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, watch: null, ws: false },
    plugins: bug ? [without(bug)] : [],
  });
  const { runSeed, outcomeOf, cameBy, runWitness } = (await vite.ssrLoadModule('/tests/simulation/run-seed.ts')) as typeof Simulation;
  return {
    runSeed,
    outcomeOf,
    cameBy,
    runWitness: async (name) => {
      const { witness } = (await vite.ssrLoadModule(`/tests/simulation/witnesses/${name}.ts`)) as { witness: Witness };
      return { failure: await runWitness(witness), invariant: witness.invariant };
    },
    close: () => vite.close(),
  };
}

/** A bug that no longer fits the program would find nothing and say so to nobody. */
async function checkBug(bug: Bug): Promise<void> {
  const count = (await readFile(path.join(root, bug.file), 'utf8')).split(bug.find).length - 1;
  if (count !== 1) throw new Error(`bug "${bug.name}": its text occurs ${count} times in ${bug.file}, not once`);
}

function without(bug: Bug): Plugin {
  const file = path.join(root, bug.file);
  return {
    name: 'without-a-rule',
    enforce: 'pre',
    transform: (code, id) => (id === file ? code.replace(bug.find, () => bug.replace) : null),
  };
}
