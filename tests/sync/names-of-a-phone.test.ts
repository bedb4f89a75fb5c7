import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryItem } from '../../src/protocol/history.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { newDraft, setFields } from '../fakes/device.ts';
import { type RestorableServer, startRestorableServer } from '../fakes/restorable-server.ts';
import { logBroadcast, send, type ServerPhone } from '../fakes/server-phone.ts';

let server: RestorableServer;
beforeEach(async () => {
  server = await startRestorableServer();
});
afterEach(() => server.close());

test('the history of an entry shows one phone as one phone, also where the server was restored in between', async () => {
  const phone = await server.phoneOf('hiepcuong');
  const id = await logBroadcast(phone);
  await send(phone);
  await server.keepCopy('copy');
  await server.restoreCopy('copy');
  await send(phone);
  await edit(phone, id, 'Sửa sau khi khôi phục');
  await send(phone);
  const answer = await phone.transport.send({ method: 'GET', path: `/v1/entries/${id}/history`, patience: 10_000 });
  if (answer.status !== 'answered') throw new Error(answer.status);
  const { changes } = JSON.parse(new TextDecoder().decode(answer.body)) as { changes: HistoryItem[] };
  expect(changes).toHaveLength(2);
  expect(new Set(changes.map(({ device }) => device)).size).toBe(1);
});

async function edit(phone: ServerPhone, id: string, title: string): Promise<void> {
  const view = (await phone.db.entries.get(id))?.view;
  if (!view) throw new Error('the entry is not on the phone');
  const draft = newDraft(phone, { id, kind: view.kind, mode: 'edit', base: view.revision, photos: [] });
  await saveDraft(phone.db, draft);
  phone.clock.now += 1000;
  await saveEntry(phone.db, draft, { values: { ...view.values, title }, setFields }, phone.clock.now);
}
