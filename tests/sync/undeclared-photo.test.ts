import { describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { photoElsewhere } from '../../src/localdb/photos.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { sendPhotos } from '../../src/sync/send-photos.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { emptyAnswer, jsonAnswer, scriptedTransport } from '../fakes/transport.ts';

describe('a photo that the server does not know', () => {
  test('waits for the change that names it', async () => {
    const device = await withPhoto();
    const photos = [{ id: 'photo' }];
    const body = JSON.stringify({ n: 1, type: 'new', id: 'entry', photos });
    await device.db.outbox.put({ n: 1, entry: 'entry', body, at: 0 });
    const { db, requests } = await sendThrice(device);
    expect(requests).toEqual(['PATCH']);
    expect(await db.photos.get('photo')).toMatchObject({ state: 'ready', chunkCount: 1 });
  });

  test('though its change was taken is asked for once a round, and no byte is sent in vain again', async () => {
    const { db, requests } = await sendThrice(await withPhoto());
    expect(requests).toEqual(['PATCH', 'HEAD', 'HEAD']);
    expect(await db.photos.get('photo')).toMatchObject({ state: 'declared', chunkCount: 1 });
  });
});

describe('a photo that a restored server has never heard of', () => {
  const unknown = jsonAnswer(404, { type: 'about:blank', kind: 'not_ready', title: '', status: 404 }, { 'tus-resumable': '1.0.0' });

  test('stays while its entry is on the phone', async () => {
    const device = await withPhoto();
    const draft = newDraft(device, { id: 'entry' });
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const { db } = await sendThrice(device, unknown);
    expect(await db.photos.get('photo')).toMatchObject({ state: 'declared', chunkCount: 1 });
  });

  test('goes where its entry has left the phone and nothing names it: it could never be sent', async () => {
    const { db, requests } = await sendThrice(await withPhoto(), unknown);
    expect(requests).toEqual(['PATCH']);
    expect([await db.photos.count(), await db.chunks.count()]).toEqual([0, 0]);
  });
});

async function withPhoto(): Promise<TestDevice> {
  const device = await newDevice();
  const { db } = device;
  await db.photos.put({ ...photoElsewhere('photo', { entry: 'entry', state: 'declared', offset: 0 }), own: true, chunkCount: 1 });
  await db.chunks.put({ photo: 'photo', index: 0, bytes: new Uint8Array(1000) });
  return device;
}

async function sendThrice(
  { db }: TestDevice,
  answer = emptyAnswer(404, { 'tus-resumable': '1.0.0' }),
): Promise<{ db: TestDevice['db']; requests: string[] }> {
  const transport = scriptedTransport(() => answer);
  // The waiting change goes before a photo only where it is newer than the text that was sent last.
  for (let round = 0; round < 3; round += 1) await sendPhotos(db, { transport, now: () => 0, onProgress: () => {}, newestText: 1 });
  return { db, requests: transport.requests.map(({ method }) => method) };
}
