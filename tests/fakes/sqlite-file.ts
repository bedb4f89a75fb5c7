import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/server/db/database.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';

/** The store in a file. A new one begins with its tables: to make them each time would take longer than most tests. */
export async function openSqliteFile(file: string): Promise<Database> {
  if (!existsSync(file)) await writeFile(file, await (tables ??= makeTables()));
  return openSqlite(file);
}

let tables: Promise<Uint8Array> | undefined;

async function makeTables(): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-tables-'));
  const file = path.join(folder, 'so.sqlite');
  await (await openSqlite(file)).close();
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}
