import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPostgres, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { broadcast, type NumberedChange, WirePhone } from '../fakes/wire-phone.ts';
import { type ServerProcess, startServerProcess, unbuiltServer } from '../journeys/server-process.ts';

const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

describe('two server processes on one PostgreSQL', () => {
  let postgres: TestPostgres;
  let url: string;
  let servers: ServerProcess[];
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    const options = { environment: { DATABASE_URL: url, BLOB_URL: '', DEMO: '1' }, program: unbuiltServer };
    // Both at once, on a store where nothing is yet.
    servers = await Promise.all([startServerProcess(options), startServerProcess(options)]);
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) await server.close();
    await postgres.stop();
  }, 60_000);

  it('one phone that sends the same through both, also while one of them is killed: all is there once', async () => {
    const [first, second] = servers;
    if (!first || !second) throw new Error('two servers were started');
    const phone = new WirePhone(first.url, Date.now());
    await phone.signIn('hiepcuong');
    const sent: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const batch = phone.number(...Array.from({ length: 3 }, () => broadcast({ airDates: [today] })));
      const request = phone.request(batch);
      const answers = servers.flatMap((server) => [post(phone, server, request), post(phone, server, request)]);
      if (round === 10) await second.kill();
      const results = (await Promise.all(answers)).filter((answer) => answer !== 'cut');
      for (const result of results) expect(result).toEqual(batch.map(({ n }: NumberedChange) => [n, 'ok', 1]));
      expect(results.length).toBeGreaterThanOrEqual(round < 10 ? 4 : 2);
      sent.push(...batch.map(({ id }) => id));
    }
    const stored = await onPostgres(url, async (client) => {
      const entries = await client.query<{ id: string }>('select id from entry where revision = 1 order by id');
      const counts = await client.query(
        'select (select count(*) from receipt)::int as receipts, (select count(*) from mutation)::int as changes',
      );
      return { entries: entries.rows.map(({ id }) => id), counts: counts.rows[0] as unknown };
    });
    expect(stored.entries).toEqual([...sent].sort());
    expect(stored.counts).toEqual({ receipts: sent.length, changes: sent.length });
  }, 60_000);

  it('a change that was sent through one is told by the other', async () => {
    const [first] = servers;
    const replacement = await startServerProcess({ environment: { DATABASE_URL: url, BLOB_URL: '' }, program: unbuiltServer });
    servers.push(replacement);
    const writer = new WirePhone(first?.url ?? '', Date.now());
    const reader = new WirePhone(replacement.url, Date.now());
    await writer.signIn('phohien');
    await reader.signIn('phohien');
    await reader.sync();
    const entry = { ...broadcast({ airDates: [today] }), unit: writer.person?.grants[0]?.unit ?? '' };
    const answer = await writer.push(entry);
    expect((await reader.sync()).entries.map(({ id }) => id)).toEqual([entry.id]);
    expect((await reader.sync()).epoch).toBe(answer.epoch);
  });
});

async function post(phone: WirePhone, server: ServerProcess, request: unknown): Promise<unknown> {
  try {
    const answer = await fetch(`${server.url}/v1/sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: phone.cookie },
      body: JSON.stringify(request),
    });
    return answer.ok ? ((await answer.json()) as { results: unknown }).results : `refused with ${answer.status}`;
  } catch {
    return 'cut';
  }
}
