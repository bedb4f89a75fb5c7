import type { LocalDatabase } from '../localdb/database.ts';
import { browserWorld, listenForChances } from './browser-world.ts';
import type { SyncRunner } from './outcome.ts';
import { startRunner } from './runner.ts';

/** The runner of an open page, with everything in the page that may wake it. */
export function startPageRunner(db: LocalDatabase, build: string): SyncRunner {
  const runner = startRunner(db, browserWorld(build, db.person));
  const stopListening = listenForChances(runner);
  return {
    ...runner,
    stop: () => {
      stopListening();
      runner.stop();
    },
  };
}
