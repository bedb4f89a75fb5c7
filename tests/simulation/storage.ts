import { IDBFactory } from 'fake-indexeddb';
import type { ChunkRow, DraftRow, EntryRow, HeldRow, MetaRow, OutboxRow, PhotoRow, ReviewRow } from '../../src/localdb/rows.ts';

/** What is on a phone's disk, read at one stroke and past the app. Rows are never changed in place, so they are shared. */
export interface Contents {
  meta: MetaRow[];
  entries: EntryRow[];
  outbox: OutboxRow[];
  held: HeldRow[];
  drafts: DraftRow[];
  photos: PhotoRow[];
  chunks: ChunkRow[];
  review: ReviewRow[];
}

export const tableNames = ['meta', 'entries', 'outbox', 'held', 'drafts', 'photos', 'chunks', 'review'] as const;

/** What the phone has not been told to be recorded; the rest of its outbox is kept for a server that is restored. */
export function waitingOf({ outbox, meta }: Contents): OutboxRow[] {
  const sync = meta.find((row) => row.key === 'sync');
  return outbox.filter((row) => row.n > (sync?.acknowledged ?? 0)).sort((one, other) => one.n - other.n);
}

/** The phone's storage: it outlives every page. */
export class PhoneStorage {
  readonly factory = new IDBFactory();
  readonly name: string;

  constructor(person: string) {
    this.name = `so-${person}`;
  }

  read(): Contents {
    const stores = (this.factory as unknown as FactoryInside)._databases.get(this.name)?.rawObjectStores;
    const rows = (table: string): unknown[] => [...(stores?.get(table)?.records.values() ?? [])].map((record) => record.value);
    return Object.fromEntries(tableNames.map((table) => [table, rows(table)])) as unknown as Contents;
  }
}

/** The inside of fake-indexeddb 6: the only way to look without a transaction, and so without disturbing a page. */
interface FactoryInside {
  _databases: Map<string, { rawObjectStores: Map<string, { records: { values: () => Iterable<{ value: unknown }> } }> }>;
}
