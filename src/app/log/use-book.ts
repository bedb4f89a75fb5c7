import { useObservable } from 'dexie-react-hooks';
import type { Entry } from '../../domain/entry.ts';
import type { Span } from '../../domain/period.ts';
import { unitSearchText } from '../../domain/unit.ts';
import { readNames } from '../../localdb/names.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { Watch } from '../../localdb/watch-database.ts';
import { useDevice } from '../state/device.tsx';
import { usePersonDocument } from '../state/person.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { watchBook, type Book } from './watch-book.ts';

/** What this device keeps of a span of days, or all of it; nothing is read while nobody wants it. */
export function useBook(span: Span | 'all' | null): Book | undefined {
  const { db } = useDevice();
  const { from, to } = span === 'all' || span === null ? { from: '', to: '9999' } : span;
  const isWanted = span !== null;
  return useObservable<Book, undefined>(() => (isWanted ? watchBook(db, { from, to }) : unwanted), [db, from, to, isWanted], undefined);
}

const unwanted: Watch<Book> = { hasValue: () => false, subscribe: () => ({ unsubscribe: () => {} }) };

/** Whole, for a sheet: the book has no more of them than it shows. */
export async function readEntries(db: LocalDatabase, ids: readonly string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let first = 0; first < ids.length; first += together) {
    const rows = await db.entries.bulkGet(ids.slice(first, first + together));
    entries.push(...rows.flatMap((row) => row?.view ?? []));
  }
  return entries;
}

const together = 500;

const noNames: ReadonlyMap<string, string> = new Map();

/** What the person's own units are found by: former names and districts too. */
export function useUnitNames(): ReadonlyMap<string, string> {
  const { db } = useDevice();
  const document = usePersonDocument();
  const names = useLiveQuery(async () => {
    const units = await db.units.toArray();
    const own = new Set(document?.units.map((unit) => unit.key));
    return new Map(units.filter((unit) => own.has(unit.key)).map((unit) => [unit.key, unitSearchText(unit, units)]));
  }, [db, document]);
  return names ?? noNames;
}

/** What any unit is called; undefined while that is read. */
export function useNames(): ReadonlyMap<string, string> | undefined {
  const { db } = useDevice();
  return useLiveQuery(() => readNames(db), [db]);
}
