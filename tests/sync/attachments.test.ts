import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttachmentReference } from '../../src/domain/entry.ts';
import { storeAttachment } from '../../src/localdb/attachments.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { fetchAttachment } from '../../src/sync/attachment-source.ts';
import { bytesOf, docx, pdf } from '../fakes/attachments.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { broadcastValues, newDraft, setFields } from '../fakes/device.ts';
import { loadAll, send, type ServerPhone, sha256, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => server.close());

const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function logWith(
  phone: ServerPhone,
  files: { bytes: Uint8Array<ArrayBuffer>; type?: string; name?: string }[],
): Promise<{ id: string; references: AttachmentReference[] }> {
  const draft = newDraft(phone);
  await saveDraft(phone.db, draft);
  const references = files.map(({ bytes, type: as = 'application/pdf', name = 'Kế hoạch.pdf' }) => ({
    id: newIdentifier(phone.clock.now),
    sha256: sha256(bytes),
    size: bytes.length,
    type: as,
    name,
  }));
  for (const [index, reference] of references.entries())
    await storeAttachment(phone.db, { draft: draft.id, reference, bytes: files[index]?.bytes ?? pdf(), now: phone.clock.now });
  await saveEntry(phone.db, draft, { values: broadcastValues(), setFields }, phone.clock.now);
  return { id: draft.id, references };
}

describe('files that were attached without network', () => {
  test('arrive once and byte for byte; the phone knows it, and the reviewer is given the same bytes', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const files = [{ bytes: pdf('x'.repeat(200_000)) }, { bytes: docx(), type, name: 'Giấy mời.docx' }];
    const { id, references } = await logWith(phone, files);
    expect(await send(phone)).toBe('allSent');
    await server.parts.pictures.settled();
    expect((await phone.db.photos.toArray()).map(({ state }) => state)).toEqual(['stored', 'stored']);
    expect((await phone.db.entries.get(id))?.server?.attachments).toEqual(references);

    const desk = await signedInPhone(server, 'sonoivu');
    await loadAll(desk);
    const row = await desk.db.review.get(id);
    expect(row?.entry.attachments).toEqual(references);
    expect(new Map(row?.photos)).toEqual(new Map(references.map((reference) => [reference.id, 'stored'])));
    for (const [index, reference] of references.entries())
      expect(await fetchAttachment(desk.db, reference, desk.transport)).toEqual({ status: 'here', bytes: files[index]?.bytes });
  });

  test('are the same on the sender’s phone and on a colleague’s', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const { id } = await logWith(phone, [{ bytes: pdf('colleague') }]);
    await send(phone);
    const other = await signedInPhone(server, 'hiepcuong');
    await send(other);
    expect((await other.db.entries.get(id))?.server).toEqual((await phone.db.entries.get(id))?.server);
  });

  test('are read from the phone itself where the network is away, and nothing else is said to be them', async () => {
    const phone = await signedInPhone(server, 'hiepcuong');
    const bytes = pdf('here');
    const { references } = await logWith(phone, [{ bytes }]);
    const [reference] = references;
    if (!reference) throw new Error('nothing attached');
    const away: ServerPhone['transport'] = { send: async () => ({ status: 'none' }) };
    expect(await fetchAttachment(phone.db, reference, away)).toEqual({ status: 'here', bytes });

    const other = await signedInPhone(server, 'hiepcuong');
    expect(await fetchAttachment(other.db, reference, away)).toEqual({ status: 'offline' });
    expect(await fetchAttachment(other.db, reference, other.transport)).toEqual({ status: 'notHere' });
    const portal: ServerPhone['transport'] = {
      send: async () => ({ status: 'answered', code: 200, headers: new Headers(), body: bytesOf('<html>Wi-Fi</html>') }),
    };
    expect(await fetchAttachment(other.db, reference, portal)).toEqual({ status: 'trouble' });
  });

  test('go through a network that cuts at random bytes', async () => {
    let state = 11;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 4_294_967_296;
    };
    const target = Number(new URL(server.url).port);
    const proxy = await startCuttingProxy({ target: () => target, random, within: 20_000, share: 0.3 });
    const phone = await signedInPhone(server, 'hiepcuong', () => proxy.url);
    const bytes = pdf('cut'.repeat(100_000));
    const { references } = await logWith(phone, [{ bytes }]);
    proxy.cutting = true;
    for (let round = 0; round < 200 && (await send(phone)) !== 'allSent'; round += 1);
    proxy.cutting = false;
    expect(await send(phone)).toBe('allSent');
    expect(proxy.cuts).toBeGreaterThan(2);
    await server.parts.pictures.settled();
    const check = await signedInPhone(server, 'hiepcuong');
    const [reference] = references;
    if (!reference) throw new Error('nothing attached');
    expect(await fetchAttachment(check.db, reference, check.transport)).toEqual({ status: 'here', bytes });
    await proxy.close();
  });
});
