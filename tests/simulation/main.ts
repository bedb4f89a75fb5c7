import { parseArgs } from 'node:util';
import { bugs, type Bug } from './bugs.ts';
import { SimulationLoader } from './load.ts';
import type { Failure } from './run-seed.ts';

/** `npm run simulate -- --seeds 300 [--seed 17] [--bug name] [--search]` */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    bug: { type: 'string' },
    search: { type: 'boolean', default: false },
    events: { type: 'string', default: '40' },
  },
});

for (const name of ['seeds', 'seed', 'from', 'events'] as const) {
  if (values[name] === undefined || /^\d+$/.test(values[name])) continue;
  say(`--${name} takes a whole number, not "${values[name]}"`);
  process.exit(2);
}
if (values.search) await search(Number(values.seeds));
else if (values.seed !== undefined) await run([Number(values.seed)]);
else await run(Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index));
process.exit();

async function run(seeds: readonly number[]): Promise<void> {
  const loader = await SimulationLoader.open();
  const simulation = await loader.load(values.bug === undefined ? null : bugNamed(values.bug));
  const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
  let failing = 0;
  for (const seed of seeds) {
    const failure = await simulation.runSeed(seed);
    if (!failure) continue;
    failing += 1;
    if (failing <= 5) report(failure);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await simulation.close();
  await loader.close();
  const used = process.cpuUsage(usedBefore);
  const processorSeconds = (used.user + used.system) / 1e6;
  say(
    `seeds=${seeds.length} perSecond=${(seeds.length / seconds).toFixed(1)} perProcessorSecond=${(seeds.length / processorSeconds).toFixed(1)}`,
  );
  say(
    Object.entries(simulation.cameBy)
      .map(([name, count]) => `${name}=${count}`)
      .join(' '),
  );
  say(`failing=${failing}`);
  process.exitCode = failing === 0 ? 0 : 1;
}

/** How many of the seeds meet each bug by chance. */
async function search(seeds: number): Promise<void> {
  const loader = await SimulationLoader.open();
  for (const bug of bugs) {
    const simulation = await loader.load(bug);
    const found = new Map<string, number>();
    for (let seed = 1; seed <= seeds; seed += 1) {
      const failure = await simulation.runSeed(seed);
      if (failure) found.set(String(failure.invariant ?? 'crash'), (found.get(String(failure.invariant ?? 'crash')) ?? 0) + 1);
    }
    await simulation.close();
    const total = [...found.values()].reduce((sum, count) => sum + count, 0);
    say(`${bug.name}: ${total} of ${seeds} (${[...found].map(([invariant, count]) => `invariant ${invariant}: ${count}`).join(', ')})`);
  }
  await loader.close();
}

function report(failure: Failure): void {
  say(`\nseed ${failure.seed}, step ${failure.trace.length}: ${failure.message}`);
  for (const line of failure.trace.slice(-Number(values.events))) say(`  ${line}`);
}

function bugNamed(name: string): Bug {
  const bug = bugs.find((each) => each.name === name);
  if (!bug) throw new Error(`no bug is named ${name}; there are: ${bugs.map((each) => each.name).join(', ')}`);
  return bug;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
