import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { exportChanges } from '../../src/localdb/export-changes.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { eraseEntry } from '../../src/sync/erase.ts';
import { handIn } from '../../src/sync/hand-in.ts';
import { broadcastValues, newDraft, setFields, trainingValues } from '../fakes/device.ts';
import { logBroadcast, logTraining, send, type ServerPhone, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

const secret = 'Nhà bà Nguyễn Thị Sáu, thôn Chợ';

let server: TestServer;
let phone: ServerPhone;
let office: ServerPhone;
beforeEach(async () => {
  server = await startTestServer();
  phone = await signedInPhone(server, 'hiepcuong');
  office = await signedInPhone(server, 'quantri');
});
afterEach(() => server.close());

async function correct(on: ServerPhone, id: string): Promise<void> {
  const draft = newDraft(on, { id, mode: 'edit', base: 1 });
  await saveDraft(on.db, draft);
  await saveEntry(on.db, draft, { values: { ...broadcastValues(secret) }, setFields }, on.clock.now);
}

const erase = (entry: string, photo: string | null = null) => eraseEntry({ entry, photo, reason: 'Công văn 12/STP' }, office.transport);

describe('after an entry was erased for good', () => {
  test('both phones of its unit lose it, and what one of them had not sent yet is refused without its words', async () => {
    const { id } = await logTraining(phone, 2);
    const other = await signedInPhone(server, 'hiepcuong');
    await send(phone);
    await send(other);
    await correct(other, id);
    expect(await erase(id)).toMatchObject({ status: 'done' });
    for (const { db } of [phone, other]) expect(await db.entries.get(id)).toBeDefined();
    await send(phone);
    await send(other);
    for (const { db } of [phone, other])
      expect([await db.entries.count(), await db.photos.count(), await db.chunks.count(), await countWaiting(db)]).toEqual([0, 0, 0, 0]);
    expect(await other.db.held.toArray()).toMatchObject([{ reason: 'unknown_entry', field: 'erased' }]);
    expect(JSON.stringify(await other.db.held.toArray())).not.toContain(secret);
    const kept = await server.parts.database.query.selectFrom('mutation').select('body').execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('its words and pictures leave also the phone of somebody who has lost the unit since', async () => {
    const { id } = await logTraining(phone, 1);
    await send(phone);
    const draft = newDraft(phone, { id, kind: 'training', mode: 'edit', base: 1 });
    await saveDraft(phone.db, draft);
    await saveEntry(phone.db, draft, { values: { ...trainingValues(secret), attendance: -5 }, setFields }, phone.clock.now);
    await send(phone);
    const grants = server.parts.database.query.updateTable('granted_role').where('person', '=', phone.db.person);
    await grants.set({ to_day: '2026-11-23' }).execute();
    await send(phone);
    expect(JSON.stringify(await phone.db.held.toArray())).toContain(secret);
    await erase(id);
    await send(phone);
    expect([await phone.db.entries.count(), await phone.db.photos.count(), await phone.db.chunks.count()]).toEqual([0, 0, 0]);
    expect(JSON.stringify(await phone.db.held.toArray())).not.toContain(secret);
  });

  test('a photo of it that is still on its way is not wanted any more, and the phone is done', async () => {
    const { id } = await logTraining(phone, 1);
    const away: ServerPhone = {
      ...phone,
      transport: { send: async (request) => (request.method === 'PATCH' ? { status: 'none' } : phone.transport.send(request)) },
    };
    await send(away);
    expect(await phone.db.photos.where('state').equals('declared').count()).toBe(1);
    await erase(id);
    expect(await send(phone)).toBe('allSent');
    expect([await phone.db.photos.count(), await phone.db.chunks.count()]).toEqual([0, 0]);
  });

  test('a phone that was refused for it, and cannot send any more, hands in the rest of its work as a file', async () => {
    const erased = await logBroadcast(phone);
    await send(phone);
    await correct(phone, erased);
    const before = await logBroadcast(phone);
    await correct(phone, erased);
    await erase(erased);
    await send(phone);
    const after = await logBroadcast(phone);
    const { text } = await exportChanges(phone.db, { now: phone.clock.now, build: '2026.11.1' });
    const other = await signedInPhone(server, 'hiepcuong');
    const outcome = await handIn(text, { person: other.db.person, transport: other.transport });
    expect(outcome).toMatchObject({ status: 'handedIn', refused: ['unknown_entry'], waiting: 0, unreadable: 0 });
    const entries = await server.parts.database.query.selectFrom('entry').select('id').orderBy('id').execute();
    expect(entries).toEqual([before, after].sort().map((id) => ({ id })));
  });

  test('one photo: it leaves its entry on every phone, and the rest of the entry is as it was', async () => {
    const { id } = await logTraining(phone, 2);
    const other = await signedInPhone(server, 'hiepcuong');
    await send(phone);
    await send(other);
    const [bad, good] = (await phone.db.entries.get(id))?.view.photos ?? [];
    expect(await erase(id, bad?.id ?? '')).toMatchObject({ status: 'done' });
    for (const device of [phone, other]) {
      await send(device);
      expect((await device.db.entries.get(id))?.view).toMatchObject({ revision: 2, status: 'submitted', photos: [{ id: good?.id }] });
      expect((await device.db.photos.toArray()).map((row) => row.id)).not.toContain(bad?.id);
    }
    const [first, second] = [await phone.db.entries.get(id), await other.db.entries.get(id)];
    expect(first?.server).toEqual(second?.server);
  });

  test('nobody but an administrator does it, without a network nothing is done', async () => {
    const id = await logBroadcast(phone);
    await send(phone);
    const refused = await eraseEntry({ entry: id, photo: null, reason: 'Lý do' }, phone.transport);
    expect(refused).toMatchObject({ status: 'refused', sentence: expect.stringContaining('Tài khoản chưa được giao việc này') });
    const cut = await eraseEntry({ entry: id, photo: null, reason: 'Lý do' }, { send: async () => ({ status: 'none' }) });
    expect(cut).toEqual({ status: 'offline' });
    await send(phone);
    expect(await phone.db.entries.get(id)).toBeDefined();
  });
});
