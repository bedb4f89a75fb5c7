import type { Entry, PhotoReference } from '../../domain/entry.ts';
import type { WriteTransaction } from '../db/database.ts';

export interface Declaration {
  entry: Entry;
  added: readonly PhotoReference[];
  removed: readonly string[];
  uploader: string;
  replica: string;
  now: number;
}

/**
 * Whether an added photo's id already stands for another photo: naming somebody else's must not open it.
 * Asked before anything is written.
 */
export async function isPhotoTaken(
  tx: WriteTransaction,
  place: { unit: string; entry: string },
  added: readonly PhotoReference[],
): Promise<boolean> {
  if (new Set(added.map((reference) => reference.id)).size !== added.length) return true;
  for (const reference of added) {
    const known = await tx.selectFrom('photo').selectAll().where('id', '=', reference.id).executeTakeFirst();
    if (!known) continue;
    const same = known.unit === place.unit && known.entry === place.entry;
    if (!same || known.sha256 !== reference.sha256 || known.size !== reference.size) return true;
  }
  return false;
}

/**
 * A photo exists once an accepted change names it; there is no other way to make one, so a lost answer orphans nothing.
 * Answers the ids that are stored at once.
 */
export async function declarePhotos(tx: WriteTransaction, declaration: Declaration): Promise<string[]> {
  const storedAtOnce: string[] = [];
  for (const reference of declaration.added) {
    if (await declareOne(tx, declaration, reference)) storedAtOnce.push(reference.id);
  }
  if (declaration.removed.length > 0) await unwant(tx, declaration);
  return storedAtOnce;
}

async function declareOne(tx: WriteTransaction, declaration: Declaration, reference: PhotoReference): Promise<boolean> {
  const { entry } = declaration;
  const known = await tx.selectFrom('photo').select('state').where('id', '=', reference.id).executeTakeFirst();
  if (known) {
    if (known.state === 'unwanted') await tx.updateTable('photo').set({ state: 'declared' }).where('id', '=', reference.id).execute();
    return false;
  }
  // Bytes that the unit has already sent are not asked for again. Only the same unit's: a hash opens nobody else's photo.
  const twin = await tx
    .selectFrom('photo')
    .select(['original_key', 'picture_key'])
    .where('sha256', '=', reference.sha256)
    .where('unit', '=', entry.unit)
    .where('size', '=', reference.size)
    .where('state', '=', 'stored')
    .executeTakeFirst();
  await tx
    .insertInto('photo')
    .values({
      unit: entry.unit,
      id: reference.id,
      entry: entry.id,
      uploader: declaration.uploader,
      replica: declaration.replica,
      sha256: reference.sha256,
      size: reference.size,
      type: reference.type,
      taken_at: reference.takenAt,
      state: twin ? 'stored' : 'declared',
      received: twin ? reference.size : 0,
      original_key: twin?.original_key ?? null,
      picture_key: twin?.picture_key ?? null,
      declared_at: declaration.now,
      stored_at: twin ? declaration.now : null,
    })
    .execute();
  return twin !== undefined;
}

async function unwant(tx: WriteTransaction, declaration: Declaration): Promise<void> {
  await tx
    .updateTable('photo')
    .set({ state: 'unwanted' })
    .where('unit', '=', declaration.entry.unit)
    .where('entry', '=', declaration.entry.id)
    .where('id', 'in', declaration.removed)
    .where('state', 'in', ['declared', 'receiving'])
    .execute();
}
