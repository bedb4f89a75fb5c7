import type { FastifyBaseLogger } from 'fastify';
import { buildApp, type AppOptions } from './app.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import { loadCatalogue } from './catalogue/catalogue.ts';
import type { Database } from './db/database.ts';
import { seedDemo } from './demo/seed.ts';
import { beginLife, livesOf } from './epoch.ts';
import type { App, Parts } from './http/parts.ts';
import { Reached } from './reached.ts';
import { fillFacts } from './plans/facts.ts';
import { seedPlans } from './plans/seed-plans.ts';
import { ErasedBytes } from './photos/erased-bytes.ts';
import { Pictures } from './photos/pictures.ts';
import { Uploads } from './photos/uploads.ts';
import { hasDemoPeople, hasPeople } from './users/people.ts';
import type { RandomBytes } from './users/secret.ts';
import { prepareSetup } from './users/setup.ts';

export interface StartOptions extends AppOptions {
  database: Database;
  blobs: BlobStore;
  /** File of the worker that opens strange pictures. */
  decoder: string;
  clock: () => number;
  random: RandomBytes;
  build: string;
  /** Whether an empty store gets the demo province. */
  demo: boolean;
  /** Whether demo accounts may be served: only to this machine itself. */
  demoAllowed: boolean;
  /** Where it is noted how far an embedded store has come; null where a cluster tells its lives apart by itself. */
  reachedFile: string | null;
  /** Milliseconds that requests under way may take when the server stops. */
  stopPatience: number;
}

export interface Started {
  app: App;
  parts: Parts;
  /** One-time token of the first administrator, when there are no people yet. */
  setupToken: string | null;
  stop: () => Promise<void>;
}

/** Everything but listening: fills an empty store, finishes what a kill left half done, joins the parts. */
export async function start(options: StartOptions): Promise<Started | 'demo_outside'> {
  const { database, blobs, clock, random, logger } = options;
  const catalogue = loadCatalogue();
  if (!options.demoAllowed && (options.demo || (await hasDemoPeople(database.query)))) return 'demo_outside';
  const reached = await openReached(options);
  const empty = !(await hasPeople(database.query));
  if (empty && options.demo) await seedDemo(database, { catalogue, now: clock(), random });
  await seedPlans(database, { now: clock(), publish: options.demo });
  await fillFacts(database);
  const setupToken = empty && !options.demo ? await prepareSetup(database, random) : null;
  const onFault = faultLogger(logger);
  const erasedBytes = new ErasedBytes({ database, blobs, clock, onFault });
  const pictures = new Pictures({ database, blobs, erasedBytes, decoder: options.decoder, onFault });
  const uploads = new Uploads({ database, blobs, erasedBytes, clock, onStored: (id) => pictures.prepare(id) });
  await erasedBytes.recover();
  await uploads.recover();
  await pictures.recover();
  const life = livesOf(database, options);
  await life();
  await reached?.keepNoting();
  const parts: Parts = {
    database,
    blobs,
    catalogue,
    uploads,
    pictures,
    erasedBytes,
    clock,
    random,
    build: options.build,
    life,
  };
  const app = await buildApp(parts, options);
  return { app, parts, setupToken, stop: () => stop(app, { ...parts, reached }, options.stopPatience) };
}

/** Answers under way are finished; a phone that went silent in the middle of a photo is not waited for. */
async function stop(app: App, parts: Parts & { reached: Reached | null }, patience: number): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), patience);
  await app.close();
  clearTimeout(late);
  parts.erasedBytes.stop();
  await parts.uploads.settled();
  await parts.pictures.settled();
  await parts.reached?.stop();
  await parts.database.close();
}

/** Somebody may have put an older file of records in the place of the newer one: then the store begins another life. */
async function openReached({ database, random, clock, logger, reachedFile }: StartOptions): Promise<Reached | null> {
  if (reachedFile === null) return null;
  const reached = new Reached(database, reachedFile, (error) =>
    logger.error({ err: error }, 'how far the records have come was not noted'),
  );
  if (await reached.isBehind()) {
    await beginLife(database, { random, now: clock() });
    logger.warn('the records are older than they were: phones are asked to send again what is missing');
  }
  return reached;
}

function faultLogger(logger: FastifyBaseLogger): (error: unknown) => void {
  return (error) => logger.error({ err: error }, 'bytes of a photo could not be prepared or removed');
}
