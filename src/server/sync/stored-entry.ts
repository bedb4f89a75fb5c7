import { coOrganisersOf } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import type { FieldValue } from '../../domain/kinds/field.ts';
import { sameValue, type Writers } from '../../domain/merge.ts';
import { type Day, dayOf } from '../../domain/text.ts';
import type { Database, Reader, WriteTransaction } from '../db/database.ts';
import { statement } from '../db/statement.ts';
import { removeFacts } from '../plans/facts.ts';

export interface StoredEntry {
  entry: Entry;
  writers: Writers;
}

export async function findEntry(db: Reader, id: string): Promise<StoredEntry | null> {
  const row = await db.selectFrom('entry').select(['document', 'writers']).where('id', '=', id).executeTakeFirst();
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

/** Unit of each of the entries that exist. */
export async function findPlaces(tx: WriteTransaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectPlaces(
    tx,
    ids.map((id) => ({ id })),
  );
  return new Map(rows.map((row) => [row.id, row.unit]));
}

const selectPlaces = statement((db, rows: readonly { id: string }[]) =>
  db
    .selectFrom('entry')
    .select(['unit', 'id'])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);

function read(row: { document: string; writers: string }): StoredEntry {
  return { entry: JSON.parse(row.document) as Entry, writers: JSON.parse(row.writers) as Writers };
}

/** Takes an entry out of its unit's log, before it is written into another's. Its history stays where it happened. */
export async function leaveUnit(tx: WriteTransaction, entry: { unit: string; id: string }, to: string): Promise<void> {
  await tx.deleteFrom('entry').where('unit', '=', entry.unit).where('id', '=', entry.id).execute();
  await removeFacts(tx, entry.id, [entry.unit]);
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

/** Takes what it counted out of the figures of those that it names no more; what it counts now is written with it. */
export async function leaveCoOrganisers(tx: WriteTransaction, before: Entry, after: Entry): Promise<void> {
  const named = [after.unit, ...coOrganisersOf(after)];
  const left = coOrganisersOf(before).filter((unit) => !named.includes(unit));
  if (left.length > 0) await removeFacts(tx, before.id, left);
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

/** Where parts of its history are: each change stands under the unit that the entry was in at the time. */
export function unitsOfHistory(entry: Pick<Entry, 'unit' | 'formerUnits'>): string[] {
  return [entry.unit, ...(entry.formerUnits ?? [])];
}

/** Where it was moved away from, and on which day. */
export async function unitsLeft(db: Reader, entry: Entry): Promise<{ unit: string; on: Day }[]> {
  if ((entry.formerUnits ?? []).length === 0) return [];
  const rows = await db
    .selectFrom('mutation')
    .select(['difference', 'received_at'])
    .where('unit', 'in', unitsOfHistory(entry))
    .where('entry', '=', entry.id)
    .where('type', '=', 'move')
    .where('outcome', '!=', 'held')
    .execute();
  return rows.flatMap((row) => {
    const { unit } = JSON.parse(row.difference) as { unit?: [before: string, after: string] };
    return unit ? [{ unit: unit[0], on: dayOf(row.received_at) }] : [];
  });
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
  note('photos', idsOf(before?.photos), idsOf(after.photos));
  note('attachments', idsOf(before?.attachments), idsOf(after.attachments));
  return difference;
}

/** Field → before and after, then what was written of it at the same time and is neither. */
export type Difference = Record<string, [before: unknown, after: unknown, ...lost: unknown[]]>;

/** `lost` by field. */
export function differenceWithLost(
  before: Entry | null,
  after: Entry,
  lost: ReadonlyMap<string, readonly (FieldValue | null)[]>,
): Difference {
  const difference: Difference = differenceOf(before, after);
  for (const [field, values] of lost) {
    const [left, right] = [before?.values[field] ?? null, after.values[field] ?? null];
    const others = values.filter((value) => !sameValue(value, left) && !sameValue(value, right));
    if (others.length > 0) difference[field] = [left, right, ...others];
  }
  return difference;
}

function idsOf(files: readonly { id: string }[] = []): string[] {
  return files.map(({ id }) => id);
}
