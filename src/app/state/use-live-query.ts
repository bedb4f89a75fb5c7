import { useObservable } from 'dexie-react-hooks';
import { watchDatabase } from '../../localdb/watch-database.ts';

/** What the device's database answers, and again after each change to what was read; `undefined` until the first answer. */
export function useLiveQuery<Value>(read: () => Value | Promise<Value>, dependencies: readonly unknown[]): Value | undefined {
  return useObservable<Value, undefined>(() => watchDatabase(read), [...dependencies], undefined);
}
