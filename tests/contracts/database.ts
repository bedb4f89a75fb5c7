import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, WriteTransaction } from '../../src/server/db/database.ts';
import { attempt } from '../../src/server/db/savepoint.ts';
import { statement } from '../../src/server/db/statement.ts';
import { together } from '../../src/server/db/together.ts';
import { bumpScopes, type FeedChange } from '../../src/server/sync/feed.ts';
import type { MadeStore } from './stores.ts';

/** What every store of records promises. */
export function promisesOfADatabase(open: () => Promise<MadeStore>): void {
  let opened: MadeStore;
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

    it('that does not wait for its last statements leaves nothing when one of them fails, and says what was wrong', async () => {
      const failing = database.writeToEnd(async (tx) => {
        await note(tx, 'a');
        return { last: together([note(tx, 'b'), note(tx, 'a'), note(tx, 'c')]) };
      });
      await expect(failing).rejects.toThrow(/unique/i);
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

    it('carries out what is sent together in the order in which it was given', async () => {
      const found = await database.write((tx) =>
        together([
          database.lockNames(tx, ['last']),
          putLast(tx, 'a'),
          selectMeta(tx, [{ key: 'last' }]),
          putLast(tx, 'b'),
          selectMeta(tx, [{ key: 'last' }]),
        ]),
      );
      expect([found[2], found[4]]).toEqual([[{ value: 'a' }], [{ value: 'b' }]]);
    });

    it('of many at once: each is done, one after another', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => database.write((tx) => note(tx, `n${String(index).padStart(2, '0')}`))));
      expect(await notes()).toHaveLength(20);
    });
  });

  describe('a reading', () => {
    it('is of one moment, whatever is written meanwhile', async () => {
      let writing: Promise<unknown> = Promise.resolve();
      const counts = await database.read(async (tx) => {
        const before = await tx.selectFrom('server_meta').select('key').execute();
        writing = database.write((other) => note(other, 'a'));
        await pause(50);
        const after = await tx.selectFrom('server_meta').select('key').execute();
        return [before.length, after.length];
      });
      await writing;
      expect(counts).toEqual([0, 0]);
      expect(await notes()).toEqual(['a']);
    });

    it('gives numbers as numbers, also large ones and counts', async () => {
      const person = { id: 'p', username: 'p', name: 'Phạm Thị Hồng', password_hash: '', demo: 1, created_at: 1_795_500_123_456 };
      await database.query.insertInto('person').values(person).execute();
      expect(await database.query.selectFrom('person').selectAll().executeTakeFirst()).toEqual(person);
      const counted = await database.query
        .selectFrom('person')
        .select((select) => select.fn.countAll<number>().as('all'))
        .executeTakeFirst();
      expect(counted).toEqual({ all: 1 });
    });

    it('sorts names by their bytes', async () => {
      await database.write(async (tx) => {
        for (const key of ['b', 'B', 'đ', 'a-b', 'ab', 'Ấ']) await note(tx, key);
      });
      expect(await notes()).toEqual(['B', 'a-b', 'ab', 'b', 'đ', 'Ấ']);
    });

    it('keeps of a name that no text can hold what every store can hold', async () => {
      await database.write((tx) => note(tx, 'a\0b'));
      expect(await notes()).toEqual(['a\uFFFDb']);
    });

    it('of a name that no text can hold finds nothing and breaks nothing', async () => {
      const found = await database.query.selectFrom('server_meta').select('key').where('key', '=', 'a\0b').execute();
      expect(found).toEqual([]);
    });
  });

  describe('two writers', () => {
    it('of the same row take turns', async () => {
      await database.write((tx) => countUp(tx, undefined));
      const counting = Array.from({ length: 8 }, () =>
        database.write(async (tx) => {
          const before = await database.lock(counter(tx)).executeTakeFirst();
          await pause(3);
          await countUp(tx, before?.value);
        }),
      );
      await Promise.all(counting);
      expect(await database.query.selectFrom('server_meta').select('value').execute()).toEqual([{ value: '9' }]);
    });

    it('of what has no row yet take turns by its name', async () => {
      const counting = Array.from({ length: 8 }, () =>
        database.write(async (tx) => {
          await database.lockNames(tx, ['other', 'counter']);
          const before = await counter(tx).executeTakeFirst();
          await pause(3);
          await countUp(tx, before?.value);
        }),
      );
      await Promise.all(counting);
      expect(await database.query.selectFrom('server_meta').select('value').execute()).toEqual([{ value: '8' }]);
    });

    it('that each hold what the other wants are both done, each once', async () => {
      await database.write(async (tx) => {
        await note(tx, 'a');
        await note(tx, 'b');
      });
      const both = [
        ['a', 'b'],
        ['b', 'a'],
      ].map((keys) =>
        database.write(async (tx) => {
          for (const key of keys) {
            const stored = await database.lock(tx.selectFrom('server_meta').select('value').where('key', '=', key)).executeTakeFirst();
            await tx
              .updateTable('server_meta')
              .set({ value: String(Number(stored?.value) + 1) })
              .where('key', '=', key)
              .execute();
            await pause(50);
          }
        }),
      );
      await Promise.all(both);
      expect((await database.query.selectFrom('server_meta').select('value').execute()).map(({ value }) => value)).toEqual(['3', '3']);
    });

    it('that move an upload on from the same place: one does, the other is told', async () => {
      await database.query.insertInto('server_meta').values({ key: 'received', value: '0' }).execute();
      const moved = await Promise.all(
        ['100', '200'].map((value) =>
          database.query
            .updateTable('server_meta')
            .set({ value })
            .where('key', '=', 'received')
            .where('value', '=', '0')
            .executeTakeFirst(),
        ),
      );
      expect(new Set(moved.map(({ numUpdatedRows }) => numUpdatedRows))).toEqual(new Set([0n, 1n]));
    });
  });

  describe('the history', () => {
    beforeEach(() =>
      database.write(async (tx) => {
        for (const id of ['p', 'q'])
          await tx.insertInto('person').values({ id, username: id, name: id, password_hash: '', demo: 0, created_at: 1 }).execute();
        const facts = { person: 'p', last_n: 0, public_key: null, build: '', first_seen_at: 1, last_seen_at: 1 };
        for (const id of ['r', 's'])
          await tx
            .insertInto('replica')
            .values({ id, ...facts })
            .execute();
        await tx.insertInto('mutation').values(historyRow).execute();
      }),
    );

    const erased = { body: '{"erased":true}', difference: '{}' };

    it('can be neither changed nor removed', async () => {
      await expect(database.query.updateTable('mutation').set({ body: '{"n":2}' }).execute()).rejects.toThrow('append-only');
      await expect(database.query.deleteFrom('mutation').execute()).rejects.toThrow('append-only');
      expect(await database.query.selectFrom('mutation').selectAll().execute()).toEqual([historyRow]);
    });

    it('loses what was said in an erased entry, and nothing else of it', async () => {
      await erase(database, 'e', 'entry');
      await database.query.updateTable('mutation').set(erased).execute();
      expect(await database.query.selectFrom('mutation').selectAll().execute()).toEqual([{ ...historyRow, ...erased }]);
      await expect(database.query.deleteFrom('mutation').execute()).rejects.toThrow('append-only');
      await expect(database.query.updateTable('mutation').set({ body: historyRow.body }).execute()).rejects.toThrow('append-only');
    });

    it('loses nothing of an entry that was not erased, also when a photo of it was', async () => {
      await erase(database, 'photo', 'photo');
      await erase(database, 'f', 'entry');
      await expect(database.query.updateTable('mutation').set(erased).execute()).rejects.toThrow('append-only');
    });

    it('of an erased entry takes no other words, and no change beside them, whichever column it is in', async () => {
      await erase(database, 'e', 'entry');
      const others = [{ body: '{"erased":true}' }, { ...erased, body: '{}' }, { ...erased, difference: '{"title":[null,"x"]}' }];
      for (const other of others) await expect(database.query.updateTable('mutation').set(other).execute()).rejects.toThrow('append-only');
      const { body: _body, difference: _difference, ...kept } = another;
      for (const [column, value] of Object.entries(kept)) {
        const change = database.query
          .updateTable('mutation')
          .set({ ...erased, [column]: value })
          .execute();
        await expect(change, column).rejects.toThrow('append-only');
      }
      expect(await database.query.selectFrom('mutation').selectAll().execute()).toEqual([historyRow]);
      // So that a column that comes later is looked at too.
      expect(Object.keys(another).sort()).toEqual(Object.keys(historyRow).sort());
    });
  });

  describe('the order of a scope', () => {
    it('numbers every change anew and keeps one row for each thing', async () => {
      await database.write((tx) => bumpScopes(tx, [row('unit:1', 'a'), row('unit:1', 'b'), row('unit:2', 'c')]));
      await database.write((tx) => bumpScopes(tx, [row('unit:1', 'a')]));
      expect(await feedOf(database, '1')).toEqual([
        { id: 'b', sequence: 2 },
        { id: 'a', sequence: 3 },
      ]);
      expect(await feedOf(database, '2')).toEqual([{ id: 'c', sequence: 1 }]);
    });

    it('has no doubles and no gaps when many write at once', async () => {
      await Promise.all(Array.from({ length: 25 }, (_, index) => database.write((tx) => bumpScopes(tx, [row('unit:1', `e${index}`)]))));
      expect((await feedOf(database, '1')).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
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

const historyRow = {
  unit: 'u',
  replica: 'r',
  n: 1,
  entry: 'e',
  type: 'new',
  body: '{"n":1}',
  outcome: 'ok',
  reason: null,
  field: null,
  revision: 1,
  difference: '{"title":[null,"a"]}',
  person: 'p',
  made_at: -1,
  estimated_at: 0,
  received_at: 1_795_500_123_456,
} as const;

/** Another value in every column. */
const another: Record<keyof typeof historyRow, unknown> = {
  unit: 'v',
  replica: 's',
  n: 2,
  entry: 'f',
  type: 'edit',
  body: '{"n":2}',
  outcome: 'held',
  reason: 'state',
  field: 'title',
  revision: null,
  difference: '{}',
  person: 'q',
  made_at: 0,
  estimated_at: 1,
  received_at: 1_795_500_123_457,
};

function erase(database: Database, id: string, what: 'entry' | 'photo'): Promise<unknown> {
  const act = { id, what, unit: 'u', entry: 'e', former_units: '[]', reason: 'Công văn 12', revision: 2, person: 'p', at: 2 };
  return database.query.insertInto('erasure').values(act).execute();
}

function counter(tx: WriteTransaction) {
  return tx.selectFrom('server_meta').select('value').where('key', '=', 'counter');
}

function countUp(tx: WriteTransaction, before: string | undefined): Promise<unknown> {
  const value = String(Number(before ?? 0) + 1);
  return tx
    .insertInto('server_meta')
    .values({ key: 'counter', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function note(tx: WriteTransaction, key: string): Promise<unknown> {
  return tx.insertInto('server_meta').values({ key, value: '1' }).execute();
}

function row(scope: string, id: string): FeedChange {
  return { scope, id, kind: 'entry', operation: 'put' };
}

function feedOf(database: Database, unit: string): Promise<{ id: string; sequence: number }[]> {
  return database.query.selectFrom('feed').select(['id', 'sequence']).where('unit', '=', unit).orderBy('sequence').execute();
}

const selectMeta = statement((db, [given]: readonly { key: string }[]) =>
  db
    .selectFrom('server_meta')
    .select('value')
    .where('key', '=', given?.key ?? ''),
);

function putLast(tx: WriteTransaction, value: string): Promise<unknown> {
  return tx
    .insertInto('server_meta')
    .values({ key: 'last', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
