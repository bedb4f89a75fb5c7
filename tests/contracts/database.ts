import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, WriteTransaction } from '../../src/server/db/database.ts';
import { attempt } from '../../src/server/db/savepoint.ts';
import { bumpScopes, type FeedChange } from '../../src/server/sync/feed.ts';

/** What every store of records promises. `reopen` stands for a server that was stopped and started again. */
export function promisesOfADatabase(
  open: () => Promise<{ database: Database; reopen: () => Promise<Database>; remove: () => Promise<void> }>,
): void {
  let opened: Awaited<ReturnType<typeof open>>;
  let database: Database;

  beforeEach(async () => {
    opened = await open();
    database = opened.database;
  });
  afterEach(async () => {
    await database.close();
    await opened.remove();
  });

  const notes = async () => (await database.query.selectFrom('server_meta').select('key').orderBy('key').execute()).map(({ key }) => key);

  describe('a transaction', () => {
    it('is there whole after a restart', async () => {
      await database.write(async (tx) => {
        await note(tx, 'a');
        await note(tx, 'b');
      });
      await database.close();
      database = await opened.reopen();
      expect(await notes()).toEqual(['a', 'b']);
    });

    it('leaves nothing when it fails', async () => {
      const failing = database.write(async (tx) => {
        await note(tx, 'a');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await notes()).toEqual([]);
    });

    it('goes on after a part of it failed and was undone', async () => {
      await database.write(async (tx) => {
        await note(tx, 'a');
        const tried = await attempt(tx, async () => {
          await note(tx, 'b');
          await note(tx, 'a');
        });
        expect(tried.ok).toBe(false);
        await note(tx, 'c');
      });
      expect(await notes()).toEqual(['a', 'c']);
    });

    it('of many at once: each is done, one after another', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => database.write((tx) => note(tx, `n${String(index).padStart(2, '0')}`))));
      expect(await notes()).toHaveLength(20);
    });
  });

  describe('the order of a scope', () => {
    it('numbers every change anew and keeps one row for each thing', async () => {
      await database.write((tx) => bumpScopes(tx, [row('unit:1', 'a'), row('unit:1', 'b'), row('unit:2', 'c')]));
      await database.write((tx) => bumpScopes(tx, [row('unit:1', 'a')]));
      expect(await feedOf(database, 'unit:1')).toEqual([
        { id: 'b', sequence: 2 },
        { id: 'a', sequence: 3 },
      ]);
      expect(await feedOf(database, 'unit:2')).toEqual([{ id: 'c', sequence: 1 }]);
    });

    it('has no doubles and no gaps when many write at once', async () => {
      await Promise.all(Array.from({ length: 25 }, (_, index) => database.write((tx) => bumpScopes(tx, [row('unit:1', `e${index}`)]))));
      expect((await feedOf(database, 'unit:1')).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 25 }, (_, index) => index + 1),
      );
    });
  });

  it('tells a busy or full store from a fault', async () => {
    const doubled = database.write(async (tx) => {
      await note(tx, 'a');
      await note(tx, 'a');
    });
    const error = await doubled.catch((reason: unknown) => reason);
    expect(database.isTransient(error)).toBe(false);
    expect(database.isTransient(new Error('anything'))).toBe(false);
  });
}

function note(tx: WriteTransaction, key: string): Promise<unknown> {
  return tx.insertInto('server_meta').values({ key, value: '1' }).execute();
}

function row(scope: string, id: string): FeedChange {
  return { scope, id, kind: 'entry', operation: 'put' };
}

function feedOf(database: Database, scope: string): Promise<{ id: string; sequence: number }[]> {
  return database.query.selectFrom('feed').select(['id', 'sequence']).where('scope', '=', scope).orderBy('sequence').execute();
}
