import { applyChange, type Entry } from '../domain/entry.ts';
import { occurredOn } from '../domain/kinds/index.ts';
import { foldForSearch } from '../domain/text.ts';
import type { Mutation } from '../protocol/mutation.ts';
import type { LocalDatabase } from './database.ts';
import { readPerson } from './meta.ts';
import type { EntryRow, OutboxRow } from './rows.ts';

/** Recomputes what screens show of an entry: the server's state with this device's waiting changes on top. */
export async function refreshEntry(db: LocalDatabase, id: string, server?: Entry): Promise<void> {
  const [row, waiting, held, person] = await Promise.all([
    db.entries.get(id),
    db.outbox.where('entry').equals(id).sortBy('n'),
    db.held.where('entry').equals(id).sortBy('n'),
    readPerson(db),
  ]);
  const known = server ?? row?.server ?? null;
  const by = { id: db.person, name: person?.name ?? '' };
  // A refused first version is the only copy there is: it stays in sight.
  const shown = known || waiting.some(isNew) ? waiting : [...held.filter(isNew), ...waiting];
  let view = known;
  for (const change of shown.map((each) => readBody(each))) {
    view = applyChange(view, change, { by, at: change.at, revision: known?.revision ?? 0 });
  }
  if (!view) return;
  await db.entries.put({
    id,
    unit: view.unit,
    status: view.status,
    occurredOn: occurredOn(view),
    sync: held.length > 0 ? 'held' : waiting.length > 0 ? 'pending' : 'clean',
    search: searchText(view),
    server: known,
    view,
  } satisfies EntryRow);
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
