import { cameBy, runSeed } from './run-seed.ts';
const busy = process.argv[2] === 'busy';
const from = Number(process.argv[3] ?? 1),
  to = Number(process.argv[4] ?? 130);
let runs = 0,
  failing = 0;
const t = Date.now();
for (let seed = from; seed <= to; seed += 1) {
  if ([1, 5, 6, 8, 11, 12].includes(seed % 13) !== busy) continue;
  runs += 1;
  const failure = await runSeed(seed);
  if (failure) {
    failing += 1;
    console.log('FAIL', seed, failure.invariant, failure.message.slice(0, 500));
  }
}
console.log(JSON.stringify(cameBy), 'runs', runs, 'failing', failing, 'perSecond', ((runs / (Date.now() - t)) * 1000).toFixed(2));
process.exit();
