import type { Insertable } from 'kysely';
import { occurredOn } from '../../domain/kinds/index.ts';
import { uniqueHash } from '../entries/unique-hash.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { statement } from '../db/statement.ts';
import type { Tables } from '../db/tables.ts';
import { findErased } from '../erasure/stored-erasures.ts';
import { writeFacts } from '../plans/facts.ts';
import { findEntryToChange, findPlaces, type StoredEntry } from './stored-entry.ts';

/**
 * Rows of one request on their way into the store: held back so that each table is written once, however many changes
 * the request brings. Whoever asks here for an entry is told its newest state, written or not.
 */
export class PendingWrites {
  readonly #tx: WriteTransaction;
  readonly #database: Database;
  readonly #entries = new Map<string, StoredEntry | null>();
  readonly #changed = new Set<string>();
  /** Entry → whose log it was in. */
  readonly #erased = new Map<string, string>();
  #contributors: Insertable<Tables['entry_contributor']>[] = [];
  #receipts: Insertable<Tables['receipt']>[] = [];
  #history: Insertable<Tables['mutation']>[] = [];

  constructor(tx: WriteTransaction, database: Database) {
    this.#tx = tx;
    this.#database = database;
  }

  /** Finds out in one question which of the entries exist; whoever brings a new one has locked its name before. */
  async expect(ids: readonly string[]): Promise<void> {
    const [places, erased] = await together([findPlaces(this.#tx, ids), findErased(this.#tx, ids)]);
    for (const id of ids) if (!places.has(id)) this.#entries.set(id, null);
    for (const [id, unit] of erased) this.#erased.set(id, unit);
  }

  /** Until the transaction ends nobody else changes it. */
  async find(id: string): Promise<StoredEntry | null> {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const stored = await findEntryToChange(this.#tx, id, this.#database);
    this.#entries.set(id, stored);
    // It may have been erased while this one waited for it.
    if (!stored) for (const [, unit] of await findErased(this.#tx, [id])) this.#erased.set(id, unit);
    return stored;
  }

  /** The unit whose log an erased entry was in; undefined for any other. Asked once it was looked for. */
  erasedFrom(id: string): string | undefined {
    return this.#erased.get(id);
  }

  /** Whoever shaped the entry becomes one of its authors. */
  save(stored: StoredEntry, contributor: string | null): void {
    const { unit, id } = stored.entry;
    this.#entries.set(id, stored);
    this.#changed.add(id);
    if (contributor !== null) this.#contributors.push({ unit, entry: id, person: contributor });
  }

  record(receipt: Insertable<Tables['receipt']>, history: Insertable<Tables['mutation']> | null): void {
    this.#receipts.push(receipt);
    if (history) this.#history.push(history);
  }

  hasContributor(entry: string, person: string): boolean {
    return this.#contributors.some((each) => each.entry === entry && each.person === person);
  }

  /** When the server received the change that made this revision, if this request brought it. */
  receivedAt(entry: string, revision: number): number | undefined {
    return this.#history.find((row) => row.entry === entry && row.revision === revision && row.type !== 'dismiss')?.received_at;
  }

  async flush(): Promise<void> {
    const changed = [...this.#changed].flatMap((id) => this.#entries.get(id) ?? []);
    const [contributors, receipts, history] = [this.#contributors, this.#receipts, this.#history];
    this.#changed.clear();
    [this.#contributors, this.#receipts, this.#history] = [[], [], []];
    const entries = changed.map(({ entry }) => entry);
    await together([
      putEntries(this.#tx, changed.map(rowOf)),
      writeFacts(this.#tx, entries),
      addContributors(this.#tx, contributors),
      addReceipts(this.#tx, receipts),
      addHistory(this.#tx, history),
    ]);
  }

  /** After a failure was undone in the store: nothing that is remembered here can be trusted. */
  forget(): void {
    this.#entries.clear();
    this.#changed.clear();
    this.#contributors = [];
  }
}

function rowOf({ entry, writers }: StoredEntry): Insertable<Tables['entry']> {
  return {
    unit: entry.unit,
    id: entry.id,
    author: entry.author.id,
    received_at: entry.receivedAt,
    kind: entry.kind,
    revision: entry.revision,
    status: entry.status,
    occurred_on: occurredOn(entry),
    document: JSON.stringify(entry),
    writers: JSON.stringify(writers),
    submitted_at: entry.submittedAt,
    updated_at: entry.updatedAt,
    unique_hash: uniqueHash(entry),
  };
}

type Row<Table extends keyof Tables> = { [Column in keyof Insertable<Tables[Table]>]: Insertable<Tables[Table]>[Column] };

const putEntries = statement((db, rows: readonly Row<'entry'>[]) =>
  db
    .insertInto('entry')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['unit', 'id']).doUpdateSet((put) => ({
        kind: put.ref('excluded.kind'),
        revision: put.ref('excluded.revision'),
        status: put.ref('excluded.status'),
        occurred_on: put.ref('excluded.occurred_on'),
        document: put.ref('excluded.document'),
        writers: put.ref('excluded.writers'),
        submitted_at: put.ref('excluded.submitted_at'),
        updated_at: put.ref('excluded.updated_at'),
        unique_hash: put.ref('excluded.unique_hash'),
      })),
    ),
);

const addContributors = statement((db, rows: readonly Row<'entry_contributor'>[]) =>
  db
    .insertInto('entry_contributor')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

const addReceipts = statement((db, rows: readonly Row<'receipt'>[]) => db.insertInto('receipt').values(rows));

const addHistory = statement((db, rows: readonly Row<'mutation'>[]) => db.insertInto('mutation').values(rows));
