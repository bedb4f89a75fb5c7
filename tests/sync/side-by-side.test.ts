import { describe, expect, test } from 'vitest';
import type { LocalDatabase } from '../../src/localdb/database.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { photoElsewhere, putChunks } from '../../src/localdb/photos.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { sha256 } from '../../src/localdb/sha256.ts';
import { newestWaiting, sendPhotos, type PhotosOutcome } from '../../src/sync/send-photos.ts';
import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { broadcastValues, newDevice, newDraft, setFields } from '../fakes/device.ts';
import { emptyAnswer, noAnswer, textAnswer } from '../fakes/transport.ts';

describe('several photos that wait', () => {
  test('go two at a time, the one with the least left first', async () => {
    const { wire } = await sending({ big: 9000, small: 3000, middle: 6000 });
    expect(await wire.onTheWay()).toEqual(['middle', 'small']);
    wire.answer('small', stored());
    expect(await wire.onTheWay()).toEqual(['big', 'middle']);
    wire.answer('big', stored());
    wire.answer('middle', stored());
    expect(await wire.outcome).toEqual({ status: 'done' });
  });

  test('go one at a time while the link is like 2G, and two again once it is better', async () => {
    const link = { isSlow: true };
    const { wire } = await sending({ one: 1000, two: 2000, three: 3000 }, { isLinkSlow: () => link.isSlow });
    expect(await wire.onTheWay()).toEqual(['one']);
    link.isSlow = false;
    wire.answer('one', stored());
    expect(await wire.onTheWay()).toEqual(['three', 'two']);
  });

  test('go one at a time when they are large, so that a small phone never holds two of them', async () => {
    const { wire } = await sending({ huge: 2_500_000, larger: 3_000_000, small: 300_000, tiny: 200_000 });
    expect(await wire.onTheWay()).toEqual(['small', 'tiny']);
    wire.answer('tiny', stored());
    expect(await wire.onTheWay()).toEqual(['huge', 'small']);
    wire.answer('small', stored());
    expect(await wire.onTheWay()).toEqual(['huge']);
    wire.answer('huge', stored());
    expect(await wire.onTheWay()).toEqual(['larger']);
  });
});

describe('text that is saved while two photos are on their way', () => {
  test('goes before the next photo begins, and neither of the two is cut short for it', async () => {
    const { db, wire } = await sending({ one: 1000, two: 2000, three: 3000 });
    expect(await wire.onTheWay()).toEqual(['one', 'two']);
    await db.outbox.add({ n: 2, entry: 'entry', body: '{}', at: 0 });
    wire.answer('one', stored());
    expect(await wire.onTheWay()).toEqual(['two']);
    wire.answer('two', stored());
    expect(await wire.outcome).toEqual({ status: 'textWaiting' });
    expect(await states(db)).toEqual({ one: 'stored', two: 'stored', three: 'declared' });
  });
});

describe('a cut of one of two photos', () => {
  test('leaves the other where it was; the cut one asks how much arrived and goes on from there', async () => {
    const { db, wire } = await sending({ one: 1000, two: 2000 });
    await wire.onTheWay();
    wire.answer('one', noAnswer);
    expect(await wire.onTheWay()).toEqual(['one', 'two']);
    expect(wire.requestOf('one').method).toBe('HEAD');
    wire.answer('one', emptyAnswer(200, { 'tus-resumable': '1.0.0', 'upload-offset': '400' }));
    await wire.onTheWay();
    expect(wire.requestOf('one').body).toHaveLength(600);
    wire.answer('two', stored());
    wire.answer('one', stored());
    expect(await wire.outcome).toEqual({ status: 'done' });
    expect(wire.requests.filter(({ path }) => path.endsWith('/two'))).toHaveLength(1);
    expect(await states(db)).toEqual({ one: 'stored', two: 'stored' });
  });

  test('that comes to nothing again and again begins no third photo, and lets the other one come to its end', async () => {
    const { db, wire } = await sending({ one: 1000, two: 2000, three: 3000 });
    for (let cut = 0; cut < 3; cut += 1) {
      expect(await wire.onTheWay()).toEqual(['one', 'two']);
      wire.answer('one', noAnswer);
    }
    expect(await wire.onTheWay()).toEqual(['two']);
    wire.answer('two', noAnswer);
    expect(await wire.onTheWay()).toEqual(['two']);
    wire.answer('two', stored());
    expect(await wire.outcome).toEqual({ status: 'offline' });
    expect(await states(db)).toEqual({ one: 'declared', two: 'stored', three: 'declared' });
  });
});

describe('an answer that ends the sending', () => {
  const wait = { 'retry-after': '30' };
  const endings: [string, WireAnswer, PhotosOutcome][] = [
    ['429 from a proxy', textAnswer(429, 'slow down', wait), { status: 'serverTrouble', retryAfter: 30 }],
    ['503 from our server', emptyAnswer(503, { 'tus-resumable': '1.0.0', ...wait }), { status: 'serverTrouble', retryAfter: 30 }],
    ['401', emptyAnswer(401, { 'tus-resumable': '1.0.0' }), { status: 'signedOut' }],
    ['the page of some Wi-Fi', textAnswer(200, '<html>'), { status: 'notOurServer' }],
    ['the page of some Wi-Fi that asks for a name', textAnswer(401, '<html>'), { status: 'notOurServer' }],
  ];
  test.each(endings)('%s to one: the other is heard to its end, nothing more is asked', async (_name, answer, outcome) => {
    const { db, wire } = await sending({ one: 1000, two: 2000, three: 3000 });
    await wire.onTheWay();
    wire.answer('one', answer);
    expect(await wire.onTheWay()).toEqual(['two']);
    wire.answer('two', emptyAnswer(204, { 'tus-resumable': '1.0.0', 'upload-offset': '1500' }));
    expect(await wire.outcome).toEqual(outcome);
    expect(wire.requests).toHaveLength(2);
    expect(await db.photos.get('two')).toMatchObject({ state: 'declared', offset: 1500 });
  });

  test('413 from a proxy is answered with small pieces, for the photos after it too', async () => {
    const { wire } = await sending({ one: 70_000, two: 80_000, three: 90_000 }, { isLinkSlow: () => true });
    await wire.onTheWay();
    wire.answer('one', textAnswer(413, '<html>too large</html>'));
    await wire.onTheWay();
    wire.answer('one', emptyAnswer(200, { 'tus-resumable': '1.0.0', 'upload-offset': '0' }));
    await wire.onTheWay();
    expect(wire.requestOf('one').body).toHaveLength(64 * 1024);
    wire.answer('one', stored());
    await wire.onTheWay();
    expect(wire.requestOf('two').body).toHaveLength(64 * 1024);
  });

  test('413 to the smallest piece too is trouble of the server, not of the Wi-Fi', async () => {
    const { wire } = await sending({ one: 70_000 });
    const refused = textAnswer(413, '<html>too large</html>');
    for (let again = 0; again < 3; again += 1) {
      await wire.onTheWay();
      if (wire.requestOf('one').method === 'HEAD') {
        wire.answer('one', emptyAnswer(200, { 'tus-resumable': '1.0.0', 'upload-offset': '0' }));
        await wire.onTheWay();
      }
      wire.answer('one', refused);
    }
    expect(await wire.outcome).toEqual({ status: 'serverTrouble', retryAfter: null });
  });
});

describe('the server finds that what came is not the photo that was declared', () => {
  const spoiled = emptyAnswer(460, { 'tus-resumable': '1.0.0', 'upload-offset': '0' });

  test('and the phone’s own disk has spoiled it: it is sent no more, and its author is told', async () => {
    const { db, wire } = await sending({ one: 1000, two: 2000 }, { spoiled: 'one' });
    await wire.onTheWay();
    wire.answer('one', spoiled);
    // The bytes are looked at on another thread.
    await expect.poll(() => wire.onTheWay()).toEqual(['two']);
    wire.answer('two', stored());
    expect(await wire.outcome).toEqual({ status: 'done' });
    expect(await states(db)).toEqual({ one: 'corrupt', two: 'stored' });
    expect(wire.requests).toHaveLength(2);
  });

  test('and it is whole on the phone: it goes once more, then waits for the next round', async () => {
    const { db, wire } = await sending({ one: 1000 });
    for (let again = 0; again < 2; again += 1) {
      await expect.poll(() => wire.onTheWay()).toEqual(['one']);
      wire.answer('one', spoiled);
    }
    expect(await wire.outcome).toEqual({ status: 'done' });
    expect(await states(db)).toEqual({ one: 'declared' });
    expect(wire.requests).toHaveLength(2);
  });
});

describe('a phone that cannot write any more', () => {
  test('says so once the other photo has ended, too', async () => {
    const { db, wire } = await sending({ one: 1000, two: 2000 });
    await wire.onTheWay();
    db.close({ disableAutoOpen: true });
    wire.answer('one', stored());
    wire.answer('two', stored());
    await expect(wire.outcome).rejects.toThrow();
  });
});

/** A phone whose photos, by name and size, are declared and have begun to go; nothing is answered but by the test. */
async function sending(
  photos: Record<string, number>,
  { spoiled, ...link }: { isLinkSlow?: () => boolean; spoiled?: string } = {},
): Promise<{ db: LocalDatabase; wire: HeldWire }> {
  const device = await newDevice();
  const { db } = device;
  const draft = newDraft(device, { id: 'entry' });
  await saveDraft(db, draft);
  await saveEntry(db, draft, { values: broadcastValues(), setFields }, device.clock.now);
  for (const [id, size] of Object.entries(photos)) {
    const bytes = new Uint8Array(size);
    const chunkCount = await putChunks(db, id, bytes);
    const reference = {
      id,
      sha256: id === spoiled ? 'of-what-it-was' : await sha256(bytes),
      size,
      type: 'image/jpeg',
      width: 1,
      height: 1,
      takenAt: null,
      source: 'camera' as const,
    };
    await db.photos.put({ ...photoElsewhere(id, { entry: 'entry', state: 'declared', offset: 0 }), own: true, chunkCount, reference });
  }
  const wire = new HeldWire();
  const newestText = await newestWaiting(db);
  wire.outcome = sendPhotos(db, { transport: wire, now: () => device.clock.now, onProgress: () => {}, newestText, ...link });
  // What becomes of it is asked later.
  wire.outcome.catch(() => {});
  return { db, wire };
}

/** A wire on which every request waits for the answer that the test gives it. */
class HeldWire {
  readonly requests: WireRequest[] = [];
  outcome: Promise<PhotosOutcome> = Promise.resolve({ status: 'done' });
  readonly #waiting = new Map<string, { request: WireRequest; resolve: (answer: WireAnswer) => void }>();

  send(request: WireRequest): Promise<WireAnswer> {
    this.requests.push(request);
    return new Promise((resolve) => this.#waiting.set(nameOf(request), { request, resolve }));
  }

  /** The photos that are on their way once the phone has done what it can. */
  async onTheWay(): Promise<string[]> {
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return [...this.#waiting.keys()].sort();
  }

  requestOf(photo: string): WireRequest {
    const waiting = this.#waiting.get(photo);
    if (!waiting) throw new Error(`${photo} is not on its way`);
    return waiting.request;
  }

  answer(photo: string, answer: WireAnswer): void {
    const waiting = this.#waiting.get(photo);
    if (!waiting) throw new Error(`${photo} is not on its way`);
    this.#waiting.delete(photo);
    waiting.resolve(answer);
  }
}

function nameOf({ path }: WireRequest): string {
  return path.split('/').at(-1) ?? '';
}

function stored(): WireAnswer {
  return emptyAnswer(204, { 'tus-resumable': '1.0.0', 'x-photo': 'stored' });
}

async function states(db: LocalDatabase): Promise<Record<string, string>> {
  return Object.fromEntries((await db.photos.toArray()).map(({ id, state }) => [id, state]));
}
