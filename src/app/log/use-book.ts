import { useLiveQuery } from 'dexie-react-hooks';
import type { Span } from '../../domain/period.ts';
import { unitSearchText } from '../../domain/unit.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { usePersonDocument } from '../state/person.tsx';

export interface Book {
  rows: EntryRow[];
  isWhole: boolean;
}

/** What this device keeps of a span of days, or all of it, newest first; read again when any of it changes. */
export function useBook(span: Span | 'all'): Book | undefined {
  const { db } = useDevice();
  const { from, to } = span === 'all' ? { from: '', to: '9999' } : span;
  return useLiveQuery(async () => {
    // The index gives all of them in one go in its own order; backwards it would be a request for each row.
    const rows = await db.entries.where('occurredOn').between(from, to, true, true).toArray();
    // The server's own copy doubles what ten thousand rows hold in memory, and nothing here looks at it.
    for (const row of rows) row.server = null;
    return { rows: rows.sort(newestFirst), isWhole: from === '' };
  }, [db, from, to]);
}

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

function newestFirst(one: EntryRow, other: EntryRow): number {
  if (one.occurredOn !== other.occurredOn) return one.occurredOn < other.occurredOn ? 1 : -1;
  return other.view.createdAt - one.view.createdAt;
}
