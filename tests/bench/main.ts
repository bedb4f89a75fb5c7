import type { Figure } from './figure.ts';

/** `npm run bench -- NAME`: measures, prints, and ends with one line of JSON. */
const benches: Record<string, () => Promise<{ measure: () => Promise<Figure[]> }>> = {
  bundle: () => import('./bundle.ts'),
  start: () => import('./start.ts'),
  save: () => import('./save.ts'),
  search: () => import('./search.ts'),
  list: () => import('./list.ts'),
  wire: () => import('./wire.ts'),
  'first-sync': () => import('./first-sync.ts'),
  upload: () => import('./upload.ts'),
  ingest: () => import('./ingest.ts'),
  scale: () => import('./scale.ts'),
  progress: () => import('./progress.ts'),
};

const name = process.argv[2] ?? '';
const load = benches[name];
if (load) await report(name);
else {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exitCode = 2;
}

async function report(bench: string): Promise<void> {
  const { measure } = (await load?.()) ?? { measure: async () => [] };
  const figures = await measure();
  for (const figure of figures) {
    const budget = figure.budget === null ? 'reported' : `budget ${figure.budget}`;
    console.log(`${figure.ok ? 'ok  ' : 'OVER'} ${figure.name}: ${figure.value} ${figure.unit} (${budget})`);
  }
  const [first] = figures;
  const ok = figures.length > 0 && figures.every((figure) => figure.ok);
  console.log(JSON.stringify({ name: bench, value: first?.value, unit: first?.unit, budget: first?.budget, ok, figures }));
  process.exit(ok ? 0 : 1);
}
