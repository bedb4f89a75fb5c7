import { useLiveQuery } from 'dexie-react-hooks';
import { formatDayShort } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { EntryChip } from '../state/entry-chip-view.tsx';
import { waitingEntries, type SendingFacts } from '../state/sending.tsx';
import { Empty } from '../ui/empty.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import style from './outbox.module.css';

/** More is read by nobody; the count above tells of all. */
const mostShown = 50;

export function WaitingList({ facts }: { facts: SendingFacts }) {
  const { db } = useDevice();
  const ids = [...waitingEntries(facts)].slice(0, mostShown);
  const rows = useLiveQuery(() => db.entries.bulkGet(ids), [db, ids.join()]);
  if (ids.length === 0) return <Empty text={readingMessages.outbox.nothing} />;
  return (
    <section className={style.section}>
      <h2>{readingMessages.outbox.waiting}</h2>
      <ul className="list">
        {rows?.map(
          (row) =>
            row && (
              <li key={row.id}>
                <EntryRow entry={row.view} note={formatDayShort(row.occurredOn)} chip={<EntryChip row={row} />} />
              </li>
            ),
        )}
      </ul>
    </section>
  );
}
