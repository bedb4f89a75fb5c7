import type { EntityTable } from 'dexie';
import { applyChange, type Entry } from '../domain/entry.ts';
import { occurredOn } from '../domain/kinds/index.ts';
import { foldForSearch } from '../domain/text.ts';
import type { Mutation } from '../protocol/mutation.ts';
import type { LocalDatabase } from './database.ts';
import { readPerson } from './meta.ts';
import type { EntryRow, OutboxRow } from './rows.ts';

/** Recomputes what screens show of an entry: the server's state with this device's waiting changes on top. */
export async function refreshEntry(db: LocalDatabase, id: string): Promise<void> {
  await refreshEntries(db, new Map([[id, null]]));
}

/**
 * The same for many, each with the server's new state or null for the one that is known. In three waves of requests
 * however many there are: a first reading brings thousands. Older states than the known one change nothing.
 */
export async function refreshEntries(db: LocalDatabase, states: ReadonlyMap<string, Entry | null>): Promise<void> {
  const ids = [...states.keys()];
  const [rows, by, waiting, held] = await Promise.all([
    db.entries.bulkGet(ids),
    readBy(db),
    changesByEntry(db.outbox, ids),
    changesByEntry(db.held, ids),
  ]);
  const refreshed = ids.flatMap((id, index) => {
    const known = rows[index]?.server ?? null;
    const server = newer(states.get(id) ?? null, known);
    const row = entryRowOf(id, { server, by, waiting: waiting.get(id) ?? [], held: held.get(id) ?? [] });
    return row ? [row] : [];
  });
  await db.entries.bulkPut(refreshed);
}

function newer(given: Entry | null, known: Entry | null): Entry | null {
  if (given === null || known === null) return given ?? known;
  return known.revision > given.revision ? known : given;
}

async function changesByEntry<Row extends OutboxRow>(table: EntityTable<Row, 'n'>, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const byEntry = new Map<string, Row[]>();
  if ((await table.count()) === 0) return byEntry;
  const rows = await table
    .where('entry')
    .anyOf([...ids])
    .sortBy('n');
  for (const row of rows) byEntry.set(row.entry, [...(byEntry.get(row.entry) ?? []), row]);
  return byEntry;
}

/** Everything that this device knows of an entry. */
export interface Known {
  /** As it is shown now; null if this device has never seen it. */
  view: Entry | null;
  server: Entry | null;
  waiting: OutboxRow[];
  held: OutboxRow[];
  by: { id: string; name: string };
}

/** With as few requests as there can be, since a save waits for them: of an entry without a row here nothing is shown. */
export async function readKnown(db: LocalDatabase, id: string): Promise<Known> {
  const [row, by] = await Promise.all([db.entries.get(id), readBy(db)]);
  if (!row) return { view: null, server: null, waiting: [], held: [], by };
  return { view: row.view, server: row.server, by, ...(await readChanges(db, id)) };
}

async function readBy(db: LocalDatabase): Promise<Known['by']> {
  return { id: db.person, name: (await readPerson(db))?.name ?? '' };
}

async function readChanges(db: LocalDatabase, id: string): Promise<Pick<Known, 'waiting' | 'held'>> {
  const [waiting, held] = await Promise.all([
    db.outbox.where('entry').equals(id).sortBy('n'),
    db.held.where('entry').equals(id).sortBy('n'),
  ]);
  return { waiting, held };
}

/** Null while there is nothing to show of it. */
export function entryRowOf(id: string, { server, waiting, held, by }: Omit<Known, 'view'>): EntryRow | null {
  // A refused first version is the only copy there is: it stays in sight.
  const unseen = server ? waiting.filter((row) => !row.resent) : waiting;
  const shown = server || waiting.some(isNew) ? unseen : [...held.filter(isNew), ...waiting];
  let view = server;
  for (const change of shown.map((each) => readBody(each))) {
    view = applyChange(view, change, { by, at: change.at, revision: server?.revision ?? 0 });
  }
  if (!view) return null;
  return {
    id,
    unit: view.unit,
    status: view.status,
    occurredOn: occurredOn(view),
    sync: held.length > 0 ? 'held' : waiting.length > 0 ? 'pending' : 'clean',
    search: searchText(view),
    server,
    view,
  };
}

/** The body was written by this device and is parsed by nobody else: its shape is what `appendMutation` froze. */
export function readBody(row: OutboxRow): Mutation {
  return JSON.parse(row.body) as Mutation;
}

function searchText(entry: Entry): string {
  const texts = Object.values(entry.values).filter((value): value is string => typeof value === 'string');
  return foldForSearch(texts.join(' '));
}

function isNew(row: OutboxRow): boolean {
  return readBody(row).type === 'new';
}
