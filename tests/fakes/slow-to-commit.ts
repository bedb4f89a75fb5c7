import type { Database } from '../../src/server/db/database.ts';

/** A store whose every request has written all that it writes, and lets the others wait, before it commits. */
export function slowToCommit(database: Database, onCommit: () => void = () => {}): Database {
  return {
    ...database,
    writeToEnd: async (work) => {
      const result = await database.writeToEnd(async (tx) => {
        const ending = await work(tx);
        await ending.last;
        await new Promise((resolve) => setTimeout(resolve, 400));
        return ending;
      });
      onCommit();
      return result;
    },
  };
}
