import { liveQuery, type Subscription } from 'dexie';

export interface Watch<Value> {
  subscribe: (onValue: (value: Value) => void, onError?: (error: unknown) => void) => { unsubscribe: () => void };
  /** There is nothing before the first reading. */
  hasValue: () => false;
}

/**
 * What a reading answers, now and after each change to what it read. Dexie's own live query swallows a reading that was
 * broken off when the browser closed the database, and stands still from then on; this one reads again (sync card, trap 12).
 */
export function watchDatabase<Value>(read: () => Value | Promise<Value>): Watch<Value> {
  return {
    hasValue: () => false,
    subscribe: (onValue, onError = () => {}) => {
      let live: Subscription | undefined;
      let again: ReturnType<typeof setTimeout> | undefined;
      let pause = firstPause;
      const begin = (): void => {
        live = liveQuery(tellWhenBrokenOff(read)).subscribe({
          next: (value) => {
            pause = firstPause;
            onValue(value);
          },
          error: (error) => {
            if (!(error instanceof BrokenOff)) return onError(error);
            live?.unsubscribe();
            again = setTimeout(begin, pause);
            pause = Math.min(pause * 2, longestPause);
          },
        });
      };
      begin();
      return {
        unsubscribe: () => {
          clearTimeout(again);
          live?.unsubscribe();
        },
      };
    },
  };
}

/** Milliseconds. A database that was closed for good is asked again for as long as a screen shows it. */
const firstPause = 50;
const longestPause = 5000;

/** Not one of the names that Dexie's live query keeps to itself. */
class BrokenOff extends Error {}

/** Dexie wants the async function itself, to follow what is read behind an await. */
function tellWhenBrokenOff<Value>(read: () => Value | Promise<Value>): () => Promise<Value> {
  return async () => {
    try {
      return await read();
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      throw name === 'AbortError' || name === 'DatabaseClosedError' ? new BrokenOff(name, { cause: error }) : error;
    }
  };
}
