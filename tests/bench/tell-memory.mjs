// Loaded into a measured server before its program: at each SIGUSR2 it forgets what it can and writes down what is left.
import { writeFileSync } from 'node:fs';

let times = 0;
process.on('SIGUSR2', () => {
  // Once is not enough: what finalizers let go is collected by the next.
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  times += 1;
  writeFileSync(process.env.MEMORY_FILE, JSON.stringify({ times, resident: rss, kept: heapUsed + external }));
});
