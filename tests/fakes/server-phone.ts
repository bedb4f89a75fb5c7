import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createHash } from 'node:crypto';
import type { PhotoReference } from '../../src/domain/entry.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { decideReview } from '../../src/localdb/review.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { loadReviewPage } from '../../src/sync/review.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import { signIn } from '../../src/sync/sign-in.ts';
import type { Transport } from '../../src/sync/transport.ts';
import { broadcastValues, newDraft, openPhone, setFields, trainingValues, type TestDevice } from './device.ts';
import { httpTransport } from './http-transport.ts';
import { plainJpeg } from './pictures.ts';
import type { TestServer } from './test-server.ts';

/** A phone's real core, signed in on a real server. */
export interface ServerPhone extends TestDevice {
  transport: Transport;
}

/** Every photo of the test is another picture. */
let pictures = 0;

export async function signedInPhone(server: TestServer, username: string, url: () => string = () => server.url): Promise<ServerPhone> {
  const transport = httpTransport(url);
  const session = await signIn({ username, password: 'demo-2026' }, transport);
  if (session.status !== 'signedIn') throw new Error(`${username} could not sign in: ${session.status}`);
  const db = await openPhone(session.person);
  return { db, transport, clock: server.clock };
}

/** Its whole browser profile, running on another phone as well. */
export async function copyOf(phone: ServerPhone): Promise<ServerPhone> {
  const db = new LocalDatabase(phone.db.person, { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.open();
  for (const table of phone.db.tables) await db.table(table.name).bulkAdd(await table.toArray());
  return { ...phone, db };
}

export async function send(phone: ServerPhone): Promise<string> {
  phone.clock.now += 1000;
  const world = { transport: phone.transport, build: '2026.11.1', now: () => phone.clock.now, onProgress: () => {} };
  return (await sendEverything(phone.db, world)).outcome;
}

export async function logBroadcast(phone: ServerPhone): Promise<string> {
  return (await logEntry(phone, { kind: 'broadcast', values: broadcastValues() })).id;
}

export async function logTraining(phone: ServerPhone, photos: number, unit?: string): Promise<{ id: string; bytes: Uint8Array[] }> {
  return logEntry(phone, { kind: 'training', values: trainingValues(), photos, unit });
}

export async function logEntry(
  phone: ServerPhone,
  { kind, values, photos = 0, unit }: { kind: string; values: FieldValues; photos?: number; unit?: string | undefined },
): Promise<{ id: string; bytes: Uint8Array[] }> {
  const draft = newDraft(phone, { kind, ...(unit && { unit }) });
  await saveDraft(phone.db, draft);
  const bytes: Uint8Array[] = [];
  for (let count = 0; count < photos; count += 1) bytes.push(await addPhoto(phone, draft.id));
  const result = await saveEntry(phone.db, draft, { values, setFields }, phone.clock.now);
  if (result.status !== 'saved') throw new Error(result.status);
  return { id: draft.id, bytes };
}

/** As its form would, of an entry that is on the phone. */
export async function editEntry(phone: ServerPhone, id: string, change: FieldValues): Promise<void> {
  const view = (await phone.db.entries.get(id))?.view;
  if (!view) throw new Error('the entry is not on the phone');
  const draft = newDraft(phone, { id, kind: view.kind, mode: 'edit', base: view.revision, photos: view.photos.map((photo) => photo.id) });
  await saveDraft(phone.db, draft);
  await saveEntry(phone.db, draft, { values: { ...view.values, ...change }, setFields }, phone.clock.now);
}

async function addPhoto(phone: ServerPhone, draft: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await plainJpeg((pictures += 1)));
  const reference: PhotoReference = {
    id: newIdentifier(phone.clock.now),
    sha256: sha256(bytes),
    size: bytes.length,
    type: 'image/jpeg',
    width: 640,
    height: 480,
    takenAt: null,
    source: 'camera',
  };
  await storeRawPhoto(phone.db, {
    id: reference.id,
    draft,
    bytes,
    type: 'image/jpeg',
    source: 'camera',
    takenAt: null,
    now: phone.clock.now,
  });
  await storeReadyPhoto(phone.db, { reference, bytes, thumbnail: null });
  return bytes;
}

export async function decide(desk: ServerPhone, id: string, decision: Parameters<typeof decideReview>[2]) {
  await loadAll(desk);
  const row = await desk.db.review.get(id);
  if (!row) throw new Error('the queue does not show the entry');
  await decideReview(desk.db, row.entry, decision, desk.clock.now);
  await send(desk);
  return row;
}

export async function loadAll(desk: ServerPhone): Promise<void> {
  let after: string | null = null;
  do {
    const page = await loadReviewPage(desk.db, { after, now: desk.clock.now }, desk.transport);
    if (page.status !== 'loaded') throw new Error(page.status);
    after = page.next;
  } while (after !== null);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
