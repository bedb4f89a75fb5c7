import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { onPostgres, openTestDatabase, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, units, WirePhone } from '../fakes/wire-phone.ts';

/** Each move writes into the logs of two units; whoever takes their counters the other way round waits for ever. */

const entries = 8;
const rounds = 10;

let postgres: TestPostgres;
let servers: TestServer[];
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
beforeEach(async () => {
  const url = await postgres.createDatabase();
  servers = [];
  for (let count = 0; count < 2; count += 1) servers.push(await startTestServer({ database: await openTestDatabase(url) }));
  // As on a busy machine: between the one counter and the other there is time for somebody else.
  await onPostgres(url, (client) =>
    client.query(`create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(0.05); return new; end';
      create trigger dawdle after insert or update on scope_head for each row execute function dawdle()`),
  );
});
afterEach(async () => {
  for (const server of servers) await server.close();
});
afterAll(() => postgres.stop(), 60_000);

it('two desks that move entries to and fro between two units never stop each other, and each entry is where it was moved last', async () => {
  const desks = await Promise.all(
    [units.hiepCuong, units.phoHien].map((unit, index) => openDesk(servers[index]?.url ?? '', unit, index === 0 ? 'hiepcuong' : 'phohien')),
  );
  for (let round = 1; round <= rounds; round += 1)
    expect(await Promise.all(desks.map((desk) => desk.moveAll(round)))).toEqual([new Set(['ok']), new Set(['ok'])]);
  expect(postgres.log()).not.toContain('deadlock detected');
  const [server] = servers;
  const places = await server?.parts.database.query.selectFrom('entry').select(['unit', 'revision']).orderBy('unit').execute();
  const expected = [units.phoHien, units.hiepCuong]
    .sort()
    .flatMap((unit) => Array.from({ length: entries }, () => ({ unit, revision: 1 + rounds })));
  expect(places).toEqual(expected);
}, 120_000);

async function openDesk(url: string, unit: string, author: string): Promise<{ moveAll: (round: number) => Promise<Set<unknown>> }> {
  const [reporter, desk] = [new WirePhone(url, testNow), new WirePhone(url, testNow)];
  await reporter.signIn(author);
  await desk.signIn('sonoivu');
  const written = Array.from({ length: entries }, () => ({ ...broadcast(), unit }));
  await reporter.push(...written);
  const other = unit === units.hiepCuong ? units.phoHien : units.hiepCuong;
  return {
    moveAll: async (round) => {
      const moves = written.map(({ id }) => ({ type: 'move' as const, id, base: round, unit: round % 2 === 1 ? other : unit }));
      return new Set((await desk.push(...moves)).results.map(([, outcome]) => outcome));
    },
  };
}
