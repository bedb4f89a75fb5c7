import { Dexie, type ObservabilitySet, type Table } from 'dexie';
import type { Watch } from './watch-database.ts';

/**
 * What a reading of whole tables answers, now and after each change to one of them. Unlike a live query it lets whoever
 * made the change go first, rests nine times as long as it took, and reads no more often than an eye can follow: a sending
 * changes these tables fifty times in a row, and what is counted and drawn then may be ten thousand rows.
 */
export function watchTables<Value>(tables: readonly Table[], read: () => Promise<Value>): Watch<Value> {
  return {
    hasValue: () => false,
    subscribe: (onValue, onError = () => {}) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isReading = false;
      let isOutdated = false;
      let isOver = false;
      let failures = 0;
      /** Until then whatever changes waits for the next reading. */
      let restUntil = 0;

      const readLater = (): void => {
        if (!isOver) timer ??= setTimeout(() => void readNow(), Math.max(0, restUntil - performance.now()));
      };
      const readNow = async (): Promise<void> => {
        timer = undefined;
        isReading = true;
        isOutdated = false;
        const began = performance.now();
        try {
          const value = await read();
          failures = 0;
          if (!isOver) onValue(value);
        } catch (error) {
          failures += 1;
          isOutdated = true;
          // Closed by the browser in mid-work it is open again at the next asking (sync card, trap 12).
          if (failures === toldAfter && !isOver) onError(error);
        } finally {
          isReading = false;
        }
        const ended = performance.now();
        const rest =
          failures > 0
            ? Math.min(firstPause * 2 ** failures, longestPause)
            : Math.min(Math.max(betweenReadings, 9 * (ended - began)), longestRest);
        restUntil = ended + rest;
        if (isOutdated) readLater();
      };
      const onMutated = (parts: ObservabilitySet): void => {
        if (!isAnyOf(tables, parts)) return;
        isOutdated = true;
        if (!isReading) readLater();
      };

      Dexie.on('storagemutated', onMutated);
      void readNow();
      return {
        unsubscribe: () => {
          isOver = true;
          clearTimeout(timer);
          Dexie.on.storagemutated.unsubscribe(onMutated);
        },
      };
    },
  };
}

/** Milliseconds. */
const betweenReadings = 200;
/** What is shown is never older than this and a reading. */
const longestRest = 1000;
/** The same between tries that fail. */
const firstPause = 25;
const longestPause = 5000;
const toldAfter = 5;

/** Dexie names what changed `idb://database/table/index`, and `all` where it cannot tell. */
function isAnyOf(tables: readonly Table[], parts: ObservabilitySet): boolean {
  if ('all' in parts) return true;
  const places = tables.map((table) => `idb://${table.db.name}/${table.name}/`);
  return Object.keys(parts).some((part) => places.some((place) => part.startsWith(place)));
}
