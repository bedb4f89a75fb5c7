import type { Entry } from '../domain/entry.ts';
import type { LocalDatabase } from './database.ts';
import { entryRowOf, readBy } from './entry-view.ts';
import { readReplica, readSyncState } from './meta.ts';
import type { EntryRow, GivenEntry, HeldRow, OutboxRow } from './rows.ts';
import { waitingAbove } from './waiting.ts';

/** Recomputes what screens show of an entry: the server's state with this device's waiting changes on top. */
export async function refreshEntry(db: LocalDatabase, id: string): Promise<void> {
  await refreshEntries(db, new Map([[id, null]]));
}

/**
 * The same for many, each with the server's new state or null for the one that is known. In three waves of requests
 * however many there are: a first reading brings thousands. Older states than the known one change nothing. `rows`: those
 * that are here, from a caller that has read them already.
 */
export async function refreshEntries(
  db: LocalDatabase,
  states: ReadonlyMap<string, Entry | null>,
  rows?: ReadonlyMap<string, EntryRow>,
): Promise<void> {
  const ids = [...states.keys()];
  const [known, by, waiting, held] = await Promise.all([
    rows ?? readRows(db, ids),
    readBy(db),
    readWaitingByEntry(db, ids),
    readHeldByEntry(db, ids),
  ]);
  const refreshed = ids.flatMap((id) => {
    const server = newer(states.get(id) ?? null, known.get(id)?.server ?? null);
    const row = entryRowOf(id, { server, by, waiting: waiting.get(id) ?? [], held: held.get(id) ?? [] });
    return row ? [row] : [];
  });
  await db.entries.bulkPut(refreshed);
}

/** Those that are here. A first reading brings thousands that are not: they are not asked for one by one. */
export async function readRows(db: LocalDatabase, ids: readonly string[]): Promise<Map<string, EntryRow>> {
  const wanted = new Set(ids);
  if (wanted.size < fewEntries) return asMap(await db.entries.bulkGet([...wanted]));
  const { first, last } = spanOf(ids);
  const among = db.entries.where('id').between(first, last, true, true);
  const keys = await among.primaryKeys();
  const here = keys.filter((id) => wanted.has(id));
  // What was written in a row lies in a row: one request for all of them, and a few others, instead of one for each.
  const isDense = here.length > 0 && keys.length < 2 * here.length;
  return asMap(isDense ? (await among.toArray()).filter((row) => wanted.has(row.id)) : await db.entries.bulkGet(here));
}

function asMap(rows: readonly (EntryRow | undefined)[]): Map<string, EntryRow> {
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
}

function spanOf(ids: readonly string[]): { first: string; last: string } {
  const inOrder = [...ids].sort();
  return { first: inOrder[0] ?? '', last: inOrder.at(-1) ?? '' };
}

/** Below this, asking for each costs less than asking which are there. */
const fewEntries = 20;

function newer(given: Entry | null, known: GivenEntry | null): GivenEntry | null {
  if (given === null || known === null) return given ?? known;
  return known.revision > given.revision && !known.isFormer ? known : given;
}

async function readWaitingByEntry(db: LocalDatabase, ids: readonly string[]): Promise<Map<string, OutboxRow[]>> {
  const [{ nextN }, { acknowledged }] = await Promise.all([readReplica(db), readSyncState(db)]);
  const count = nextN - 1 - acknowledged;
  if (count <= 0 || ids.length === 0) return new Map();
  if (count <= ids.length) return ofThose(ids, await waitingAbove(db, acknowledged).toArray());
  // Thousands wait, of other entries: the index tells which numbers are of these, before any change is read.
  const { first, last } = spanOf(ids);
  const numbers = (await db.outbox.where('entry').between(first, last, true, true).primaryKeys()).filter((n) => n > acknowledged);
  if (numbers.length <= ids.length)
    return ofThose(
      ids,
      (await db.outbox.bulkGet(numbers)).flatMap((row) => row ?? []),
    );
  // All at once: one cursor over many keys waits for the browser at each of them.
  const changes = await Promise.all(ids.map((id) => db.outbox.where('entry').equals(id).toArray()));
  return byEntry(changes.flatMap((rows) => rows.filter((row) => row.n > acknowledged)));
}

async function readHeldByEntry(db: LocalDatabase, ids: readonly string[]): Promise<Map<string, HeldRow[]>> {
  const some = await db.held.limit(ids.length + 1).toArray();
  if (some.length <= ids.length) return ofThose(ids, some);
  return byEntry((await Promise.all(ids.map((id) => db.held.where('entry').equals(id).toArray()))).flat());
}

function ofThose<Row extends OutboxRow>(ids: readonly string[], rows: readonly Row[]): Map<string, Row[]> {
  const wanted = new Set(ids);
  return byEntry(rows.filter((row) => wanted.has(row.entry)));
}

/** Entry → its changes, in the order of their numbers. */
export function byEntry<Row extends OutboxRow>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of [...rows].sort((one, other) => one.n - other.n)) {
    const before = grouped.get(row.entry);
    if (before) before.push(row);
    else grouped.set(row.entry, [row]);
  }
  return grouped;
}
