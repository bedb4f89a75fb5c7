import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { promisesOfADatabase } from './database.ts';

describe('records in SQLite', () => {
  promisesOfADatabase(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'so-sqlite-'));
    const file = path.join(folder, 'so.sqlite');
    return { database: await openSqlite(file), reopen: () => openSqlite(file), remove: () => rm(folder, { recursive: true }) };
  });

  it('are flushed to the disk at every commit', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'so-sqlite-'));
    const database = await openSqlite(path.join(folder, 'so.sqlite'));
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(database.query);
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database.query);
    expect([synchronous.rows[0]?.synchronous, journal.rows[0]?.journal_mode]).toEqual([2, 'wal']);
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('call a full disk and a lock passing troubles', async () => {
    const database = await openSqlite(':memory:');
    for (const code of ['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE'])
      expect(database.isTransient(new BetterSqlite.SqliteError('x', code))).toBe(true);
    await database.close();
  });
});
