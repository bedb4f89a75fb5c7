import type { Entry } from '../../domain/entry.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import type { Writers } from '../../domain/merge.ts';
import type { Database, Reader, WriteTransaction } from '../db/database.ts';

export interface StoredEntry {
  entry: Entry;
  writers: Writers;
}

export async function findEntry(db: Reader, id: string): Promise<StoredEntry | null> {
  const row = await db.selectFrom('entry').select(['document', 'writers']).where('id', '=', id).executeTakeFirst();
  return row ? read(row) : null;
}

/** The same where the unit is known, so that only the place of this unit is asked. */
export async function findEntryOf(db: Reader, { unit, id }: { unit: string; id: string }): Promise<StoredEntry | null> {
  const row = await db.selectFrom('entry').select(['document', 'writers']).where('unit', '=', unit).where('id', '=', id).executeTakeFirst();
  return row ? read(row) : null;
}

/** Until the transaction ends nobody else changes it: what is decided about it here is decided about what is stored. */
export async function findEntryToChange(tx: WriteTransaction, id: string, database: Database): Promise<StoredEntry | null> {
  for (let attempt = 0; attempt < mostMoves; attempt += 1) {
    const place = await tx.selectFrom('entry').select(['unit', 'id']).where('id', '=', id).executeTakeFirst();
    if (!place) return null;
    const select = tx.selectFrom('entry').select(['document', 'writers']).where('unit', '=', place.unit).where('id', '=', id);
    const row = await database.lock(select).executeTakeFirst();
    if (row) return read(row);
    // While this one waited for it, another has moved it to another unit.
  }
  throw new Error('an entry that moves faster than it can be found');
}

const mostMoves = 5;

function read(row: { document: string; writers: string }): StoredEntry {
  return { entry: JSON.parse(row.document) as Entry, writers: JSON.parse(row.writers) as Writers };
}

/** Writes an entry's next state; whoever shaped it becomes one of its authors. */
export async function saveStoredEntry(tx: WriteTransaction, stored: StoredEntry, contributor: string | null): Promise<void> {
  const { entry } = stored;
  const columns = {
    kind: entry.kind,
    revision: entry.revision,
    status: entry.status,
    occurred_on: occurredOn(entry),
    document: JSON.stringify(entry),
    writers: JSON.stringify(stored.writers),
    submitted_at: entry.submittedAt,
    updated_at: entry.updatedAt,
  };
  await tx
    .insertInto('entry')
    .values({ unit: entry.unit, id: entry.id, author: entry.author.id, received_at: entry.receivedAt, ...columns })
    .onConflict((conflict) => conflict.columns(['unit', 'id']).doUpdateSet(columns))
    .execute();
  if (contributor === null) return;
  await tx
    .insertInto('entry_contributor')
    .values({ unit: entry.unit, entry: entry.id, person: contributor })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes an entry out of its unit's log, before it is written into another's. Its history stays where it happened. */
export async function leaveUnit(tx: WriteTransaction, entry: { unit: string; id: string }, to: string): Promise<void> {
  await tx.deleteFrom('entry').where('unit', '=', entry.unit).where('id', '=', entry.id).execute();
  await rewrite('entry_contributor');
  await rewrite('photo');

  /** Taken out and put in again: where units live on different machines a row cannot change its place by an update. */
  async function rewrite(table: 'entry_contributor' | 'photo'): Promise<void> {
    const rows = await tx.deleteFrom(table).where('unit', '=', entry.unit).where('entry', '=', entry.id).returningAll().execute();
    for (const row of rows)
      await tx
        .insertInto(table)
        .values({ ...row, unit: to })
        .execute();
  }
}

export async function isContributor(db: Reader, entry: { unit: string; id: string }, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('entry_contributor')
    .select('person')
    .where('unit', '=', entry.unit)
    .where('entry', '=', entry.id)
    .where('person', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

/** Field → before and after, for the history. */
export function differenceOf(before: Entry | null, after: Entry): Record<string, [unknown, unknown]> {
  const difference: Record<string, [unknown, unknown]> = {};
  const note = (field: string, left: unknown, right: unknown): void => {
    if (JSON.stringify(left) !== JSON.stringify(right)) difference[field] = [left, right];
  };
  for (const field of new Set([...Object.keys(before?.values ?? {}), ...Object.keys(after.values)]))
    note(field, before?.values[field] ?? null, after.values[field] ?? null);
  note('status', before?.status ?? null, after.status);
  if (before) note('unit', before.unit, after.unit);
  note(
    'photos',
    before?.photos.map((photo) => photo.id) ?? [],
    after.photos.map((photo) => photo.id),
  );
  return difference;
}
