import type { Span } from '../../domain/period.ts';
import type { Day } from '../../domain/text.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { watchDatabase, type Watch } from '../../localdb/watch-database.ts';
import { linesOf, type BookLine } from './book-line.ts';

export interface Book {
  /** Newest first, both they and what is in them. A page that did not change is the same one. */
  pages: readonly (readonly BookLine[])[];
  /** False while older pages are still to come. */
  isRead: boolean;
}

/**
 * What this device keeps of a span of days, page by page from the newest: no page holds up a frame, and a change reads only
 * its own page again, not the hundred thousand rows around it.
 */
export function watchBook(db: LocalDatabase, { from, to }: Span): Watch<Book> {
  return {
    hasValue: () => false,
    subscribe: (onValue, onError = () => {}) => {
      const watches: { unsubscribe: () => void }[] = [];
      const pages: (readonly BookLine[])[] = [];
      let [isWanted, isRead] = [true, false];
      let telling: ReturnType<typeof setTimeout> | undefined;
      const tell = (): void => {
        telling = undefined;
        if (isWanted) onValue({ pages: [...pages], isRead });
      };
      const readPage = (place: number, page: Page): Promise<void> =>
        new Promise((resolve) => {
          const watch = watchDatabase(() => readLines(db, page)).subscribe((lines) => {
            pages[place] = keepSame(pages[place] ?? [], lines);
            // Many pages may change at once, by a large answer of the server.
            if (isRead) telling ??= setTimeout(tell, pages.length > 1 ? togetherMilliseconds : 0);
            resolve();
          }, onError);
          watches.push(watch);
        });
      const readAll = async (): Promise<void> => {
        let [told, rows] = [0, 0];
        let before = `${to}~`;
        while (!isRead) {
          const left = { from, before };
          const begin = await firstOf(
            watchDatabase(() => pageBegin(db, left)),
            watches,
          );
          const page = { from: begin ?? from, before };
          if (!isWanted) return;
          await readPage(pages.length, page);
          rows += pages.at(-1)?.length ?? 0;
          isRead = page.from === from;
          before = page.from;
          // Told as it doubles: each telling looks through all that has been read so far.
          if (!isRead && rows < 2 * told) continue;
          told = rows;
          tell();
        }
      };
      readAll().catch(onError);
      return {
        unsubscribe: () => {
          isWanted = false;
          clearTimeout(telling);
          for (const watch of watches) watch.unsubscribe();
        },
      };
    },
  };
}

/** So few that reading them again takes less than a frame of a slow phone. A day is never split. */
const pageRows = 250;
const togetherMilliseconds = 50;

interface Page {
  from: Day;
  before: Day;
}

/**
 * The day that the newest page of these begins with; undefined if they all are one page. Pages follow one another without a
 * gap: an entry of a day that has none yet belongs to one of them too.
 */
async function pageBegin(db: LocalDatabase, left: Page): Promise<Day | undefined> {
  // oxlint-disable-next-line unicorn/no-array-reverse -- the direction of a reading, not an array
  const [day] = await within(db, left).reverse().offset(pageRows).limit(1).keys();
  return typeof day === 'string' ? day : undefined;
}

/** In a transaction of its own, because of what Dexie reads without one it keeps a copy for as long as it is watched. */
async function readLines(db: LocalDatabase, page: Page): Promise<BookLine[]> {
  // The index gives all of them in one go in its own order; backwards it would be a request for each row.
  const rows = await db.transaction('r', db.entries, () => within(db, page).toArray());
  return linesOf(rows.sort(newestFirst));
}

/** Lines that say what they said are the same ones: nothing of them is drawn again. */
function keepSame(before: readonly BookLine[], lines: readonly BookLine[]): readonly BookLine[] {
  // What a map is asked for is kept in the browser's own table of strings, through all of which it goes while scrolling waits.
  if (before.length === 0) return lines;
  const known = new Map(before.map((line) => [line.id, line]));
  return lines.map((line) => {
    const same = known.get(line.id);
    return same && JSON.stringify(same) === JSON.stringify(line) ? same : line;
  });
}

const within = (db: LocalDatabase, { from, before }: Page) => db.entries.where('occurredOn').between(from, before, true, false);

function newestFirst(one: EntryRow, other: EntryRow): number {
  if (one.occurredOn !== other.occurredOn) return one.occurredOn < other.occurredOn ? 1 : -1;
  return other.view.createdAt - one.view.createdAt;
}

function firstOf<Value>(watch: Watch<Value>, watches: { unsubscribe: () => void }[]): Promise<Value> {
  return new Promise((resolve, reject) => {
    const subscription = watch.subscribe((value) => {
      // Not before `subscribe` has answered.
      queueMicrotask(() => subscription.unsubscribe());
      resolve(value);
    }, reject);
    watches.push(subscription);
  });
}
