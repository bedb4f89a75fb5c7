import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/server/db/database.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { numberedJpeg, plainJpeg } from '../fakes/pictures.ts';
import { openTestDatabase, startPostgres } from '../fakes/postgres.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atLeast, type Figure, reported } from './figure.ts';
import { addPhones, type BenchPhone, benchEntry, benchTraining, openWire, type Wire } from './ingest-phones.ts';
import { processorTime } from './processor-time.ts';
import { percentile } from './signed-in-browser.ts';

/** A server that has just started compiles what it runs; a field system has run for weeks. */
const warming = 4_000;
const measuring = 4_000;
/** Bytes of a photo as a phone sends it. */
const photoSize = 300_000;

/** Entries that the built server takes durably, over HTTP, from phones of 104 communes. */
export async function measure(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-ingest-'));
  const postgres = await startPostgres();
  try {
    const url = postgres.bySocket(await postgres.createDatabase());
    const sqlite = await ingest('SQLite', {
      folder,
      open: () => openSqlite(path.join(folder, 'so.sqlite')),
      environment: {},
      databaseProcess: null,
    });
    const shared = await ingest('PostgreSQL', {
      folder: path.join(folder, 'beside-postgres'),
      open: () => openTestDatabase(url),
      environment: { DATABASE_URL: url },
      databaseProcess: await postgres.processId(),
    });
    return [...sqlite, ...shared];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  folder: string;
  open: () => Promise<Database>;
  environment: Record<string, string>;
  databaseProcess: number | null;
}

const budgets: Record<string, Record<string, number | null>> = {
  SQLite: { one: 1000, ten: 3000, photo: 150 },
  PostgreSQL: { one: 600, ten: null, photo: null },
};

async function ingest(name: string, place: Place): Promise<Figure[]> {
  const database = await place.open();
  const phones = await addPhones(database, 1);
  await database.close();
  const environment = { DEMO: '0', DATABASE_URL: '', BLOB_URL: '', ...place.environment };
  const server = await startServerProcess({ dataFolder: place.folder, environment });
  try {
    const run = (clients: number, work: Work) =>
      drive({ url: server.url, phones, clients, work, processes: [server.processId, place.databaseProcess] });
    const budget = budgets[name] ?? {};
    const figures: Figure[] = [];
    for (const clients of [32, 8, 1]) {
      const one = await run(clients, (phone, wire) => phone.sync(wire, [benchEntry()]));
      figures.push(
        ...describe(`${name}, ${clients} clients, one entry a request`, one, { each: 1, budget: clients === 32 ? budget['one'] : null }),
      );
    }
    const ten = await run(32, (phone, wire) => phone.sync(wire, Array.from({ length: 10 }, benchEntry)));
    figures.push(...describe(`${name}, 32 clients, ten entries a request`, ten, { each: 10, budget: budget['ten'] }));
    const photo = await jpegOf(photoSize);
    let made = 0;
    const withPhoto = await run(8, async (phone, wire) => {
      const bytes = numberedJpeg(photo, (made += 1));
      const { entry, photo: id } = benchTraining(bytes);
      await phone.sync(wire, [entry]);
      await phone.sendPhoto(wire, id, bytes);
    });
    figures.push(...describe(`${name}, 8 clients, one entry and its photo of 300 kB`, withPhoto, { each: 1, budget: budget['photo'] }));
    return figures;
  } finally {
    await server.close();
  }
}

type Work = (phone: BenchPhone, wire: Wire) => Promise<unknown>;

interface Run {
  perSecond: number;
  milliseconds: number[];
  processor: number | null;
}

/** Each client does one thing after another; a phone is one client's at a time. */
async function drive(options: {
  url: string;
  phones: BenchPhone[];
  clients: number;
  work: Work;
  processes: (number | null)[];
}): Promise<Run> {
  const { phones, clients, work } = options;
  const wire = openWire(options.url, clients);
  const start = performance.now() + warming;
  const end = start + measuring;
  const milliseconds: number[] = [];
  const used = () => Promise.all(options.processes.map((id) => (id === null ? Promise.resolve(0) : processorTime(id))));
  const before = new Promise<(number | null)[]>((resolve, reject) => {
    setTimeout(() => void used().then(resolve, reject), warming);
  });
  const client = async (): Promise<void> => {
    for (let begun = performance.now(); begun < end; begun = performance.now()) {
      const phone = phones.shift();
      if (!phone) throw new Error('more clients than phones');
      await work(phone, wire);
      const done = performance.now();
      phones.push(phone);
      if (begun >= start && done <= end) milliseconds.push(done - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const after = await used();
  wire.close();
  const spent = (await before).map((each, index) => (each === null ? null : (after[index] ?? 0) - each));
  const processor = spent.includes(null) ? null : spent.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { perSecond: (milliseconds.length * 1000) / measuring, milliseconds, processor };
}

function describe(name: string, run: Run, { each, budget }: { each: number; budget: number | null | undefined }): Figure[] {
  const rate = Math.round(run.perSecond * each);
  return [
    typeof budget === 'number' ? atLeast(name, rate, 'entries/s', budget) : reported(name, rate, 'entries/s'),
    reported(`${name}: median`, percentile(run.milliseconds, 50), 'ms'),
    reported(`${name}: p95`, percentile(run.milliseconds, 95), 'ms'),
    ...(run.processor === null
      ? []
      : [reported(`${name}: processor, server and database`, run.processor / Math.max(1, run.milliseconds.length * each), 'ms/entry')]),
  ];
}

/** A plain JPEG of about so many bytes. */
async function jpegOf(size: number): Promise<Buffer> {
  let edge = 200;
  let picture = await plainJpeg(1, edge);
  while (picture.length < size) picture = await plainJpeg(1, (edge += 50));
  return picture;
}
