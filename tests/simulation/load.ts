import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createServer, createServerModuleRunner, type Plugin, type ViteDevServer } from 'vite';
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

/**
 * Loads the program and the simulation around it, whole or with one rule taken away from the text of the program. What
 * two of them have in common is translated once.
 */
export class SimulationLoader {
  readonly #vite: ViteDevServer;
  readonly #taken: { bug: Bug | null };

  private constructor(vite: ViteDevServer, taken: { bug: Bug | null }) {
    this.#vite = vite;
    this.#taken = taken;
  }

  static async open(): Promise<SimulationLoader> {
    const taken: { bug: Bug | null } = { bug: null };
    const vite = await createServer({
      configFile: false,
      root,
      appType: 'custom',
      logLevel: 'error',
      define: { __BUILD__: '"simulation"' },
      optimizeDeps: { noDiscovery: true },
      server: { middlewareMode: true, watch: null, ws: false },
      plugins: [without(taken)],
    });
    return new SimulationLoader(vite, taken);
  }

  /** While one without a rule is loaded, no other is used: what they have not read yet would lack the rule too. */
  async load(bug: Bug | null): Promise<Loaded> {
    if (this.#taken.bug) throw new Error(`the program without "${this.#taken.bug.name}" is still in use`);
    if (bug) await checkBug(bug);
    this.#take(bug);
    const runner = createServerModuleRunner(this.#vite.environments.ssr, { hmr: false });
    const { runSeed, outcomeOf, cameBy, runWitness } = await runner.import<typeof Simulation>('/tests/simulation/run-seed.ts');
    return {
      runSeed,
      outcomeOf,
      cameBy,
      runWitness: async (name) => {
        const { witness } = await runner.import<{ witness: Witness }>(`/tests/simulation/witnesses/${name}.ts`);
        return { failure: await runWitness(witness), invariant: witness.invariant };
      },
      close: async () => {
        this.#take(null);
        await runner.close();
      },
    };
  }

  close(): Promise<void> {
    return this.#vite.close();
  }

  #take(bug: Bug | null): void {
    const { moduleGraph } = this.#vite.environments.ssr;
    for (const changed of [this.#taken.bug, bug]) {
      const modules = changed && moduleGraph.getModulesByFile(path.join(root, changed.file));
      for (const module of modules ?? []) moduleGraph.invalidateModule(module);
    }
    this.#taken.bug = bug;
  }
}

/** A bug that no longer fits the program would find nothing and say so to nobody. */
async function checkBug(bug: Bug): Promise<void> {
  const count = (await readFile(path.join(root, bug.file), 'utf8')).split(bug.find).length - 1;
  if (count !== 1) throw new Error(`bug "${bug.name}": its text occurs ${count} times in ${bug.file}, not once`);
}

function without(taken: { bug: Bug | null }): Plugin {
  return {
    name: 'without-a-rule',
    enforce: 'pre',
    transform: (code, id) => {
      const { bug } = taken;
      return bug && id === path.join(root, bug.file) ? code.replace(bug.find, () => bug.replace) : null;
    },
  };
}
