import type { PhotoReference } from '../../src/domain/entry.ts';
import type { FieldValue, FieldValues } from '../../src/domain/kinds/field.ts';
import { appendMutation, mutationTables, type Change } from '../../src/localdb/append-mutation.ts';
import type { LocalDatabase } from '../../src/localdb/database.ts';
import { dismissRefused } from '../../src/localdb/dismiss-refused.ts';
import { discardDraft, saveDraft } from '../../src/localdb/drafts.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { readAgain } from '../../src/localdb/read-again.ts';
import { resolveConflicts } from '../../src/localdb/resolve-conflicts.ts';
import { decideReview } from '../../src/localdb/review.ts';
import type { DraftRow, EntryRow } from '../../src/localdb/rows.ts';
import { saveEntry, voidEntry } from '../../src/localdb/save-entry.ts';
import { broadcastValues, setFields, trainingValues } from '../fakes/device.ts';
import { identityOf } from './ledger.ts';
import { sha256 } from './memory-blobs.ts';
import type { Phone } from './phone.ts';
import { waitingOf } from './storage.ts';
import { demand } from './violation.ts';
import type { World } from './world.ts';

/** What people do with a phone, in the app's own verbs. Each returns what the next deed may need. */

export interface Written {
  kind?: 'broadcast' | 'training';
  unit: string;
  values?: FieldValues;
  photos?: readonly Uint8Array<ArrayBuffer>[];
}

/** Opens a new form; what is typed is kept as a draft. */
export async function beginEntry(world: World, phone: Phone, { kind = 'broadcast', unit, photos = [] }: Written): Promise<string> {
  const now = phone.now();
  const id = newIdentifier(now);
  world.begun.push(id);
  await world.act(phone, `begins a ${kind} ${id.slice(-6)}`, async (db) => {
    await saveDraft(db, { id, kind, unit, mode: 'new', base: 0, input: {}, photos: [], createdAt: now, updatedAt: now });
    for (const bytes of photos) await takePhoto(db, id, bytes, now);
  });
  return id;
}

/** Opens the form of an entry that is there. */
export async function beginEdit(world: World, phone: Phone, id: string): Promise<void> {
  const row = rowOf(phone, id);
  const now = phone.now();
  const draft: DraftRow = {
    id,
    kind: row.view.kind,
    unit: row.unit,
    mode: 'edit',
    base: row.server?.revision ?? 0,
    start: { values: row.view.values, photos: row.view.photos.map((photo) => photo.id) },
    input: {},
    photos: row.view.photos.map((photo) => photo.id),
    createdAt: now,
    updatedAt: now,
  };
  await world.act(phone, `opens ${id.slice(-6)}`, (db) => saveDraft(db, draft));
}

/** "Lưu": the draft is over exactly when its change is numbered, also if the phone dies of it. */
export async function save(world: World, phone: Phone, id: string, values: FieldValues = {}): Promise<void> {
  const draft = phone.read().drafts.find((row) => row.id === id);
  if (!draft) return;
  const fresh = draft.kind === 'training' ? trainingValues() : broadcastValues();
  const content = { values: { ...(draft.start?.values ?? fresh), ...values }, setFields };
  const numbered = numbersOf(phone);
  let status = '';
  const alive = await world.act(phone, `saves ${id.slice(-6)} ${JSON.stringify(values)}`, async (db) => {
    status = (await saveEntry(db, draft, content, phone.now())).status;
  });
  const isDraftLeft = phone.read().drafts.some((row) => row.id === id);
  const isNumbered = numbersOf(phone) > numbered;
  const facts = { id, status, isDraftLeft, isNumbered };
  if (status === 'saved') demand(isNumbered && !isDraftLeft, 10, 'a saved draft did not become one change', facts);
  if (status === 'photosNotReady') demand(isDraftLeft, 10, 'a draft that was not saved is gone', facts);
  if (!alive && status === '') demand(isNumbered !== isDraftLeft, 10, 'a kill in the middle of a save left half of it', facts);
}

export async function write(world: World, phone: Phone, written: Written): Promise<string> {
  const id = await beginEntry(world, phone, written);
  await save(world, phone, id, written.values ?? {});
  return id;
}

export async function edit(world: World, phone: Phone, id: string, values: FieldValues): Promise<void> {
  await beginEdit(world, phone, id);
  await save(world, phone, id, values);
}

/** "Sửa rồi gửi lại": the refused words on top of the entry, and what is mended of them. */
export async function tryAgain(world: World, phone: Phone, id: string, values: FieldValues): Promise<void> {
  const row = rowOf(phone, id);
  const now = phone.now();
  let words: FieldValues = {};
  await world.act(phone, `opens ${id.slice(-6)} to try again`, async (db) => {
    const again = await readAgain(db, id);
    const shown = again?.after ?? row.view;
    const photos = shown.photos.map((photo) => photo.id);
    const start = { values: again?.before.values ?? row.view.values, photos: row.view.photos.map((photo) => photo.id) };
    words = shown.values;
    const draft = { id, kind: row.view.kind, unit: row.unit, mode: 'edit', base: row.server?.revision ?? 0, start, input: {} } as const;
    await saveDraft(db, { ...draft, photos, ...(again && { again: again.said }), createdAt: now, updatedAt: now });
  });
  await save(world, phone, id, { ...words, ...values });
}

export async function discard(world: World, phone: Phone, id: string): Promise<void> {
  await world.act(phone, `discards ${id.slice(-6)}`, (db) => discardDraft(db, id), { discarded: true });
}

export async function takeBack(world: World, phone: Phone, id: string): Promise<void> {
  await world.act(phone, `takes ${id.slice(-6)} back`, (db) => voidEntry(db, id, phone.now()));
  // The server had refused it whole.
  if (!phone.read().entries.some((row) => row.id === id)) world.ledger.dismissed.add(`${phone.name} ${id}`);
}

export async function dismiss(world: World, phone: Phone, id: string): Promise<void> {
  const letGo = async (db: LocalDatabase): Promise<void> => {
    if ((await dismissRefused(db, id, phone.now())) === 'dismissed') world.ledger.dismissed.add(`${phone.name} ${id}`);
  };
  await world.act(phone, `lets refused changes of ${id.slice(-6)} go`, letGo);
}

export async function addPhoto(world: World, phone: Phone, draft: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await world.act(phone, `takes a photo for ${draft.slice(-6)}`, (db) => takePhoto(db, draft, bytes, phone.now()));
}

/** A change that no screen of this build makes, or that a newer build made. */
export async function append(world: World, phone: Phone, change: Change): Promise<void> {
  await world.act(phone, `${change.type} ${change.id.slice(-6)}`, (db) =>
    db.transaction('rw', mutationTables(db), () => appendMutation(db, change, { at: phone.now() })),
  );
}

export async function settle(world: World, phone: Phone, id: string, field: string, pick: FieldValue | null): Promise<void> {
  await world.act(phone, `settles ${field} of ${id.slice(-6)}`, (db) => resolveConflicts(db, id, new Map([[field, pick]]), phone.now()));
}

/** A decision about what is on the screen now. */
export async function decide(world: World, phone: Phone, id: string, verdict: 'approve' | 'return' | 'reject'): Promise<void> {
  const seen = rowOf(phone, id).server;
  if (!seen) return;
  const decision = { verdict, remark: verdict === 'approve' ? '' : 'Bổ sung', flags: [] };
  await world.act(phone, `${verdict}s ${id.slice(-6)}@${seen.revision}`, (db) => decideReview(db, seen, decision, phone.now()));
  const newest = waitingOf(phone.read()).at(-1);
  if (newest?.entry === id) world.ledger.seen.set(identityOf(newest.body), seen);
}

export function rowOf(phone: Phone, id: string): EntryRow {
  const row = phone.read().entries.find((each) => each.id === id);
  if (!row) throw new Error(`${phone.name} has no entry ${id}`);
  return row;
}

async function takePhoto(db: LocalDatabase, draft: string, bytes: Uint8Array<ArrayBuffer>, now: number): Promise<void> {
  const reference: PhotoReference = {
    id: newIdentifier(now),
    sha256: sha256(bytes),
    size: bytes.length,
    type: 'image/jpeg',
    width: 32,
    height: 32,
    takenAt: null,
    source: 'camera',
  };
  const raw = { id: reference.id, draft, bytes, type: 'image/jpeg', source: 'camera', takenAt: null, now } as const;
  await storeRawPhoto(db, raw);
  await storeReadyPhoto(db, { reference, bytes, thumbnail: null });
}

function numbersOf(phone: Phone): number {
  return phone.read().meta.find((row) => row.key === 'replica')?.nextN ?? 1;
}
