import type { AttachmentReference, Entry, PhotoReference } from '../../domain/entry.ts';
import type { WriteTransaction } from '../db/database.ts';

/** A photo or an attachment that a change names. */
export interface DeclaredFile {
  id: string;
  sha256: string;
  size: number;
  type: string;
  takenAt: number | null;
  attachment: 0 | 1;
}

export interface Declaration {
  entry: Entry;
  added: readonly DeclaredFile[];
  removed: readonly string[];
  uploader: string;
  replica: string;
  now: number;
}

export function declaredFiles(photos: readonly PhotoReference[] = [], attachments: readonly AttachmentReference[] = []): DeclaredFile[] {
  return [
    ...photos.map((photo): DeclaredFile => ({ ...photo, attachment: 0 })),
    ...attachments.map((attachment): DeclaredFile => ({ ...attachment, takenAt: null, attachment: 1 })),
  ];
}

/**
 * An added file whose id already stands for another one: naming somebody else's must not open it.
 * Asked before anything is written.
 */
export async function findTaken(
  tx: WriteTransaction,
  place: { unit: string; entry: string },
  added: readonly DeclaredFile[],
): Promise<DeclaredFile | undefined> {
  const twice = added.find((file, index) => added.findIndex(({ id }) => id === file.id) < index);
  if (twice) return twice;
  for (const file of added) {
    const known = await tx.selectFrom('photo').selectAll().where('id', '=', file.id).executeTakeFirst();
    if (!known) continue;
    const same = known.unit === place.unit && known.entry === place.entry && known.attachment === file.attachment;
    if (!same || known.sha256 !== file.sha256 || known.size !== file.size) return file;
  }
  return undefined;
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
  const { photos, attachments = [] } = declaration.entry;
  const gone = declaration.removed.filter((id) => ![...photos, ...attachments].some((file) => file.id === id));
  if (gone.length > 0) await unwant(tx, declaration.entry, gone);
  return storedAtOnce;
}

async function declareOne(tx: WriteTransaction, declaration: Declaration, reference: DeclaredFile): Promise<boolean> {
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
    .where('attachment', '=', reference.attachment)
    // What an attachment is was looked at under its own type.
    .$if(reference.attachment === 1, (select) => select.where('type', '=', reference.type))
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
      attachment: reference.attachment,
      taken_at: reference.takenAt,
      state: twin ? 'stored' : 'declared',
      received: twin ? reference.size : 0,
      original_key: twin?.original_key ?? null,
      picture_key: twin?.picture_key ?? null,
      preview_key: null,
      declared_at: declaration.now,
      stored_at: twin ? declaration.now : null,
    })
    .execute();
  return twin !== undefined;
}

async function unwant(tx: WriteTransaction, entry: Entry, gone: readonly string[]): Promise<void> {
  await tx
    .updateTable('photo')
    .set({ state: 'unwanted' })
    .where('unit', '=', entry.unit)
    .where('entry', '=', entry.id)
    .where('id', 'in', gone)
    .where('state', 'in', ['declared', 'receiving'])
    .execute();
}
