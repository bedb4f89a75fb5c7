import { describe, expect, test } from 'vitest';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { storeAttachment } from '../../src/localdb/attachments.ts';
import { discardDraft, removeDraftAttachment, saveDraft } from '../../src/localdb/drafts.ts';
import { readBody } from '../../src/localdb/entry-view.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { readPhotoBytes } from '../../src/localdb/photos.ts';
import type { DraftRow } from '../../src/localdb/rows.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { attachment } from '../fakes/attachment-reference.ts';
import { pdf } from '../fakes/attachments.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

const bytes = pdf('x'.repeat(120_000));
const reference = (id: string) => attachment({ id, size: bytes.length });

async function begun(device: TestDevice, draft: Partial<DraftRow> = {}): Promise<DraftRow> {
  const row = newDraft(device, draft);
  await saveDraft(device.db, row);
  return row;
}

const attach = (device: TestDevice, draft: DraftRow, id: string) =>
  storeAttachment(device.db, { draft: draft.id, reference: reference(id), bytes, now: device.clock.now });
const save = (device: TestDevice, draft: DraftRow) =>
  saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);

async function lastChange({ db }: TestDevice) {
  const row = await db.outbox.orderBy('n').last();
  return row && readBody(row);
}

/** An entry with these files, as the server gave it. */
async function onServer(device: TestDevice, ...ids: string[]): Promise<string> {
  const { id } = newDraft(device);
  const server = serverEntry({ id, revision: 2, values: broadcastValues(), attachments: ids.map(reference) });
  await device.db.entries.put({
    id,
    unit: server.unit,
    status: 'submitted',
    occurredOn: '2026-11-24',
    sync: 'clean',
    search: '',
    server,
    view: server,
  });
  return id;
}

async function stored(device: TestDevice) {
  const other = await begun(device);
  await attach(device, other, 'other');
  const row = await device.db.photos.get('other');
  if (!row) throw new Error('not stored');
  await discardDraft(device.db, other.id);
  return { ...row, state: 'stored' as const };
}

describe('a file attached to a draft', () => {
  test('is on disk in small rows, and in the draft, together', async () => {
    const device = await newDevice();
    const draft = await begun(device);
    expect(await attach(device, draft, 'one')).toBe(true);
    expect(await device.db.photos.get('one')).toMatchObject({ entry: draft.id, state: 'ready', own: true, chunkCount: 3, reference: null });
    expect(await readPhotoBytes(device.db, 'one')).toEqual(bytes);
    expect((await device.db.drafts.get(draft.id))?.attachments).toEqual(['one']);
  });

  test('stays in it when the form writes what it was opened with', async () => {
    const device = await newDevice();
    const draft = await begun(device);
    await attach(device, draft, 'one');
    await saveDraft(device.db, { ...draft, input: { title: 'a' } });
    expect(await device.db.drafts.get(draft.id)).toMatchObject({ attachments: ['one'], input: { title: 'a' } });
  });

  test('that was given up meanwhile leaves nothing behind', async () => {
    const device = await newDevice();
    expect(await attach(device, newDraft(device), 'one')).toBe(false);
    expect([await device.db.photos.count(), await device.db.chunks.count()]).toEqual([0, 0]);
  });

  test('is taken out with its bytes, by itself or with the draft', async () => {
    const device = await newDevice();
    const draft = await begun(device);
    await attach(device, draft, 'one');
    await attach(device, draft, 'two');
    await removeDraftAttachment(device.db, draft.id, 'one');
    expect((await device.db.drafts.get(draft.id))?.attachments).toEqual(['two']);
    expect(await device.db.photos.toCollection().primaryKeys()).toEqual(['two']);
    await discardDraft(device.db, draft.id);
    expect([await device.db.photos.count(), await device.db.chunks.count()]).toEqual([0, 0]);
  });

  test('goes with the entry, whose change names it', async () => {
    const device = await newDevice();
    const draft = await begun(device);
    await attach(device, draft, 'one');
    expect(await save(device, draft)).toMatchObject({ status: 'saved' });
    expect(await lastChange(device)).toMatchObject({ type: 'new', attachments: [reference('one')] });
    expect((await device.db.entries.get(draft.id))?.view.attachments).toEqual([reference('one')]);
  });

  test('is not spoken of where there is none', async () => {
    const device = await newDevice();
    await save(device, await begun(device));
    expect(await lastChange(device)).not.toHaveProperty('attachments');
  });

  test('is sent once the change that names it is taken', async () => {
    const device = await newDevice();
    const draft = await begun(device);
    await attach(device, draft, 'one');
    await save(device, draft);
    const { id } = await readReplica(device.db);
    const answer = syncAnswer({ acknowledged: 1, results: [[1, 'ok', 1]], kept: [[draft.id, 1]] });
    await applyResponse(device.db, { generation: 0, replica: id, publicKeySent: false }, answer, device.clock.now);
    expect((await device.db.photos.get('one'))?.state).toBe('declared');
    expect((await device.db.entries.get(draft.id))?.server?.attachments).toEqual([reference('one')]);
  });
});

describe('an edit of an entry with attached files', () => {
  test('sends what was added and removed, and leaves alone what a colleague attached meanwhile', async () => {
    const device = await newDevice();
    const id = await onServer(device, 'mine', 'theirs');
    const start = { values: broadcastValues(), photos: [], attachments: ['mine'] };
    const draft = await begun(device, { id, mode: 'edit', base: 1, start, attachments: ['mine'] });
    await attach(device, draft, 'new');
    await removeDraftAttachment(device.db, id, 'mine');
    await save(device, draft);
    const change = await lastChange(device);
    expect(change).toMatchObject({ type: 'edit', attachmentsAdded: [reference('new')], attachmentsRemoved: ['mine'] });
    expect((await device.db.entries.get(id))?.view.attachments?.map((each) => each.id)).toEqual(['theirs', 'new']);
  });

  test('that an older build began takes none of them out', async () => {
    const device = await newDevice();
    const id = await onServer(device, 'theirs');
    const draft = await begun(device, { id, mode: 'edit', base: 1, start: { values: broadcastValues(), photos: [] } });
    expect(await save(device, draft)).toEqual({ status: 'unchanged' });
  });

  test('given up keeps what was sent', async () => {
    const device = await newDevice();
    const id = await onServer(device, 'mine');
    const start = { values: broadcastValues(), photos: [], attachments: ['mine'] };
    const draft = await begun(device, { id, mode: 'edit', base: 1, start, attachments: ['mine'] });
    await device.db.photos.put({ ...(await stored(device)), id: 'mine', entry: id });
    await attach(device, draft, 'new');
    await discardDraft(device.db, id);
    expect(await device.db.photos.toCollection().primaryKeys()).toEqual(['mine']);
  });
});
