import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * The store of records. Use cases write SQL through Kysely; what differs between SQLite and PostgreSQL stands here and
 * in the adapters, nowhere else.
 */
export interface Database {
  /** For single statements. */
  query: Kysely<Tables>;
  /** Several reads of one moment. */
  read: <Result>(work: (tx: Transaction<Tables>) => Promise<Result>) => Promise<Result>;
  /**
   * All or nothing, and on disk when it resolves. Never held across the network. `work` is begun anew when another writer
   * got in its way, so it changes nothing but through `tx`.
   */
  write: <Result>(work: (tx: Transaction<Tables>) => Promise<Result>) => Promise<Result>;
  /**
   * The same for work that ends with statements whose answers decide nothing: nobody waits for them before the commit is
   * sent, and all of it is undone when one of them fails.
   */
  writeToEnd: <Result>(work: (tx: Transaction<Tables>) => Promise<Ending<Result>>) => Promise<Result>;
  /** Keeps other writers from the chosen rows until the transaction ends; SQLite has one writer anyway. */
  lock: <From extends keyof Tables, Row>(query: SelectQueryBuilder<Tables, From, Row>) => SelectQueryBuilder<Tables, From, Row>;
  /** The same for things that may have no row yet, by names of the caller's choice. */
  lockNames: (tx: Transaction<Tables>, names: readonly string[]) => Promise<void>;
  /**
   * What tells one life of the store from another when nobody said so: a standby that took over may lack what was
   * acknowledged. Empty for a file, which has one life until it is restored.
   */
  life: () => string;
  /** The store is full, busy or gone: the same request may succeed later, so nothing is to be recorded. */
  isTransient: (error: unknown) => boolean;
  close: () => Promise<void>;
}

/** In an object, because whoever waits for a promise of a promise waits for both. */
export interface Ending<Result> {
  last: Promise<Result>;
}

/** A handle that reads: the database itself or a transaction on it. */
export type Reader = Kysely<Tables>;
export type WriteTransaction = Transaction<Tables>;
