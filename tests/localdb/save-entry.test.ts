import { describe, expect, test } from 'vitest';
import type { Entry, PhotoReference } from '../../src/domain/entry.ts';
import { discardDraft, saveDraft } from '../../src/localdb/drafts.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { readPhotoBytes, storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { broadcastValues, newDevice, newDraft, setFields, trainingValues, type TestDevice } from '../fakes/device.ts';
import { serverEntry } from '../fakes/sync-answer.ts';

describe('saving a complete entry without network', () => {
  test('makes one change that submits it, and the draft is gone', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const outbox = await device.db.outbox.toArray();
    expect(outbox.map((row) => readBody(row))).toMatchObject([{ n: 1, type: 'new', submit: true, base: 0, set: broadcastValues() }]);
    expect(await device.db.drafts.count()).toBe(0);
    expect(await device.db.entries.get(draft.id)).toMatchObject({ status: 'submitted', sync: 'pending', occurredOn: '2026-11-24' });
  });

  test('is found by what was written into it, lecturers too, and not by what the code calls things or days', async () => {
    const device = await newDevice();
    const draft = newDraft(device, { kind: 'training' });
    const values = { ...trainingValues(), lecturers: [{ name: 'Phạm Thị Hoa', position: 'Phó Chánh Văn phòng' }], taskId: 't09' };
    await saveEntry(device.db, draft, { values, setFields }, device.clock.now);
    const text = (await device.db.entries.get(draft.id))?.search ?? '';
    for (const written of ['tap huan dich vu cong', 'hoi truong ubnd xa', 'pham thi hoa', 'pho chanh van phong'])
      expect(text).toContain(written);
    for (const code of ['inperson', 'procedures', 'officials', 't09', '2026']) expect(text).not.toContain(code);
  });

  test('a second tap on "Lưu" makes no second entry', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    const results = await Promise.all([
      saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now),
      saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['saved', 'unchanged']);
    expect(await countWaiting(device.db)).toBe(1);
  });

  test('waits for photos that are not ready rather than leaving them out', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    const photo = await rawPhoto(device, draft.id);
    expect(await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now)).toEqual({
      status: 'photosNotReady',
      photos: [photo],
    });
    expect(await device.db.drafts.get(draft.id)).toBeDefined();
    await readyPhoto(device, photo, new Uint8Array(10));
    expect(await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now)).toMatchObject({
      status: 'saved',
    });
  });

  test('numbers of changes follow each other without a gap', async () => {
    const device = await newDevice();
    for (let count = 0; count < 5; count += 1) {
      const draft = newDraft(device);
      await saveDraft(device.db, draft);
      await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    }
    expect((await device.db.outbox.toArray()).map((row) => row.n)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('an edit of an entry that a colleague changed meanwhile', () => {
  test('sends only what this person changed, and leaves the colleague’s fields and photos alone', async () => {
    const device = await newDevice();
    const id = newDraft(device).id;
    const start = { values: broadcastValues(), photos: [] };
    const colleagues = { ...broadcastValues(), note: 'Bổ sung của đồng nghiệp', airings: 2 };
    await putServerEntry(device, serverEntry({ id, revision: 2, values: colleagues, photos: [reference('theirs')] }));
    const draft = newDraft(device, { id, mode: 'edit', base: 1, start });
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: { ...broadcastValues(), clustersOn: 10 }, setFields }, device.clock.now);
    const [sent] = await device.db.outbox.toArray();
    const { set, photosRemoved, base } = sent ? (JSON.parse(sent.body) as Record<string, unknown>) : {};
    expect({ set, photosRemoved, base }).toEqual({ set: { clustersOn: 10 }, photosRemoved: undefined, base: 1 });
  });

  test('sends members of a list as added and removed, so that two people’s lists unite', async () => {
    const device = await newDevice();
    const id = newDraft(device).id;
    await putServerEntry(device, serverEntry({ id, values: broadcastValues() }));
    const draft = newDraft(device, { id, mode: 'edit', base: 1, start: { values: broadcastValues(), photos: [] } });
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: { ...broadcastValues(), topics: ['digitalGovernment'] }, setFields }, device.clock.now);
    const [sent] = await device.db.outbox.toArray();
    expect(sent && readBody(sent)).toMatchObject({ add: { topics: ['digitalGovernment'] }, remove: { topics: ['procedures'] } });
    expect((await device.db.entries.get(id))?.view.values['topics']).toEqual(['digitalGovernment']);
  });
});

describe('one draft in two tabs', () => {
  test('what the second tab saves becomes an edit of what the first one saved', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    await saveEntry(device.db, draft, { values: broadcastValues('Tiêu đề sửa ở thẻ thứ hai'), setFields }, device.clock.now);
    expect((await device.db.outbox.toArray()).map((row) => readBody(row).type)).toEqual(['new', 'edit']);
    expect((await device.db.entries.get(draft.id))?.view.values['title']).toBe('Tiêu đề sửa ở thẻ thứ hai');
  });
});

describe('taking an entry back', () => {
  test('appends a void and takes nothing out of the outbox', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    await voidEntry(device.db, draft.id, device.clock.now);
    await voidEntry(device.db, draft.id, device.clock.now);
    expect((await device.db.outbox.toArray()).map((row) => readBody(row).type)).toEqual(['new', 'void']);
    expect((await device.db.entries.get(draft.id))?.status).toBe('void');
  });
});

describe('a draft and its photos', () => {
  test('what cannot be read as a number yet is kept as typed', async () => {
    const device = await newDevice();
    const draft = newDraft(device, { input: { attendance: 'bốn mươi tám', title: 'Tập huấn' } });
    await saveDraft(device.db, draft);
    expect((await device.db.drafts.get(draft.id))?.input).toEqual({ attendance: 'bốn mươi tám', title: 'Tập huấn' });
  });

  test('a photo taken while the form is open is not lost when the form saves its older copy', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    const photo = await rawPhoto(device, draft.id);
    await saveDraft(device.db, { ...draft, input: { title: 'viết tiếp' } });
    expect(await device.db.drafts.get(draft.id)).toMatchObject({ photos: [photo], input: { title: 'viết tiếp' } });
  });

  test('bytes come back exactly, whatever their length beside the row size', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    for (const length of [1, 48 * 1024, 48 * 1024 + 1, 250_000]) {
      const bytes = crypto.getRandomValues(new Uint8Array(Math.min(length, 65_536)));
      const whole = new Uint8Array(length);
      for (let offset = 0; offset < length; offset += bytes.length) whole.set(bytes.subarray(0, length - offset), offset);
      const photo = await rawPhoto(device, draft.id, whole);
      expect(await readPhotoBytes(device.db, photo)).toEqual(whole);
    }
  });

  test('a missing row of bytes is noticed, not sent as a shorter photo', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    const photo = await rawPhoto(device, draft.id, new Uint8Array(150_000));
    await device.db.chunks.delete([photo, 1]);
    expect(await readPhotoBytes(device.db, photo)).toBeNull();
  });

  test('discarding a draft frees its photos and leaves others alone', async () => {
    const device = await newDevice();
    const [gone, kept] = [newDraft(device), newDraft(device)];
    await saveDraft(device.db, gone);
    await saveDraft(device.db, kept);
    await rawPhoto(device, gone.id);
    const other = await rawPhoto(device, kept.id);
    await discardDraft(device.db, gone.id);
    expect((await device.db.photos.toArray()).map((photo) => photo.id)).toEqual([other]);
    expect(await readPhotoBytes(device.db, other)).not.toBeNull();
  });
});

function reference(id: string): PhotoReference {
  return { id, sha256: 'a'.repeat(43), size: 1, type: 'image/jpeg', width: 1, height: 1, takenAt: null, source: 'camera' };
}

async function putServerEntry(device: TestDevice, entry: Entry): Promise<void> {
  await device.db.entries.put({
    id: entry.id,
    unit: entry.unit,
    status: entry.status,
    occurredOn: '',
    sync: 'clean',
    search: '',
    server: entry,
    view: entry,
  });
}

async function rawPhoto(device: TestDevice, draft: string, bytes: Uint8Array<ArrayBuffer> = new Uint8Array(100)): Promise<string> {
  const id = newIdentifier(device.clock.now);
  await storeRawPhoto(device.db, { id, draft, bytes, type: 'image/jpeg', source: 'camera', takenAt: null, now: device.clock.now });
  return id;
}

async function readyPhoto(device: TestDevice, id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await storeReadyPhoto(device.db, {
    reference: {
      id,
      sha256: 'a'.repeat(43),
      size: bytes.length,
      type: 'image/jpeg',
      width: 1600,
      height: 1200,
      takenAt: null,
      source: 'camera',
    },
    bytes,
    thumbnail: null,
  });
}
