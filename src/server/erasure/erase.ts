import { sql } from 'kysely';
import { coOrganisersField, coOrganisersOf } from '../../domain/co-organisers.ts';
import { applyChange, type Entry } from '../../domain/entry.ts';
import { normaliseText } from '../../domain/text.ts';
import type { Erased } from '../../protocol/erasure.ts';
import { jointScope, personScope, scopesOf, unitScope } from '../../protocol/scopes.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import type { ErasedBytes } from '../photos/erased-bytes.ts';
import type { PhotoRow } from '../photos/photo-rows.ts';
import type { Uploads } from '../photos/uploads.ts';
import { removeFacts } from '../plans/facts.ts';
import { bumpScopes, type FeedChange } from '../sync/feed.ts';
import { PendingWrites } from '../sync/pending-writes.ts';
import { findEntryToChange, type StoredEntry, unitsOfHistory } from '../sync/stored-entry.ts';
import type { Access } from '../users/access.ts';
import { erasedBody } from './stored-erasures.ts';

export interface EraseParts {
  database: Database;
  uploads: Uploads;
  erasedBytes: ErasedBytes;
  revisionFloor: number;
  clock: () => number;
}

/** `photo`: a photo or an attachment of the entry; null for all of it. */
export interface ErasureWanted {
  entry: string;
  photo: string | null;
  reason: string;
}

export type EraseOutcome = { status: 'ok'; erased: Erased } | { status: 'invalid' | 'not_found' };

/**
 * Takes an entry, or one photo of it, away for good, because a law asks for it. The records are done in one transaction. The
 * bytes go after it; what a kill leaves of them goes at the next start.
 */
export async function erase(parts: EraseParts, access: Access, wanted: ErasureWanted): Promise<EraseOutcome> {
  const reason = normaliseText(wanted.reason);
  if (reason === '') return { status: 'invalid' };
  const done = await parts.database.write((tx) => eraseIn(tx, parts, access, { ...wanted, reason }));
  if (done === null) return { status: 'not_found' };
  // Also those that an earlier act could not reach.
  await parts.uploads.drop(done.photos);
  await parts.erasedBytes.removeLeft();
  return { status: 'ok', erased: done.erased };
}

interface Done {
  erased: Erased;
  /** Ids of what was on its way. */
  photos: string[];
}

async function eraseIn(tx: WriteTransaction, parts: EraseParts, access: Access, wanted: ErasureWanted): Promise<Done | null> {
  const { database } = parts;
  // Whoever brings an entry of this name waits, and then finds that it was erased.
  await database.lockNames(tx, [`entry:${wanted.entry}`]);
  const before = await findBefore(tx, wanted);
  if (before) return { erased: before, photos: [] };
  const stored = await findEntryToChange(tx, wanted.entry, database);
  if (!stored) return wanted.photo === null && !(await isOfFile(tx, wanted.entry)) ? eraseUnknown(tx, parts, access, wanted) : null;
  const all = await photosOf(tx, stored.entry);
  const photos = wanted.photo === null ? all : all.filter(({ id }) => id === wanted.photo);
  if (wanted.photo !== null && photos.length === 0) return null;
  // Whoever is told that a hash is there already is told so before it goes, or not at all.
  await database.lockNames(
    tx,
    photos.map(({ sha256 }) => `bytes:${sha256}`),
  );
  const revision = Math.max(stored.entry.revision + 1, parts.revisionFloor);
  const { unit, formerUnits = [] } = stored.entry;
  const erased = await noteErasure(tx, { wanted, person: access.person, at: parts.clock(), unit, formerUnits, revision });
  const scopes = await scopesEver(tx, stored.entry);
  await emptyPhotos(tx, photos, erased.at);
  const gone = scopes.flatMap((scope) => photos.map(({ id }): FeedChange => ({ scope, kind: 'photo', id, operation: 'purged' })));
  if (wanted.photo === null) {
    await emptyEntry(tx, stored.entry);
    await emptyRefused(tx, wanted.entry);
    gone.push(...scopes.map((scope): FeedChange => ({ scope, kind: 'entry', id: wanted.entry, operation: 'purged' })));
  } else gone.push(...(await takeOut(tx, database, { stored, photo: wanted.photo, person: access.person, revision, now: erased.at })));
  await bumpScopes(tx, gone);
  return { erased, photos: photos.map(({ id }) => id) };
}

/** The address of a photo is no entry's. */
async function isOfFile(tx: WriteTransaction, id: string): Promise<boolean> {
  const row = await tx.selectFrom('photo').select('id').where('id', '=', id).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** What a restored copy does not have may still come from a phone, or has come and was refused. */
async function eraseUnknown(tx: WriteTransaction, parts: EraseParts, { person }: Access, wanted: ErasureWanted): Promise<Done> {
  const refused = await tx
    .selectFrom('mutation')
    .select('unit')
    .where('outcome', '=', sql.lit('held'))
    .where('entry', '=', wanted.entry)
    .executeTakeFirst();
  const unit = refused?.unit ?? '';
  const erased = await noteErasure(tx, {
    wanted,
    person,
    at: parts.clock(),
    unit,
    formerUnits: [],
    revision: Math.max(1, parts.revisionFloor),
  });
  await emptyRefused(tx, wanted.entry);
  // Nobody knows any more who had it.
  const people = await tx.selectFrom('person').select('id').execute();
  await bumpScopes(
    tx,
    people.map(({ id }) => ({ scope: personScope(id), kind: 'entry', id: wanted.entry, operation: 'purged' })),
  );
  return { erased, photos: [] };
}

async function noteErasure(tx: WriteTransaction, act: ErasureNoted): Promise<Erased> {
  const { wanted, person, at, unit, formerUnits, revision } = act;
  const { entry, photo, reason } = wanted;
  const row = {
    what: photo === null ? ('entry' as const) : ('photo' as const),
    unit,
    entry,
    former_units: JSON.stringify(formerUnits),
    reason,
    revision,
    person: person.id,
    at,
  };
  await tx
    .insertInto('erasure')
    .values({ id: photo ?? entry, ...row })
    // Before a photo had come again, its address was taken for an entry's.
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return { entry, photo, at, by: person.name, reason };
}

interface ErasureNoted {
  wanted: ErasureWanted;
  person: Access['person'];
  at: number;
  unit: string;
  formerUnits: readonly string[];
  revision: number;
}

async function findBefore(tx: WriteTransaction, { entry, photo }: ErasureWanted): Promise<Erased | null> {
  const row = await tx
    .selectFrom('erasure')
    .innerJoin('person', 'person.id', 'erasure.person')
    .select(['erasure.id', 'erasure.what', 'erasure.at', 'erasure.reason', 'person.name'])
    .where('erasure.entry', '=', entry)
    .where('erasure.id', 'in', [entry, ...(photo === null ? [] : [photo])])
    // Of a photo that went before its entry did, the entry's.
    .orderBy('erasure.what')
    .executeTakeFirst();
  return row ? { entry, photo: row.what === 'photo' ? row.id : null, at: row.at, by: row.name, reason: row.reason } : null;
}

/** Also those that the entry has given up: their bytes are kept for its history. */
function photosOf(tx: WriteTransaction, entry: Entry): Promise<PhotoRow[]> {
  return tx.selectFrom('photo').selectAll().where('unit', '=', entry.unit).where('entry', '=', entry.id).orderBy('id').execute();
}

/** Everybody who was ever told of the entry: by what its history says of where it was and whom it named. */
async function scopesEver(tx: WriteTransaction, entry: Entry): Promise<string[]> {
  const units = unitsOfHistory(entry);
  const rows = await tx
    .selectFrom('mutation')
    .select(['difference', 'outcome', 'person'])
    .where('unit', 'in', units)
    .where('entry', '=', entry.id)
    .execute();
  const accepted = rows.filter(({ outcome }) => outcome !== 'held');
  const named = accepted.flatMap((row) => (JSON.parse(row.difference) as Record<string, unknown[]>)[coOrganisersField] ?? []);
  const joint = named.flatMap((value) => (Array.isArray(value) ? (value as unknown[]).map(String) : []));
  // Whoever wrote of it has that on their device, and whoever can or could may have begun to.
  const people = [...rows.map(({ person }) => person), ...(await peopleOf(tx, [...units, ...joint, ...coOrganisersOf(entry)]))];
  return [...new Set([...scopesOf(entry), ...units.map(unitScope), ...joint.map(jointScope), ...people.map(personScope)])];
}

/**
 * Who writes for one of the units or reviews it, and who did: the scope of the unit tells nothing to those who lost it, or lose it
 * before they hear (run 333).
 */
async function peopleOf(tx: WriteTransaction, units: readonly string[]): Promise<string[]> {
  const reviewers = await tx.selectFrom('review_route').select('reviewer_unit').where('unit', 'in', units).execute();
  const places = [...units, ...reviewers.map((row) => row.reviewer_unit)];
  const rows = await tx.selectFrom('granted_role').select('person').where('unit', 'in', places).execute();
  return rows.map(({ person }) => person);
}

/** The rows stay, so that a phone which still has the bytes is told that nobody wants them. */
async function emptyPhotos(tx: WriteTransaction, photos: readonly PhotoRow[], now: number): Promise<void> {
  const hashes = [...new Set(photos.map(({ sha256 }) => sha256))].filter((sha256) => sha256 !== '');
  for (const sha256 of hashes)
    await tx
      .insertInto('erased_bytes')
      .values({ sha256, erased_at: now, removed_at: null })
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ erased_at: now, removed_at: null }))
      .execute();
  for (const { unit, id } of photos)
    await tx
      .updateTable('photo')
      .set({ state: 'unwanted', sha256: '', size: 0, type: '', taken_at: null, received: 0 })
      .set({ original_key: null, picture_key: null, stored_at: null })
      .where('unit', '=', unit)
      .where('id', '=', id)
      .execute();
}

async function emptyEntry(tx: WriteTransaction, entry: Entry): Promise<void> {
  const { unit, id } = entry;
  await tx.updateTable('mutation').set(wordless).where('unit', 'in', unitsOfHistory(entry)).where('entry', '=', id).execute();
  await removeFacts(tx, id, [unit, ...coOrganisersOf(entry)]);
  await tx.deleteFrom('entry_contributor').where('unit', '=', unit).where('entry', '=', id).execute();
  await tx.deleteFrom('entry').where('unit', '=', unit).where('id', '=', id).execute();
}

const wordless = { body: erasedBody, difference: '{}' };

/** What was refused stands under the unit that it named, whichever that was. */
async function emptyRefused(tx: WriteTransaction, entry: string): Promise<void> {
  await tx.updateTable('mutation').set(wordless).where('outcome', '=', sql.lit('held')).where('entry', '=', entry).execute();
}

/** A revision like any other, which every device follows; of a photo that the entry had given up there is nothing to follow. */
async function takeOut(
  tx: WriteTransaction,
  database: Database,
  { stored, photo, person, revision, now }: { stored: StoredEntry; photo: string; person: Access['person']; revision: number; now: number },
): Promise<FeedChange[]> {
  const { entry, writers } = stored;
  const isPhoto = entry.photos.some(({ id }) => id === photo);
  if (!isPhoto && !entry.attachments?.some(({ id }) => id === photo)) return [];
  const removed = isPhoto ? { photosRemoved: [photo] } : { attachmentsRemoved: [photo] };
  const facts = { by: { id: person.id, name: person.name }, at: now, revision };
  const next = applyChange(entry, { type: 'edit', id: entry.id, at: now, base: entry.revision, ...removed }, facts);
  if (!next) throw new Error('an entry that is gone while it is locked');
  const pending = new PendingWrites(tx, database);
  pending.save({ entry: next, writers }, null);
  await pending.flush();
  return scopesOf(next).map((scope) => ({ scope, kind: 'entry', id: entry.id, operation: 'put' }));
}
