import { applyChange, type Entry } from '../domain/entry.ts';
import type { FieldValue } from '../domain/kinds/field.ts';
import { occurredOn } from '../domain/kinds/index.ts';
import { foldForSearch } from '../domain/text.ts';
import type { Mutation } from '../protocol/mutation.ts';
import type { LocalDatabase } from './database.ts';
import { marked } from './marks.ts';
import { readPerson } from './meta.ts';
import type { EntryRow, OutboxRow } from './rows.ts';
import { readWaitingOf } from './waiting.ts';

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

export async function readBy(db: LocalDatabase): Promise<Known['by']> {
  return { id: db.person, name: (await readPerson(db))?.name ?? '' };
}

async function readChanges(db: LocalDatabase, id: string): Promise<Pick<Known, 'waiting' | 'held'>> {
  const [waiting, held] = await Promise.all([readWaitingOf(db, id), db.held.where('entry').equals(id).sortBy('n')]);
  return { waiting, held };
}

/** Of an entry that this device does not keep: the server's state, with what waits here on top. */
export async function viewOf(db: LocalDatabase, server: Entry): Promise<EntryRow | null> {
  const [by, changes] = await Promise.all([readBy(db), readChanges(db, server.id)]);
  return entryRowOf(server.id, { server, by, ...changes });
}

/** Null while there is nothing to show of it. */
export function entryRowOf(id: string, { server, waiting, held, by }: Omit<Known, 'view'>): EntryRow | null {
  // A refused first version is the only copy there is: it stays in sight, with what was refused behind it.
  const unseen = server ? waiting.filter((row) => !row.resent) : waiting;
  const shown = server || waiting.some(isNew) ? unseen : [...held, ...waiting];
  let view = server;
  for (const change of shown.map((each) => readBody(each))) {
    view = applyChange(view, change, { by, at: change.at, revision: server?.revision ?? 0 });
  }
  if (!view) return null;
  return marked({
    id,
    unit: view.unit,
    status: view.status,
    occurredOn: occurredOn(view),
    sync: held.length > 0 ? 'held' : waiting.length > 0 ? 'pending' : 'clean',
    search: searchText(view),
    server,
    view,
  });
}

/** The body was written by this device and is parsed by nobody else: its shape is what `appendMutation` froze. */
export function readBody(row: OutboxRow): Mutation {
  return JSON.parse(row.body) as Mutation;
}

function searchText(entry: Entry): string {
  return foldForSearch(Object.values(entry.values).flatMap(wordsOf).join(' '));
}

function wordsOf(value: FieldValue): string[] {
  if (typeof value === 'string') return isCode.test(value) ? [] : [value];
  // Rows hold what people wrote, such as lecturers; lists hold ids.
  return Array.isArray(value) ? value.flatMap((member) => (typeof member === 'string' ? [] : Object.values(member))) : [];
}

/** Days and ids of options and tasks, as far as their form tells: the kinds, which know, are not loaded where rows are written. */
const isCode = /^(\d{4}-\d\d-\d\d|[a-z]+[A-Z\d]\w*)$/;

function isNew(row: OutboxRow): boolean {
  return readBody(row).type === 'new';
}
