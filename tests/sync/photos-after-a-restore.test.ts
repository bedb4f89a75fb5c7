import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countSending } from '../../src/app/state/count-sending.ts';
import type { PhotoReference } from '../../src/domain/entry.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { forgetErasedNow } from '../../src/localdb/forget-erased.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { moveReviewed } from '../../src/localdb/review.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { readUnsentWork } from '../../src/localdb/unsent-work.ts';
import { noteSafe, readCovered } from '../../src/server/backup/safe.ts';
import { exchange } from '../../src/sync/exchange.ts';
import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { newDraft, setFields, trainingValues } from '../fakes/device.ts';
import { startRestorableServer, type RestorableServer } from '../fakes/restorable-server.ts';
import { loadAll, logBroadcast, logEntry, logTraining, send, sha256, type ServerPhone } from '../fakes/server-phone.ts';
import { emptyAnswer } from '../fakes/transport.ts';
import { units } from '../fakes/wire-phone.ts';

let server: RestorableServer;
beforeEach(async () => {
  server = await startRestorableServer();
});
afterEach(() => server.close());

describe('a server was restored from a copy that has not these photos', () => {
  test('they are sent again, and a phone keeps them until a copy has what came again', async () => {
    const phone = await phoneBeforeACopy('first');
    const { id } = await logTraining(phone, 2);
    await send(phone);
    await send(phone);
    await server.restoreCopy('first');
    await sendText(phone);
    // The next backup begins while the entry is there and its photos are still on the way.
    const finishCopy = await beginCopy(phone, 'second');
    await send(phone);
    await send(phone);
    await finishCopy();
    await logBroadcast(phone);
    await send(phone);
    expect(await photosOnServer(id)).toEqual(['stored', 'stored']);
    await server.restoreCopy('second');
    await send(phone);
    await send(phone);
    expect(await photosOnServer(id)).toEqual(['stored', 'stored']);
  });

  test('a picture that the server could not read comes again too: somebody may read it later', async () => {
    const phone = await phoneBeforeACopy('first');
    const id = await logUnreadable(phone);
    await send(phone);
    await server.running.parts.pictures.settled();
    await send(phone);
    expect(await photosOnServer(id)).toEqual(['failed']);
    await server.restoreCopy('first');
    await send(phone);
    await send(phone);
    await server.running.parts.pictures.settled();
    expect(await photosOnServer(id)).toEqual(['failed']);
  });

  test('where a phone has let go of them because a newer copy had them, its person is told that they are gone', async () => {
    const phone = await phoneBeforeACopy('first');
    await logTraining(phone, 1);
    await sendText(phone);
    await server.keepCopy('second');
    await send(phone);
    await send(phone);
    const finishCopy = await beginCopy(phone, 'third');
    await finishCopy();
    await send(phone);
    expect(await phone.db.chunks.count()).toBe(0);
    await server.restoreCopy('second');
    await send(phone);
    await send(phone);
    expect((await countSending(phone.db)).badPhotos).toMatchObject([{ state: 'corrupt' }]);
  });
});

describe('photos of an entry that has left the phone, while no copy has them', () => {
  test('come again where its unit was lost', async () => {
    const phone = await phoneBeforeACopy('first');
    const { id } = await logEarlier(phone);
    await send(phone);
    await send(phone);
    await loseUnit(phone);
    expect(await phone.db.entries.count()).toBe(0);
    await server.restoreCopy('first');
    await loseUnit(phone);
    await send(phone);
    expect(await photosOnServer(id)).toEqual(['stored', 'stored']);
  });

  test('come again where it was moved to another unit', async () => {
    const [phone, desk] = [await phoneBeforeACopy('first'), await server.phoneOf('sonoivu')];
    const { id } = await logTraining(phone, 2);
    await send(phone);
    await moveAway(desk, id);
    await send(phone);
    expect(await phone.db.entries.get(id)).toBeUndefined();
    await server.restoreCopy('first');
    await send(phone);
    await send(desk);
    expect(await photosOnServer(id)).toEqual(['stored', 'stored']);
  });

  test('are in nobody’s sight, and hold nobody back from leaving the phone', async () => {
    const phone = await phoneBeforeACopy('first');
    await logEarlier(phone);
    await send(phone);
    await loseUnit(phone);
    expect(await statesOn(phone)).toEqual(['stored', 'stored']);
    await server.restoreCopy('first');
    await loseUnit(phone);
    expect(await countSending(phone.db)).toMatchObject({ photoCount: 0, badPhotos: [] });
    expect(await readUnsentWork(phone.db)).toEqual({ entries: 0, schedules: 0, drafts: 0 });
  });

  test('go with the next copies, and nothing is left of them', async () => {
    const phone = await phoneBeforeACopy('first');
    await logEarlier(phone);
    await send(phone);
    await loseUnit(phone);
    for (const name of ['second', 'third']) {
      phone.clock.now += 120_000;
      await (await beginCopy(phone, name))();
      await send(phone);
    }
    expect([await phone.db.photos.count(), await phone.db.chunks.count()]).toEqual([0, 0]);
  });

  test('go at once where the entry is erased', async () => {
    const phone = await phoneBeforeACopy('first');
    const { id } = await logEarlier(phone);
    await send(phone);
    await loseUnit(phone);
    await forgetErasedNow(phone.db, id);
    expect([await phone.db.photos.count(), await phone.db.chunks.count()]).toEqual([0, 0]);
  });
});

describe('an answer about a photo that comes late', () => {
  test.each(['that it is there', 'that it is unknown'])(
    'and tells of the server before it was restored %s, does not keep the photo from the restored one',
    async (told) => {
      const phone = await phoneBeforeACopy('first');
      const { id } = await logTraining(phone, 1);
      const late = heldBack(phone);
      const sending = send(late.phone);
      await late.reached;
      await server.restoreCopy('first');
      await sendText(phone);
      if (told === 'that it is there') late.hear(undefined);
      else late.hear(emptyAnswer(404, { 'tus-resumable': '1.0.0' }));
      await sending;
      expect(await statesOn(phone)).toEqual(['declared']);
      await send(phone);
      expect(await photosOnServer(id)).toEqual(['stored']);
      expect(await statesOn(phone)).toEqual(['stored']);
    },
  );
});

describe('somebody else signs in on the same browser while photos are on their way', () => {
  test('they are told to be left, and go once their own person is signed in again', async () => {
    const phone = await server.phoneOf('hiepcuong');
    const stranger = await server.phoneOf('phohien');
    const { id } = await logTraining(phone, 2);
    const taken: ServerPhone = {
      ...phone,
      transport: { send: (request) => (request.path.startsWith('/v1/photos') ? stranger : phone).transport.send(request) },
    };
    expect(await send(taken)).toBe('photosLeft');
    expect(await send(phone)).toBe('allSent');
    expect(await photosOnServer(id)).toEqual(['stored', 'stored']);
  });
});

/** Holds the first photo's answer back until it is told what to hear. */
function heldBack(phone: ServerPhone) {
  const reached = once<void>();
  const heard = once<WireAnswer | undefined>();
  const hold = async (request: WireRequest): Promise<WireAnswer> => {
    const answer = await phone.transport.send(request);
    if (request.method !== 'PATCH') return answer;
    reached.tell();
    return (await heard.told) ?? answer;
  };
  return { phone: { ...phone, transport: { send: hold } }, reached: reached.told, hear: heard.tell };
}

function once<Told>(): { told: Promise<Told>; tell: (what: Told) => void } {
  const made: { tell?: (what: Told) => void } = {};
  const told = new Promise<Told>((resolve) => {
    made.tell = resolve;
  });
  return { told, tell: (what) => made.tell?.(what) };
}

async function statesOn(phone: ServerPhone): Promise<string[]> {
  return (await phone.db.photos.toArray()).map(({ state }) => state);
}

/** A phone that has sent something before a copy was kept. */
async function phoneBeforeACopy(name: string): Promise<ServerPhone> {
  const phone = await server.phoneOf('hiepcuong');
  await logBroadcast(phone);
  await send(phone);
  const finishCopy = await beginCopy(phone, name);
  await finishCopy();
  return phone;
}

/** It has what is on the server now, and counts once it is finished. */
async function beginCopy({ clock }: ServerPhone, name: string): Promise<() => Promise<void>> {
  const copiedAt = (clock.now += 120_000);
  const covered = await readCovered(server.running.parts.database.query);
  await server.keepCopy(name);
  return () => noteSafe(server.running.parts.database, covered, copiedAt);
}

/** The reporter's role in the unit ended yesterday, and the phone hears of it. */
async function loseUnit(phone: ServerPhone): Promise<void> {
  await server.running.parts.database.query
    .updateTable('granted_role')
    .set({ to_day: '2026-11-23' })
    .where('person', '=', phone.db.person)
    .where('role', '=', 'reporter')
    .execute();
  await send(phone);
  await send(phone);
}

/** What was done while the role still stood is taken after its end too. */
async function logEarlier(phone: ServerPhone): Promise<{ id: string }> {
  return logEntry(phone, { kind: 'training', values: { ...trainingValues(), startDate: '2026-11-22', endDate: '2026-11-22' }, photos: 2 });
}

async function moveAway(desk: ServerPhone, id: string): Promise<void> {
  await loadAll(desk);
  const row = await desk.db.review.get(id);
  if (!row) throw new Error('the queue does not show the entry');
  await moveReviewed(desk.db, row.entry, units.phoHien, desk.clock.now);
  await send(desk);
}

/** Text only: of a restore the phone learns by it, and sends its changes again. */
async function sendText(phone: ServerPhone): Promise<void> {
  for (let round = 0; round < 3; round += 1)
    await exchange(phone.db, { transport: phone.transport, now: () => (phone.clock.now += 1000), build: '2026.11.1' });
}

async function photosOnServer(entry: string): Promise<string[]> {
  const rows = await server.running.parts.database.query.selectFrom('photo').select('state').where('entry', '=', entry).execute();
  return rows.map(({ state }) => state);
}

async function logUnreadable(phone: ServerPhone): Promise<string> {
  const draft = newDraft(phone, { kind: 'training' });
  await saveDraft(phone.db, draft);
  const bytes = new Uint8Array(5000).map((_, index) => (index * 7) % 251);
  const { now } = phone.clock;
  const reference: PhotoReference = {
    id: newIdentifier(now),
    sha256: sha256(bytes),
    size: bytes.length,
    type: 'image/heic',
    width: 0,
    height: 0,
    takenAt: null,
    source: 'gallery',
  };
  const { id } = reference;
  await storeRawPhoto(phone.db, { id, draft: draft.id, bytes, type: 'image/heic', source: 'gallery', takenAt: null, now });
  await storeReadyPhoto(phone.db, { reference, bytes: null, thumbnail: null });
  await saveEntry(phone.db, draft, { values: trainingValues(), setFields }, now);
  return draft.id;
}
