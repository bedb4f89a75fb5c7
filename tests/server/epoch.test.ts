import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginLife, epochOf } from '../../src/server/epoch.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { openTestDatabase, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { startTestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

describe('the name of a store’s life', () => {
  it('is another one on another cluster, the same for everybody on the same one', async () => {
    const other = await startPostgres();
    const lives = [];
    for (const url of [await postgres.createDatabase(), await postgres.createDatabase(), await other.createDatabase()]) {
      const database = await openTestDatabase(url);
      lives.push(epochOf('given', database.life()));
      await database.close();
    }
    await other.stop();
    expect(lives[0]).toMatch(/^given\.[\w-]{8}$/);
    expect(lives[1]).toBe(lives[0]);
    expect(lives[2]).not.toBe(lives[0]);
  }, 60_000);

  it('is told anew at the next answer after another machine took over, without a new start', async () => {
    const file = await openSqlite(':memory:');
    let life = 'first';
    const server = await startTestServer({ database: { ...file, life: () => life } });
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const sent = await phone.push(broadcast());
    life = 'second';
    const after = await phone.sync();
    expect(after.epoch).not.toBe(sent.epoch);
    // Read from the beginning, whatever the phone had read of the other life.
    expect(after.entries).toHaveLength(1);
    await server.close();
  });

  it('where another machine took over: no revision is given again that the first one may have given', async () => {
    const file = await openSqlite(':memory:');
    let life = 'first';
    const server = await startTestServer({ database: { ...file, life: () => life } });
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const entry = broadcast();
    expect((await phone.push(entry)).results).toEqual([[1, 'ok', 1]]);
    life = 'second';
    // Nothing is taken from who has not heard of it yet.
    const early = await phone.sync(phone.number({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 15 } }));
    expect(early).toMatchObject({ acknowledged: 1, results: [] });
    phone.n = 1;
    const edit = (durationMinutes: number) => phone.push({ type: 'edit', id: entry.id, base: 1, set: { durationMinutes } });
    const [[, , first] = []] = (await edit(20)).results;
    expect(first).toBeGreaterThan(1000);
    // And goes on counting from there.
    const [[, , second] = []] = (await edit(25)).results;
    expect(second).toBe(Number(first) + 1);
    await server.close();
  });

  it('where the clock is years behind: begins above all that an entry has come to since the copy', async () => {
    const server = await startTestServer();
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const entry = broadcast();
    await phone.push(entry, { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 15 } });
    await beginLife(server.parts.database, { random: randomBytes, now: Date.UTC(2020, 0) });
    server.clock.now += 5_000;
    const { epoch } = await phone.sync();
    phone.epoch = epoch;
    const edited = await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 20 } });
    expect(edited.results).toEqual([[3, 'ok', 1002]]);
    await server.close();
  });

  it('where an operator begins another while servers run: each of them tells it within seconds, without a new start', async () => {
    const server = await startTestServer();
    const phone = new WirePhone(server.url, testNow);
    await phone.signIn('hiepcuong');
    const { epoch } = await phone.push(broadcast());
    await beginLife(server.parts.database, { random: randomBytes, now: server.clock.now });
    server.clock.now += 5_000;
    expect((await phone.sync()).epoch).not.toBe(epoch);
    await server.close();
  });

  it('is what it was given where the store is a file', () => {
    expect(epochOf('given', '')).toBe('given');
  });
});
