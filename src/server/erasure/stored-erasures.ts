import type { Selectable } from 'kysely';
import { mayAct } from '../../domain/permission.ts';
import type { Reader } from '../db/database.ts';
import { statement } from '../db/statement.ts';
import type { Tables } from '../db/tables.ts';
import { type Access, isRoutedTo, standsOver, unitsAs } from '../users/access.ts';

export type ErasureRow = Selectable<Tables['erasure']>;

/** What stands in the history where something was said in an erased entry. The store takes this and nothing else. */
export const erasedBody = '{"erased":true}';

/** Unit of each of the entries that were erased. */
export async function findErased(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectErased(
    db,
    ids.map((id) => ({ id })),
  );
  return new Map(rows.map((row) => [row.id, row.unit]));
}

const selectErased = statement((db, rows: readonly { id: string }[]) =>
  db
    .selectFrom('erasure')
    .select(['id', 'unit'])
    .where('what', '=', 'entry')
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);

/** The erasure of a whole entry. */
export async function findErasure(db: Reader, entry: string): Promise<ErasureRow | null> {
  const row = await db.selectFrom('erasure').selectAll().where('id', '=', entry).where('what', '=', 'entry').executeTakeFirst();
  return row ?? null;
}

/** That something was there, and that it went, may be known to its unit, to those who review it today, and to those who erase. */
export async function mayKnowErasure(db: Reader, access: Access, { unit }: ErasureRow): Promise<boolean> {
  if (mayErase(access) || unitsAs(access, 'reporter').includes(unit)) return true;
  return isRoutedTo(db, access, { unit, day: access.today });
}

export function mayErase(access: Access): boolean {
  return mayAct('erase', standsOver(access, ''));
}
