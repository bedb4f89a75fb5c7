import { useObservable } from 'dexie-react-hooks';
import type { Table } from 'dexie';
import { watchTables } from '../../localdb/watch-tables.ts';

/**
 * What a reading of many rows answers, and again after changes to these tables: for what would be read over and over while
 * a sending or a first reading changes them. `undefined` until the first answer.
 */
export function useTables<Value>(
  tables: readonly Table[],
  read: () => Promise<Value>,
  dependencies: readonly unknown[],
): Value | undefined {
  return useObservable<Value, undefined>(() => watchTables(tables, read), [...dependencies], undefined);
}
