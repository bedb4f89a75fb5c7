import { saveDraft } from '../../src/localdb/drafts.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import type { PhotoRow } from '../../src/localdb/rows.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { hashOf } from '../../src/server/backup/copy-folder.ts';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import type { Database } from '../../src/server/db/database.ts';
import { exchange } from '../../src/sync/exchange.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { uploadPhoto } from '../../src/sync/upload-photo.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { newDraft, setFields, trainingValues } from './device.ts';
import { seeded } from './seeded.ts';
import { type ServerPhone, signedInPhone } from './server-phone.ts';
import { startTestServer } from './test-server.ts';

/** What became of photos on a bad network. */
export interface UploadsThroughCuts {
  cuts: number;
  size: number;
  /** Bytes that travelled more than once because of the cuts. */
  resent: number;
  /** Bytes that were on their way to the server at the cuts. */
  inFlight: number;
  /** Cuts after which more was sent again than had been in flight. */
  wasteful: number;
  notIdentical: number;
  /** Bodies that the server still believes to be on their way. */
  leftOnTheWay: number;
  seconds: number;
}

/** The phone's own core sends photos to a real server through a proxy, until there were `cuts` and all is stored. */
export async function uploadThroughCuts(options: {
  photos: readonly Uint8Array[];
  cuts: number;
  seed: number;
  blobs?: (database: Database) => BlobStore;
  /** Server processes that share the stores and take turns, connection by connection. */
  servers?: 1 | 2;
}): Promise<UploadsThroughCuts> {
  const stores = options.blobs ? { blobs: options.blobs } : {};
  const server = await startTestServer(stores);
  const second = options.servers === 2 ? await startTestServer({ ...stores, database: server.parts.database }) : null;
  let turn = 0;
  const target = (): number => Number(new URL((turn += 1) % 2 === 0 && second ? second.url : server.url).port);
  const proxy = await startCuttingProxy({ target, random: seeded(options.seed), within: 200_000, share: 0.9 });
  try {
    const phone = await signedInPhone(server, 'hiepcuong', () => proxy.url);
    const world = { transport: phone.transport, build: '2026.11.1', now: () => phone.clock.now, onProgress: () => {} };
    for (const bytes of options.photos) await logPhoto(phone, bytes);
    await exchange(phone.db, world);
    const meter = new Meter(proxy, phone.transport);
    const begun = performance.now();
    for (const photo of await phone.db.photos.toArray()) {
      proxy.cutting = proxy.cuts < options.cuts;
      await uploadWhole(phone, photo, meter);
    }
    const seconds = (performance.now() - begun) / 1000;
    proxy.cutting = false;
    for (const each of [server, second]) await each?.parts.uploads.settled();
    const notIdentical = await countDifferent(phone, server.parts.blobs);
    const leftOnTheWay = (await server.parts.blobs.staged()).length;
    const size = options.photos.reduce((sum, each) => sum + each.length, 0);
    return { cuts: proxy.cuts, size, ...meter.totals, notIdentical, leftOnTheWay, seconds };
  } finally {
    await proxy.close();
    await second?.close();
    await server.close();
  }
}

async function uploadWhole(phone: ServerPhone, photo: PhotoRow, meter: Meter): Promise<void> {
  const size = photo.reference?.size ?? 0;
  for (let askOffset = false; ; askOffset = true) {
    const row = (await phone.db.photos.get(photo.id)) ?? photo;
    const outcome = await uploadPhoto(phone.db, row, { transport: meter, chunk: null, askOffset });
    if (outcome.status === 'stored') break;
    if (!['offline', 'cut', 'advanced'].includes(outcome.status)) throw new Error(outcome.status);
  }
  meter.close(size);
}

/** Compares, attempt by attempt, what went over the wire with where the next one began. */
class Meter implements Transport {
  readonly totals = { resent: 0, inFlight: 0, wasteful: 0 };
  readonly #proxy: CuttingProxy;
  readonly #wire: Transport;
  #last: { offset: number; read: number; passed: number } | null = null;

  constructor(proxy: CuttingProxy, wire: Transport) {
    this.#proxy = proxy;
    this.#wire = wire;
  }

  async send(request: WireRequest): Promise<WireAnswer> {
    if (request.method === 'PATCH') {
      const offset = Number(request.headers?.['upload-offset']);
      this.close(offset);
      this.#last = { offset, ...this.#proxy.bodies };
    }
    return this.#wire.send(request);
  }

  /** The next attempt begins here, or the photo ends. */
  close(next: number): void {
    if (!this.#last) return;
    const read = this.#proxy.bodies.read - this.#last.read;
    const inFlight = read - (this.#proxy.bodies.passed - this.#last.passed);
    const resent = this.#last.offset + read - next;
    this.totals.resent += resent;
    this.totals.inFlight += inFlight;
    if (resent > inFlight) this.totals.wasteful += 1;
    this.#last = null;
  }
}

async function logPhoto(phone: ServerPhone, bytes: Uint8Array): Promise<void> {
  const draft = newDraft(phone, { kind: 'training' });
  await saveDraft(phone.db, draft);
  const id = newIdentifier((phone.clock.now += 1));
  const taken = { source: 'camera' as const, takenAt: phone.clock.now };
  await storeRawPhoto(phone.db, { id, draft: draft.id, bytes: new Uint8Array(bytes), type: 'image/jpeg', ...taken, now: phone.clock.now });
  const reference = { id, sha256: hashOf(bytes), size: bytes.length, type: 'image/jpeg', width: 1600, height: 1200, ...taken };
  await storeReadyPhoto(phone.db, { reference, bytes: new Uint8Array(bytes), thumbnail: null });
  const saved = await saveEntry(phone.db, draft, { values: trainingValues(), setFields }, phone.clock.now);
  if (saved.status !== 'saved') throw new Error(saved.status);
}

async function countDifferent(phone: ServerPhone, blobs: BlobStore): Promise<number> {
  let different = 0;
  for (const { reference } of await phone.db.photos.toArray()) {
    const sha256 = reference?.sha256 ?? '';
    const bytes = await blobs.get(`original/${sha256.slice(0, 2)}/${sha256}`);
    if (!bytes || hashOf(bytes) !== sha256) different += 1;
  }
  return different;
}
