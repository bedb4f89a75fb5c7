import type { Selectable } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { type Access, mayRead, unitsAs } from '../users/access.ts';
import { findEntry } from '../sync/stored-entry.ts';

export type PhotoRow = Selectable<Tables['photo']>;

export async function findPhoto(db: Reader, id: string): Promise<PhotoRow | null> {
  return (await db.selectFrom('photo').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The one who took it may always finish sending it, even after losing the unit; colleagues of the unit may help. */
export function mayUpload(access: Access, photo: PhotoRow): boolean {
  return photo.uploader === access.person.id || unitsAs(access, 'reporter').includes(photo.unit);
}

/** A photo is as open as its entry, asked every time. */
export async function maySee(db: Reader, access: Access, photo: PhotoRow): Promise<boolean> {
  const stored = await findEntry(db, photo.entry);
  return stored !== null && (await mayRead(db, access, stored.entry));
}
