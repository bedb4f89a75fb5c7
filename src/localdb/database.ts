import { Dexie, type DexieOptions, type EntityTable, type Table } from 'dexie';
import { bringBackFromLog } from './bring-back-from-log.ts';
import type { ImportRow } from './imports.ts';
import { marksOf } from './marks.ts';
import type { ChunkRow, DraftRow, EntryRow, HeldRow, MetaRow, OutboxRow, PhotoRow, ReviewRow, UnitRow } from './rows.ts';

/** The device's database of one person. Two people on a phone never share one. */
export class LocalDatabase extends Dexie {
  declare meta: Table<MetaRow, MetaRow['key']>;
  declare entries: EntityTable<EntryRow, 'id'>;
  /** Changes that wait, and those that the server has while no copy off its machine has them (`waiting.ts`). */
  declare outbox: EntityTable<OutboxRow, 'n'>;
  declare held: EntityTable<HeldRow, 'n'>;
  declare drafts: EntityTable<DraftRow, 'id'>;
  declare photos: EntityTable<PhotoRow, 'id'>;
  declare chunks: Table<ChunkRow, [string, number]>;
  declare units: EntityTable<UnitRow, 'key'>;
  declare review: EntityTable<ReviewRow, 'id'>;

  declare imports: EntityTable<ImportRow, 'kind'>;

  readonly person: string;
  /** Told when a newer build is found to have changed this database: at the start, or behind a connection that was lost. */
  onOutgrown: () => void = () => {};

  /** `storage`: where the browser's own IndexedDB is not meant, as for a second phone in one test. */
  constructor(person: string, storage: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {}) {
    // Chrome's default since 121 is relaxed: "committed" would not mean "on disk" (sync card, trap 10).
    super(`so-${person}`, { chromeTransactionDurability: 'strict', ...storage });
    this.person = person;
    this.version(1).stores({
      meta: 'key',
      entries: 'id, unit, status, occurredOn, sync',
      outbox: 'n, entry',
      log: 'n',
      held: 'n, entry',
      drafts: 'id, updatedAt',
      photos: 'id, entry, state',
      chunks: '[photo+index]',
      units: 'key, name',
      review: 'id, submittedAt',
    });
    this.version(2).stores({ imports: 'kind' });
    // `log` is declared for ever, and empty: what was moved there once acknowledged stays where it was written.
    this.version(3).upgrade(bringBackFromLog);
    this.version(4)
      .stores({ entries: 'id, occurredOn, *marks' })
      .upgrade((transaction) =>
        transaction
          .table<EntryRow>('entries')
          .filter((row) => marksOf(row).length > 0)
          .modify((row) => {
            row.marks = marksOf(row);
          }),
      );
    // Dexie lets old code open a newer database and write old-shaped rows (Dexie.js#2097).
    const refuseNewer = (): void => {
      if (this.backendDB().version <= Math.round(this.verno * 10)) return;
      this.onOutgrown();
      throw new NewerDatabase();
    };
    // At every opening: Dexie opens again by itself when the browser has closed a connection.
    this.on('ready', refuseNewer, true);
  }
}

/** This build is older than the database on the device: it must not write to it. */
export class NewerDatabase extends Error {
  constructor() {
    super('the database on this device belongs to a newer build');
    this.name = 'NewerDatabase';
  }
}
