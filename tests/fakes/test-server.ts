import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Entry } from '../../src/domain/entry.ts';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import { openDiskBlobStore } from '../../src/server/blobs/disk/disk-blob-store.ts';
import type { Database } from '../../src/server/db/database.ts';
import type { FloodLimits } from '../../src/server/http/flood-limits.ts';
import type { App, Parts } from '../../src/server/http/parts.ts';
import { start } from '../../src/server/start.ts';
import { openSqliteFile } from './sqlite-file.ts';

/** The real server in this process, on a real port, with SQLite and photos in a folder of its own. */
export interface TestServer {
  url: string;
  app: App;
  parts: Parts;
  /** Moves when told, like every clock of the tests. */
  clock: { now: number };
  dataFolder: string;
  setupToken: string | null;
  /** Everything that was logged, one line an entry. */
  log: string[];
  /** Stops it; the folder stays for `startTestServer({ dataFolder })` when it was given. */
  close: () => Promise<void>;
}

export interface TestServerOptions {
  clock?: { now: number };
  dataFolder?: string;
  /** Another store than SQLite in the folder; closed with the server. */
  database?: Database;
  /** Another place for photos than the folder. */
  blobs?: (database: Database) => BlobStore;
  demo?: boolean;
  demoAllowed?: boolean;
  /** Bytes that secrets and ids are made of; equal seeds give equal servers. */
  seed?: string;
  floodLimits?: FloodLimits;
  trustProxy?: boolean | string;
  client?: string | null;
  keptAssets?: string;
  reachedFile?: string;
}

export const testNow = Date.parse('2026-11-24T10:05:00+07:00');

/** As the store has it. */
export async function storedEntry({ parts }: TestServer, id: string): Promise<Entry> {
  const { query } = parts.database;
  const { document } = await query.selectFrom('entry').select('document').where('id', '=', id).executeTakeFirstOrThrow();
  return JSON.parse(document) as Entry;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = options.clock ?? { now: testNow };
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'so-server-')));
  const log: string[] = [];
  const database = options.database ?? (await openSqliteFile(path.join(dataFolder, 'so.sqlite')));
  const started = await start({
    database,
    blobs: options.blobs?.(database) ?? (await openDiskBlobStore(path.join(dataFolder, 'photos'))),
    decoder: fileURLToPath(new URL('decode-worker.mjs', import.meta.url)),
    reachedFile: options.reachedFile ?? null,
    stopPatience: 50,
    clock: () => clock.now,
    random: options.seed === undefined ? randomBytes : seededBytes(options.seed),
    build: '2026.11.1',
    demo: options.demo ?? true,
    demoAllowed: options.demoAllowed ?? true,
    logger: pino({ base: null }, { write: (line: string) => log.push(line) }),
    trustProxy: options.trustProxy ?? false,
    client: options.client ?? null,
    keptAssets: options.keptAssets ?? null,
    floodLimits: options.floodLimits ?? { session: 1_000_000, address: 1_000_000, passwords: 1_000_000 },
  });
  if (started === 'demo_outside') throw new Error('demo accounts are not served outside');
  await started.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = started.app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    app: started.app,
    parts: started.parts,
    clock,
    dataFolder,
    setupToken: started.setupToken,
    log,
    async close() {
      await started.stop();
      if (!options.dataFolder) await rm(dataFolder, { recursive: true });
    },
  };
}

function seededBytes(seed: string): (count: number) => Uint8Array {
  let asked = 0;
  return (count) => {
    asked += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed}/${asked}`).digest();
  };
}
