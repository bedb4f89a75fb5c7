import { runSeed } from './run-seed.ts';
for (const seed of process.argv.slice(2).map(Number)) {
  const f = await runSeed(seed);
  console.log(seed, f ? `${f.invariant} ${f.message.slice(0, 1500)}` : 'ok');
}
process.exit();
