import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { together } from '../../src/server/db/together.ts';
import { openPostgres } from '../../src/server/db/postgres/open-postgres.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { onPostgres, openTestDatabase, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { promisesOfADatabase } from './database.ts';
import { splitPostgres, type StoreMaker, stores } from './stores.ts';
import { promisesOfErasing } from './erasing.ts';
import { promisesOfSynchronising } from './synchronising.ts';

describe.each(stores)('records in $name', ({ start }) => {
  let maker: StoreMaker;
  beforeAll(async () => {
    maker = await start();
  }, 60_000);
  afterAll(() => maker.stop(), 60_000);

  promisesOfADatabase(() => maker.make());
  promisesOfSynchronising(() => maker.make());
  promisesOfErasing(() => maker.make());
});

describe(`records in ${splitPostgres.name}`, () => {
  let maker: StoreMaker;
  beforeAll(async () => {
    maker = await splitPostgres.start();
  }, 60_000);
  afterAll(() => maker.stop(), 60_000);

  promisesOfSynchronising(() => maker.make());
  promisesOfErasing(() => maker.make());

  it('lie in many parts, and those of one unit in one', async () => {
    const made = await maker.make();
    for (const table of ['entry', 'mutation', 'photo', 'feed', 'scope_head']) {
      const { rows } = await sql<{ parts: number }>`
        select count(*) as parts from pg_inherits where inhparent = ${table}::regclass`.execute(made.database.query);
      expect(rows).toEqual([{ parts: 8 }]);
    }
    await made.remove();
  });
});

describe('SQLite', () => {
  it('flushes every commit to the disk', async () => {
    const { make } = (await stores[0]?.start()) ?? {};
    const made = await make?.();
    if (!made) throw new Error('no SQLite');
    const { query } = made.database;
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(query);
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(query);
    expect([synchronous.rows[0]?.synchronous, journal.rows[0]?.journal_mode]).toEqual([2, 'wal']);
    await made.database.close();
    await made.remove();
  });

  it('calls a full disk and a lock passing troubles', async () => {
    const database = await openSqlite(':memory:');
    for (const code of ['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE'])
      expect(database.isTransient(new BetterSqlite.SqliteError('x', code))).toBe(true);
    await database.close();
  });
});

describe('PostgreSQL', () => {
  let server: TestPostgres;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
  }, 60_000);
  afterAll(() => server.stop(), 60_000);

  it('is made ready once when several servers start on an empty store', async () => {
    const empty = await server.createDatabase();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openTestDatabase(empty)));
    for (const database of opened) {
      expect(await database.query.selectFrom('entry').selectAll().execute()).toEqual([]);
      await database.close();
    }
  });

  it('is not used while a power cut could take back what was acknowledged', async () => {
    const relaxed = `${url}?options=${encodeURIComponent('-c synchronous_commit=off')}`;
    expect(await openPostgres(relaxed)).toEqual({ status: 'not_durable', detail: 'synchronous_commit=off' });
    await onPostgres(url, async (client) => {
      await client.query('alter system set fsync = off');
      await client.query('select pg_reload_conf()');
    });
    await vi.waitFor(async () => expect(await openPostgres(url)).toEqual({ status: 'not_durable', detail: 'fsync=off' }), 5000);
    await onPostgres(url, async (client) => {
      await client.query('alter system reset fsync');
      await client.query('select pg_reload_conf()');
    });
    await vi.waitFor(async () => (await openTestDatabase(url)).close(), 5000);
  });

  it('that is not there, or does not know us, is told in words and not by a crash', async () => {
    expect(await openPostgres('postgres://so:so@127.0.0.1:1/so')).toMatchObject({ status: 'unreachable' });
    expect(await openPostgres(url.replace('so:so@', 'so:wrong@'))).toMatchObject({ status: 'unreachable' });
    expect(await openPostgres(`${url}nowhere`)).toMatchObject({ status: 'unreachable' });
  });

  it('keeps nothing by itself of what comes too late for its transaction', async () => {
    const database = await openTestDatabase(url);
    const late = database.writeToEnd(async (tx) => ({
      last: sql`select 1`.execute(database.query).then(() => tx.insertInto('server_meta').values({ key: 'late', value: '1' }).execute()),
    }));
    await expect(late).rejects.toThrow('behind the end');
    expect(await database.query.selectFrom('server_meta').select('key').where('key', '=', 'late').execute()).toEqual([]);
    await database.close();
  });

  it('lets two that wait for each other both be done, also where more was sent behind the statement that failed', async () => {
    const database = await openTestDatabase(url);
    let holding = 0;
    const lockBoth = async (first: string, second: string) =>
      database.write(async (tx) => {
        await database.lockNames(tx, [first]);
        holding += 1;
        await vi.waitUntil(() => holding >= 2);
        const inTwoSteps = async (): Promise<void> => {
          await sql`select 1`.execute(tx);
          await sql`select 2`.execute(tx);
        };
        await together([inTwoSteps(), database.lockNames(tx, [second])]);
        return 'done';
      });
    expect(await Promise.all([lockBoth('one', 'other'), lockBoth('other', 'one')])).toEqual(['done', 'done']);
    await database.close();
  });

  it('that cuts a connection in the middle is a passing trouble, and the next writing goes through', async () => {
    const database = await openTestDatabase(url);
    const cut = database.write(async (tx) => {
      await tx.insertInto('server_meta').values({ key: 'cut', value: '1' }).execute();
      await onPostgres(url, (client) =>
        client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'so-tuyen-truyen'"),
      );
      await tx.insertInto('server_meta').values({ key: 'cut-too', value: '1' }).execute();
    });
    expect(database.isTransient(await cut.catch((reason: unknown) => reason))).toBe(true);
    await database.write((tx) => tx.insertInto('server_meta').values({ key: 'later', value: '1' }).execute());
    expect(await database.query.selectFrom('server_meta').select('key').execute()).toEqual([{ key: 'later' }]);
    await database.close();
  });
});
