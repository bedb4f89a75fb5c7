import { describe, expect, test } from 'vitest';
import type { LocalDatabase } from '../../src/localdb/database.ts';
import { photoElsewhere, putChunks } from '../../src/localdb/photos.ts';
import { sha256 } from '../../src/localdb/sha256.ts';
import { Line } from '../../src/sync/line.ts';
import { sendPhotos } from '../../src/sync/send-photos.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { newDevice } from '../fakes/device.ts';
import { emptyAnswer, noAnswer } from '../fakes/transport.ts';

describe('a proxy that passes on only what has come to it whole, on a line that is cut after 80 kB', () => {
  test('gets a photo in pieces once it has swallowed two, and is tried with a larger piece only once', async () => {
    const { proxy, send } = await phoneBehindProxy({ one: 462_611 });
    expect(await send()).toEqual({ status: 'done' });
    const passed = Array.from({ length: 6 }, () => 65_536);
    expect(proxy.sizes()).toEqual([462_611, 462_611, 65_536, 131_072, 131_072, ...passed, 3_859]);
  });

  test('gets the next photos in pieces at once, in later rounds too', async () => {
    const { db, proxy, send } = await phoneBehindProxy({ one: 300_000 });
    await send();
    await declare(db, 'two', 100_000);
    proxy.requests.length = 0;
    expect(await send()).toEqual({ status: 'done' });
    expect(proxy.sizes()).toEqual([65_536, 34_464]);
  });

  test('gets an attachment of many pieces in one round', async () => {
    const { proxy, send } = await phoneBehindProxy({ one: 1_500_000 });
    expect(await send()).toEqual({ status: 'done' });
    expect(proxy.vain()).toBe(2 * (1_500_000 + 131_072));
  });
});

describe('a proxy that passes on what comes to it whole within half a minute', () => {
  test.each([
    [3_500, [35_000, 35_000, 35_000, 29_464]],
    [9_000, [90_000, 44_464]],
    [100_000, [131_072, 3_392]],
  ])('gets, at %i bytes a second, as much at once as passes in ten seconds', async (bytesPerSecond, pieces) => {
    const { proxy, send } = await phoneBehindProxy({ one: 200_000 }, { bytesPerSecond });
    proxy.most = Math.min(199_999, bytesPerSecond * 30);
    expect(await send()).toEqual({ status: 'done' });
    expect(proxy.sizes()).toEqual([200_000, 200_000, 65_536, ...pieces]);
  });
});

describe('a line that is dead for a while', () => {
  test('is no proxy: what is sent afterwards goes as a whole', async () => {
    const { proxy, send } = await phoneBehindProxy({ one: 262_611 });
    proxy.isDead = true;
    expect(await send()).toEqual({ status: 'offline' });
    proxy.isDead = false;
    proxy.most = Number.POSITIVE_INFINITY;
    proxy.requests.length = 0;
    expect(await send()).toEqual({ status: 'done' });
    expect(proxy.sizes()).toEqual([262_611]);
  });
});

async function phoneBehindProxy(photos: Record<string, number>, { bytesPerSecond = 0 } = {}) {
  const device = await newDevice();
  const { db, clock } = device;
  for (const [id, size] of Object.entries(photos)) await declare(db, id, size);
  const proxy = new SwallowingProxy(clock, bytesPerSecond);
  const line = new Line();
  const send = () => sendPhotos(db, { transport: proxy, now: () => clock.now, onProgress: () => {}, newestText: 0, line });
  return { db, proxy, send };
}

/** What the server was told of each photo. */
const declared: Record<string, number> = {};

async function declare(db: LocalDatabase, id: string, size: number): Promise<void> {
  const bytes = new Uint8Array(size);
  const chunkCount = await putChunks(db, id, bytes);
  const kind = { type: 'image/jpeg', width: 1, height: 1, takenAt: null, source: 'camera' as const };
  const reference = { id, sha256: await sha256(bytes), size, ...kind };
  declared[`/v1/photos/${id}`] = size;
  await db.photos.put({ ...photoElsewhere(id, { entry: 'entry', state: 'declared', offset: 0 }), own: true, chunkCount, reference });
}

/** The server behind it keeps what reaches it. */
class SwallowingProxy implements Transport {
  readonly requests: WireRequest[] = [];
  most = 80_000;
  isDead = false;
  readonly #clock: { now: number };
  readonly #bytesPerSecond: number;
  readonly #kept = new Map<string, number>();

  constructor(clock: { now: number }, bytesPerSecond: number) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
  }

  async send(request: WireRequest): Promise<WireAnswer> {
    this.requests.push(request);
    const { path, method, body } = request;
    const kept = this.#kept.get(path) ?? 0;
    if (this.isDead) return noAnswer;
    if (method === 'HEAD') return offsetOf(kept);
    const size = body?.length ?? 0;
    if (this.#bytesPerSecond > 0) this.#clock.now += (size / this.#bytesPerSecond) * 1000;
    if (size > this.most) return noAnswer;
    this.#kept.set(path, kept + size);
    return kept + size === declared[path] ? stored : offsetOf(kept + size);
  }

  sizes(): number[] {
    return this.requests.flatMap(({ method, body }) => (method === 'PATCH' ? [body?.length ?? 0] : []));
  }

  vain(): number {
    const arrived = [...this.#kept.values()].reduce((sum, each) => sum + each, 0);
    return this.sizes().reduce((sum, each) => sum + each, 0) - arrived;
  }
}

const stored = emptyAnswer(204, { 'tus-resumable': '1.0.0', 'x-photo': 'stored' });

function offsetOf(offset: number): WireAnswer {
  return emptyAnswer(204, { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) });
}
