import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { onPostgres, openTestDatabase, startPostgres } from '../fakes/postgres.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atMost, type Figure, reported } from './figure.ts';
import { addPhones, type BenchPhone, benchEntry, openWire, type Wire } from './ingest-phones.ts';
import { explainExchange, growingTables, readyToExplain } from './scale-plans.ts';
import { loadEntries, unitCount } from './scale-load.ts';
import { percentile } from './signed-in-browser.ts';

/** `SCALE_ENTRIES` makes less of a country of it, for a machine with other work to do. */
const many = Number(process.env['SCALE_ENTRIES'] ?? 1_000_000);
const few = many / 50;
const clients = 4;
const rounds = 300;

/** A country's year: what a phone's request costs must not depend on how much there is. */
export async function measure(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-scale-'));
  const forLoading = { autovacuum: 'off', max_wal_size: '8GB', shared_buffers: '1GB', maintenance_work_mem: '256MB' };
  const postgres = await startPostgres({ ...forLoading, ...readyToExplain });
  try {
    const url = await postgres.createDatabase();
    const database = await openTestDatabase(url);
    // Of each unit two: one works, the other one is a colleague's who has read nothing yet.
    const pairs = await addPhones(database, 2);
    const phones = pairs.filter((_, index) => index % 2 === 0);
    const [first, colleague] = pairs;
    if (!first || !colleague) throw new Error('no phones');
    await database.close();
    const server = await startServerProcess({ dataFolder: folder, environment: { DEMO: '0', DATABASE_URL: url, BLOB_URL: '' } });
    const wire = openWire(server.url, clients);
    try {
      await first.sync(wire, [benchEntry()]);
      return await onPostgres(url, async (client) => {
        const { rows } = await client.query<{ id: string }>('select id from entry');
        const template = rows[0]?.id ?? '';
        await loadEntries(client, template, { from: 1, to: few });
        const small = await ask(client, wire, phones);
        await loadEntries(client, template, { from: few, to: many });
        const large = await ask(client, wire, phones);
        return [...compare(small, large), ...(await explainExchange({ client, postgres, wire, phone: first, colleague }))];
      });
    } finally {
      wire.close();
      await server.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Asked {
  pull: Measured;
  push: Measured;
}

interface Measured {
  milliseconds: number[];
  /** Rows that PostgreSQL looked at for each request. */
  rows: number;
  /** Readings of a unit's table from end to end. */
  scans: number;
}

async function ask(client: Client, wire: Wire, phones: BenchPhone[]): Promise<Asked> {
  await inTurns(phones, (phone) => phone.catchUp(wire));
  const repeated = Array.from({ length: rounds }, (_, index) => phones[index % phones.length]).filter((phone) => phone !== undefined);
  // One of each first: connections are made, statements prepared.
  await inTurns(phones, (phone) => phone.sync(wire, [benchEntry()]));
  const pull = await examined(client, () => inTurns(repeated, (phone) => phone.sync(wire, [])));
  const push = await examined(client, () => inTurns(repeated, (phone) => phone.sync(wire, [benchEntry()])));
  return { pull, push };
}

async function inTurns(phones: readonly BenchPhone[], work: (phone: BenchPhone) => Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = [];
  // A phone is one client's: each takes its own share of them.
  const client = async (number: number): Promise<void> => {
    for (const [index, phone] of phones.entries()) {
      if (index % clients !== number) continue;
      const begun = performance.now();
      await work(phone);
      milliseconds.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return milliseconds;
}

async function examined(client: Client, work: () => Promise<number[]>): Promise<Measured> {
  const before = await readCounters(client);
  const milliseconds = await work();
  const after = await readCounters(client);
  return { milliseconds, rows: (after.rows - before.rows) / milliseconds.length, scans: after.scans - before.scans };
}

async function readCounters(client: Client): Promise<{ rows: number; scans: number }> {
  // Each connection of the server reports what it did at most once a second, when it is idle.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  // Of the tables that grow with the work; those of people and sessions are small enough to be read whole.
  const { rows } = await client.query<{ rows: string; scans: string }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as rows, sum(seq_scan) as scans
     from pg_stat_user_tables where relname = any($1)`,
    [growingTables],
  );
  return { rows: Number(rows[0]?.rows), scans: Number(rows[0]?.scans) };
}

function compare(small: Asked, large: Asked): Figure[] {
  return (['pull', 'push'] as const).flatMap((name) => [
    reported(`${name}, warm, ${many} entries of ${unitCount} units: p95`, percentile(large[name].milliseconds, 95), 'ms'),
    reported(`${name}: median`, percentile(large[name].milliseconds, 50), 'ms'),
    reported(`${name}, ${few} entries: p95`, percentile(small[name].milliseconds, 95), 'ms'),
    reported(`${name}: rows examined a request`, large[name].rows, 'rows'),
    atMost(`${name}: rows examined a request, more than with ${few} entries`, large[name].rows - small[name].rows, 'rows', 1),
    atMost(`${name}: readings of a large table from end to end`, large[name].scans, 'readings', 0),
  ]);
}
